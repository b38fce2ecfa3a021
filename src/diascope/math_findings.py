"""The formulas of a deck: the commands it defines for them, and which cannot be typeset."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from markdown_it.token import Token

from diascope.deck import Deck
from diascope.diagnostics import Diagnostic, Severity
from diascope.formulas import defines, definitions, typeset
from diascope.memory import Memory
from diascope.model import Slide

_MATH = ("math_inline", "math_display")


@dataclass(frozen=True, slots=True)
class _Formula:
    tex: str
    is_display: bool
    source: str
    """The file it stands in, as shown to the user."""
    line: int
    """The line it stands on, from 1."""


def with_formulas(deck: Deck, memory: Memory) -> tuple[Deck, tuple[Diagnostic, ...]]:
    """The deck with the commands that it defines, and a warning for each formula KaTeX refuses.

    Where KaTeX cannot be run, one warning says so for the whole deck.
    """
    slides = list(deck.slides())
    on_slides = chain.from_iterable(memory.each("formulas", slides, _formulas))
    found = [*_in_metadata(deck), *on_slides]
    if not found:
        return deck, ()
    macros = _macros(deck, slides, found, memory)
    wrong = dict.fromkeys(_mistakes(deck, found, macros))
    return replace(deck, macros=macros), tuple(wrong)


def _mistakes(
    deck: Deck, formulas: Sequence[_Formula], macros: tuple[str, ...]
) -> Iterator[Diagnostic]:
    for one in formulas:
        made = typeset(one.tex, one.is_display, macros)
        if made.engine_missing:
            yield _engine_missing(deck, made.engine_missing)
            return
        if made.mistake:
            yield _refused(deck, one, made.mistake)


def _refused(deck: Deck, one: _Formula, mistake: str) -> Diagnostic:
    return Diagnostic(
        one.source,
        one.line,
        None,
        Severity.WARNING,
        "math-invalid",
        f"a formula cannot be typeset: {mistake}",
        "the slide shows it as text instead",
        deck.excerpt(one.source, one.line),
    )


def _engine_missing(deck: Deck, reason: str) -> Diagnostic:
    return Diagnostic(
        deck.source.name,
        None,
        None,
        Severity.WARNING,
        "formula-engine",
        f"formulas stay text, since KaTeX cannot be run: {reason}",
        "`pip install dukpy` where it has a wheel for your platform",
    )


def _macros(
    deck: Deck, slides: Sequence[Slide], formulas: Sequence[_Formula], memory: Memory
) -> tuple[str, ...]:
    """The definitions in the deck's metadata, its raw TeX and its formulas, in this order."""
    metadata = (text.text for text in deck.meta.header_includes)
    raw = chain.from_iterable(memory.each("raw TeX", slides, _raw_tex))
    within = (one.tex for one in formulas if defines(one.tex))
    return (*definitions((*metadata, *raw)), *within)


def _raw_tex(slide: Slide) -> tuple[str, ...]:
    """The raw TeX on a slide, which may define commands."""
    tokens = [token for block in slide.blocks for token in block.tokens]
    blocks = (t.content for t in tokens if t.type == "raw_block" and t.info == "tex")
    inlines = (c.content for t in tokens for c in t.children or () if c.info == "tex")
    return (*blocks, *inlines)


def _in_metadata(deck: Deck) -> Iterator[_Formula]:
    """Every formula in the metadata that slides show."""
    for key, written in deck.meta.texts().items():
        if key != "description":
            for text, words in zip(written, deck.words[key], strict=True):
                for token in words.tokens:
                    yield from _formula(token, deck.source.name, text.line)


def _formulas(slide: Slide) -> tuple[_Formula, ...]:
    """Every formula on a slide."""
    blocks = (_in_tokens(block.tokens, block.source, block.line) for block in slide.blocks)
    heading = _in_tokens(slide.heading, slide.source, slide.line)
    return tuple(chain(heading, *blocks))


def _in_tokens(tokens: Sequence[Token], source: str, line: int) -> Iterator[_Formula]:
    """The formulas in block tokens of which the first begins on `line`, footnotes included."""
    first = line
    base = line - (tokens[0].map[0] if tokens and tokens[0].map else 0)
    for token in tokens:
        if token.type == "place":
            source, base = token.info, token.meta["line"]
            first = base
        here = base + token.map[0] if token.map else first
        for one in _inside(token):
            yield from _formula(one, source, here)
            if one.type == "note" and (note := one.meta["tokens"]):
                begin = base + note[0].map[0] if note[0].map else here
                yield from _in_tokens(note, source, begin)


def _inside(token: Token) -> Iterator[Token]:
    """The inline tokens within a token, those of captions included."""
    for child in token.children or ():
        yield child
        yield from _inside(child)


def _formula(token: Token, source: str, line: int) -> Iterator[_Formula]:
    """The formula of an inline token in a block that begins on this line, if it is one.

    Inline tokens carry no place, so a formula is reported at its block.
    """
    if token.type in _MATH:
        yield _Formula(token.content, token.type == "math_display", source, line)
