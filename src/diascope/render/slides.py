"""Slides as HTML: the blocks of each through the writer, the whole through `slide.html`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from markupsafe import Markup

from diascope.dialect.attributes import Attributes
from diascope.dialect.tokens import changed
from diascope.memory import Memory, Stamp, stamp_of
from diascope.model import Slide
from diascope.render.files import Missing, Place
from diascope.render.fragments import with_fragments
from diascope.render.html import HtmlWriter
from diascope.render.numbers import NUMBER
from diascope.render.templates import Templates

FITTED = "r-fit-text"
"""The class of a heading, and not of its slide, that makes it as wide as the slide."""


@dataclass(slots=True)
class SlidePage:
    """What `slide.html` sees of a slide."""

    id: str
    """The section's identifier, or empty."""
    classes: tuple[str, ...]
    """The section's classes."""
    attributes: Mapping[str, str]
    """The section's other attributes."""
    heading: Markup
    """The heading with its tags, or empty."""
    body: Markup
    """What stands below it, or empty."""
    _number: int
    is_numbered: bool = False
    """Whether the number was asked for."""

    @property
    def number(self) -> int:
        """The place of the slide in the deck, from 1."""
        self.is_numbered = True
        return self._number


@dataclass(frozen=True, slots=True, eq=False)
class RenderedSlide:
    """A slide's section, and the files that it uses."""

    html: Markup
    """The whole section."""
    copies: Mapping[str, Path]
    """Files to copy, by their path in the site."""
    missing: tuple[Missing, ...]
    """Files that are not there."""
    needs: frozenset[str] = frozenset()
    """What the browser needs to show it: `math`, `diagrams`."""
    number: int | None = None
    """Its number, where its template asked for it."""
    stamps: tuple[Stamp, ...] = ()
    """The states of the files to copy."""

    @property
    def is_lasting(self) -> bool:
        """Whether it depends on nothing but its text."""
        return not self.copies and not self.missing and self.number is None

    def is_current(self, number: int) -> bool:
        """Whether it shows all its files, as they are now, and this number if any."""
        is_same = self.number in (None, number) and self.stamps == _stamps(self.copies)
        return is_same and not self.missing


@dataclass(frozen=True, slots=True)
class Press:
    """What the slides of one deck are printed with."""

    place: Place
    """Where the deck and its page lie."""
    templates: Templates
    """The templates."""
    memory: Memory
    """The slides that were printed before."""
    incremental: bool = False
    """Whether lists appear item by item."""
    macros: tuple[str, ...] = ()
    """TeX that defines commands for formulas."""


def render_slides(slides: Sequence[Slide], press: Press) -> list[RenderedSlide]:
    """The section of every slide; made once for all the same text, wherever in the file it stands.

    A slide that shows files or its number is made once for all the same states of those, one that
    misses files every time.
    """
    items = [(slide, 0 if slide.attributes.id else at) for at, slide in enumerate(slides, 1)]
    texts = press.memory.each("text", items, _Text)
    pages = tuple(press.place.pages.items())
    row = ("section", press.place.page, pages, press.incremental, press.macros, press.templates)
    sections = list(press.memory.each(row, texts, lambda text: _render(text.slide, 0, text, press)))
    for at, found in enumerate(sections):
        if found.is_lasting or found.is_current(at + 1):
            continue
        again = partial(_render, slides[at], at + 1, texts[at], press)
        state = (*row, texts[at], at + 1, _stamps(found.copies))
        sections[at] = again() if found.missing else press.memory.get(state, again)
    return sections


def _stamps(copies: Mapping[str, Path]) -> tuple[Stamp, ...]:
    return tuple(map(stamp_of, copies.values()))


class _Text:
    """A slide, where it makes no difference on which line it stands; unnamed ones have a number."""

    def __init__(self, item: tuple[Slide, int]) -> None:
        self.slide, self.number = item
        slide = self.slide
        blocks = tuple(id(block.tokens) for block in slide.blocks)
        own = slide.attributes
        self._key = (own.id, own.classes, own.pairs, id(slide.heading), blocks, self.number)
        self._hash = hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Text) and self._key == other._key

    def __hash__(self) -> int:
        return self._hash


def _render(slide: Slide, number: int, text: _Text, press: Press) -> RenderedSlide:
    """The section of a slide of this text; lines of missing files are told where it stands."""
    name = slide.attributes.id or f"slide-{text.number}"
    writer = HtmlWriter(press.place, f"{name}-", slide.source, slide.line, press.macros)
    attributes = writer.attributes(slide.attributes)
    page = SlidePage(
        id=attributes.pop("id", ""),
        classes=tuple(c for c in attributes.pop("class", "").split() if c != FITTED),
        attributes=attributes,
        heading=Markup(_heading(slide, writer)),
        body=Markup(_body(slide, writer, press.incremental)),
        _number=number,
    )
    html = press.templates.render("slide.html", press.place.page, {"slide": page})
    used, needs = writer.used, frozenset(writer.needs)
    shown, stamps = number if page.is_numbered else None, _stamps(used.copies)
    missing = tuple(used.missing)
    return RenderedSlide(Markup(html), used.copies, missing, needs, shown, stamps)


def _heading(slide: Slide, writer: HtmlWriter) -> str:
    """The heading without its identifier and attributes, which are the section's."""
    if not slide.heading:
        return ""
    opening = slide.heading[0]
    kept = tuple(name for name in slide.attributes.classes if name == FITTED)
    number = tuple(pair for pair in slide.attributes.pairs if pair[0] == NUMBER)
    bare = changed(opening, meta={**opening.meta, "attributes": Attributes("", kept, number)})
    return writer.blocks([bare, *slide.heading[1:]])


def _body(slide: Slide, writer: HtmlWriter, incremental: bool) -> str:
    tokens = [token for block in slide.blocks for token in (block.place(), *block.tokens)]
    return writer.blocks(with_fragments(tokens, incremental)) + writer.footnotes()
