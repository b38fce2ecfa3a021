"""Mistakes in the formulas of a deck: a pass over its tokens."""

from __future__ import annotations

from collections.abc import Iterator

from diascope.cache.memory import Memory
from diascope.deck.model import Deck
from diascope.deck.walk import walk
from diascope.diagnostics import Diagnostic
from diascope.dialect.tokens import Token
from diascope.formulas.katex import Command
from diascope.formulas.tex import commands_defined, mistake_in

_MATH = ("math_inline", "math_display")


def check_formulas(deck: Deck, memory: Memory) -> tuple[Diagnostic, ...]:
    """A warning for every formula that KaTeX would not typeset, as far as that can be seen."""
    tokens = [node.token for node in walk(deck)]
    formulas = [token for token in tokens if token.type in _MATH]
    if not formulas:
        return ()
    defined = _defined(deck, tokens, memory)
    read = [(one.content, one.type == "math_display") for one in formulas]
    found = memory.each(("mistake", defined), read, lambda item: mistake_in(*item, defined))
    wrong = (_diagnostic(*pair) for pair in zip(formulas, found, strict=True) if pair[1])
    return tuple(dict.fromkeys(wrong))


def _diagnostic(token: Token, mistake: str) -> Diagnostic:
    message = f"a formula cannot be typeset: {mistake}"
    return Diagnostic("math-invalid", token.place, message, "the slide shows it as text instead")


def _texts(deck: Deck, tokens: list[Token]) -> Iterator[str]:
    """What may define commands: raw TeX, and the formulas themselves."""
    yield from (text.text for text in deck.meta.header_includes)
    for token in tokens:
        if token.type in _MATH or token.info == "tex" or token.type == "raw_block":
            yield token.content


def _defined(deck: Deck, tokens: list[Token], memory: Memory) -> frozenset[Command]:
    """The commands that the deck defines, in its text, its metadata or its formulas."""
    texts = list(_texts(deck, tokens))
    return frozenset().union(*memory.each("commands defined", texts, commands_defined))
