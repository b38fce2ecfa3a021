"""Mistakes in the formulas of a deck, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain

from markdown_it.token import Token

from diascope.deck import Deck
from diascope.diagnostics import Diagnostic, Severity
from diascope.memory import Memory
from diascope.model import Slide
from diascope.tex import commands_defined, mistake_in

_MATH = ("math_inline", "math_display")


@dataclass(frozen=True, slots=True)
class _Formula:
    tex: str
    source: str
    line: int


def check_formulas(deck: Deck, memory: Memory) -> tuple[Diagnostic, ...]:
    """A warning for every formula that KaTeX would not typeset, as far as that can be seen."""
    if not any("$" in source.text for source in deck.sources.values()):
        return ()
    slides = list(deck.slides())
    found = list(chain.from_iterable(memory.each("formulas", slides, _formulas)))
    if not found:
        return ()
    written = chain.from_iterable(memory.each("commands defined", slides, _definitions))
    defined = _defined(deck, (*written, *(one.tex for one in found)))
    row = ("mistake", defined)
    mistakes = memory.each(row, [one.tex for one in found], lambda tex: mistake_in(tex, defined))
    both = zip(found, mistakes, strict=True)
    return tuple(_diagnostic(deck, one, mistake) for one, mistake in both if mistake)


def _diagnostic(deck: Deck, one: _Formula, mistake: str) -> Diagnostic:
    excerpt = deck.excerpt(one.source, one.line)
    first = one.tex.strip().split("\n", 1)[0]
    at = excerpt.find(first) + 1
    return Diagnostic(
        one.source,
        one.line,
        at or None,
        Severity.WARNING,
        "math-invalid",
        f"a formula cannot be typeset: {mistake}",
        "the slide shows it as text instead",
        excerpt,
        len(first) if at else 1,
    )


def _formulas(slide: Slide) -> tuple[_Formula, ...]:
    """Every formula on a slide."""
    blocks = (_in_tokens(block.tokens, block.source, block.line) for block in slide.blocks)
    heading = _in_tokens(slide.heading, slide.source, slide.line)
    return tuple(chain(heading, *blocks))


def _in_tokens(tokens: Sequence[Token], source: str, line: int) -> Iterator[_Formula]:
    """The formulas in tokens of which the first begins on `line`."""
    first = line
    base = line - (tokens[0].map[0] if tokens and tokens[0].map else 0)
    for token in tokens:
        if token.type == "place":
            source, base = token.info, token.meta["line"]
            first = base
        if not token.children or "$" not in token.content:
            continue
        here = base + token.map[0] if token.map else first
        at = 0
        for child in token.children:
            if child.type in _MATH:
                at = max(at, token.content.find(child.content, at))
                yield _Formula(child.content, source, here + token.content.count("\n", 0, at))


def _definitions(slide: Slide) -> tuple[str, ...]:
    """The raw text on a slide, which may define commands."""
    tokens = [token for block in slide.blocks for token in block.tokens]
    blocks = (token.content for token in tokens if token.type == "raw_block")
    inlines = (c.content for token in tokens for c in token.children or () if c.info == "tex")
    return (*blocks, *inlines)


def _defined(deck: Deck, texts: Iterable[str]) -> Set[str]:
    """The commands that the deck defines, in its text, its metadata or its formulas."""
    metadata = (text.text for text in deck.meta.header_includes)
    return frozenset().union(*map(commands_defined, (*metadata, *texts)))
