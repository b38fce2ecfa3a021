"""The formulas of a deck: a pass for the commands it defines, and what KaTeX refuses."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from diascope.cache.memory import Memory
from diascope.deck.model import Deck
from diascope.deck.walk import gather
from diascope.diagnostics import Diagnostic, Diagnostics, of_file
from diascope.dialect.tokens import Token
from diascope.formulas import as_definitions, defines, definitions, labels, references, typeset

_MATH = ("math_inline", "math_display")


def with_formulas(deck: Deck, memory: Memory) -> tuple[Deck, Diagnostics]:
    """The deck with the commands that it defines, and a warning for each formula KaTeX refuses.

    Where KaTeX cannot be run, one warning says so for the whole deck.
    """
    tokens = list(chain.from_iterable(gather("formulas", deck, memory, _tex)))
    formulas = [token for token in tokens if token.type in _MATH]
    if not formulas:
        return deck, ()
    numbers = labels(token.content for token in formulas if token.type == "math_display")
    macros = (*_macros(deck, tokens), *as_definitions(numbers))
    diagnostics = (*_mistakes(deck, formulas, macros), *_undefined(formulas, numbers))
    return replace(deck, macros=macros), diagnostics


def _undefined(formulas: Sequence[Token], numbers: Container[str]) -> Iterator[Diagnostic]:
    """A warning for every reference to an equation that the deck does not have."""
    for token in formulas:
        for label in references(token.content):
            if label not in numbers:
                message = f"no equation has the label `{label}`"
                hint = f"write `\\label{{{label}}}` into the formula that is meant"
                yield Diagnostic("label-undefined", token.place, message, hint)


def _tex(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """The formulas and the raw TeX among tokens."""
    return tuple(token for token in tokens if token.type in _MATH or token.info == "tex")


def _macros(deck: Deck, tokens: Sequence[Token]) -> tuple[str, ...]:
    """The definitions in the deck's metadata, its raw TeX and its formulas, in this order."""
    metadata = (text.text for text in deck.meta.header_includes)
    raw = (token.content for token in tokens if token.info == "tex")
    within = (one.content for one in tokens if one.type in _MATH and defines(one.content))
    return (*definitions((*metadata, *raw)), *within)


def _mistakes(
    deck: Deck, formulas: Sequence[Token], macros: tuple[str, ...]
) -> Iterator[Diagnostic]:
    for token in formulas:
        made = typeset(token.content, token.type == "math_display", macros)
        if made.engine_missing:
            message = f"formulas stay text, since KaTeX cannot be run: {made.engine_missing}"
            hint = "`pip install dukpy` where it has a wheel for your platform"
            yield Diagnostic("formula-engine", of_file(deck.source.path), message, hint)
            return
        if made.mistake:
            message = f"a formula cannot be typeset: {made.mistake}"
            yield Diagnostic("math-invalid", token.place, message, "the slide shows it as text")
