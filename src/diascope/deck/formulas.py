"""Mistakes in the formulas of a deck, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from markdown_it.token import Token

from diascope.cache.memory import Memory
from diascope.deck.deck import Deck
from diascope.deck.model import Slide
from diascope.diagnostics import Diagnostic, Severity
from diascope.formulas.katex import Command
from diascope.formulas.tex import commands_defined, mistake_in
from diascope.metadata import HEAD_KEYS

_MATH = ("math_inline", "math_display")


@dataclass(frozen=True, slots=True)
class _Formula:
    tex: str
    is_display: bool
    source: str
    line: int
    """Where it stands, as far as its tokens tell."""

    @property
    def first_line(self) -> str:
        """What of it stands on that line."""
        return self.tex.strip().split("\n", 1)[0]


def check_formulas(deck: Deck, memory: Memory) -> tuple[Diagnostic, ...]:
    """A warning for every formula that KaTeX would not typeset, as far as that can be seen."""
    slides = list(deck.slides())
    on_slides = chain.from_iterable(memory.each("formulas", slides, _formulas))
    found = [*_in_metadata(deck), *on_slides]
    if not found:
        return ()
    defined = _defined(deck, [one.tex for one in found], memory)
    row = ("mistake", defined)
    read = [(one.tex, one.is_display) for one in found]
    mistakes = memory.each(row, read, lambda item: mistake_in(*item, defined))
    both = zip(found, mistakes, strict=True)
    wrong = (_diagnostic(deck, one, mistake) for one, mistake in both if mistake)
    return tuple(dict.fromkeys(wrong))


def _diagnostic(deck: Deck, one: _Formula, mistake: str) -> Diagnostic:
    source, line = _place(deck, one)
    excerpt = deck.excerpt(source, line)
    at = excerpt.find(one.first_line) + 1
    return Diagnostic(
        source,
        line,
        at or None,
        Severity.WARNING,
        "math-invalid",
        f"a formula cannot be typeset: {mistake}",
        "the slide shows it as text instead",
        excerpt,
        len(one.first_line) if at else 1,
    )


def _place(deck: Deck, one: _Formula) -> tuple[str, int]:
    """The file and line of a formula.

    Footnotes may stand on another slide or in another file than what refers to them, metadata in
    the extras.  So a formula that is not on its line is looked for: on that line of the other
    files, further down in its own, and everywhere.
    """
    names = (one.source, *deck.sources)
    for name in names:
        if _holds(deck.excerpt(name, one.line), one):
            return name, one.line
    searched = [(one.source, one.line), *((name, 1) for name in names)]
    for name, first in searched:
        for line, text in enumerate(deck.sources[name].lines[first - 1 :], first):
            if _holds(text, one):
                return name, line
    return one.source, one.line


def _holds(text: str, one: _Formula) -> bool:
    """Whether a formula begins on a line of text; quoted YAML doubles backslashes."""
    return one.first_line in text or one.first_line in text.replace("\\\\", "\\")


def _in_metadata(deck: Deck) -> Iterator[_Formula]:
    """Every formula in the metadata that slides show."""
    for key, written in deck.meta.texts().items():
        if key not in HEAD_KEYS:
            for text, words in zip(written, deck.words[key], strict=True):
                yield from _in_text(words.tokens, text.text.strip(), deck.source.name, text.line)


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
        inside = list(_inside(token))
        yield from _in_text(inside, token.content, source, here)
        for one in inside:
            if one.type == "note" and (note := one.meta["tokens"]):
                begin = base + note[0].map[0] if note[0].map else here
                yield from _in_tokens(note, source, begin)


def _inside(token: Token) -> Iterator[Token]:
    """The inline tokens within a token, those of captions included."""
    for child in token.children or ():
        yield child
        yield from _inside(child)


def _in_text(tokens: Sequence[Token], text: str, source: str, line: int) -> Iterator[_Formula]:
    """The formulas in inline tokens that were read from a text, which begins on `line`."""
    at = 0
    for token in tokens:
        if token.type in _MATH:
            found = max(at, text.find("$" + token.content, at))
            line += text.count("\n", at, found)
            at = found
            yield _Formula(token.content, token.type == "math_display", source, line)


def _raw_tex(slide: Slide) -> tuple[str, ...]:
    """The raw text on a slide, which may define commands."""
    tokens = [token for block in slide.blocks for token in block.tokens]
    blocks = (token.content for token in tokens if token.type == "raw_block")
    inlines = (c.content for token in tokens for c in token.children or () if c.info == "tex")
    return (*blocks, *inlines)


def _defined(deck: Deck, formulas: Sequence[str], memory: Memory) -> frozenset[Command]:
    """The commands that the deck defines, in its text, its metadata or its formulas."""
    metadata = (text.text for text in deck.meta.header_includes)
    written = chain.from_iterable(memory.each("raw TeX", list(deck.slides()), _raw_tex))
    texts = [*metadata, *written, *formulas]
    return frozenset().union(*memory.each("commands defined", texts, commands_defined))
