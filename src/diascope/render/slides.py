"""Slides as HTML: the blocks of each through the writer, the whole through `slide.html`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from diascope.dialect.attributes import Attributes
from diascope.dialect.tokens import changed
from diascope.memory import Memory, stamp_of
from diascope.model import Slide
from diascope.render.files import Missing, Place
from diascope.render.fragments import with_fragments
from diascope.render.html import HtmlWriter
from diascope.render.numbers import NUMBER
from diascope.render.templates import Templates

FITTED = "r-fit-text"
"""The class of a heading, and not of its slide, that makes it as wide as the slide."""


@dataclass(frozen=True, slots=True)
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
    number: int
    """The place of the slide in the deck, from 1."""


@dataclass(frozen=True, slots=True)
class RenderedSlide:
    """A slide's section, and the files that it uses."""

    slide: Slide
    """The slide."""
    html: Markup
    """The whole section."""
    copies: Mapping[str, Path]
    """Files to copy, by their path in the site."""
    missing: tuple[Missing, ...]
    """Files that are not there."""
    needs: frozenset[str] = frozenset()
    """What the browser needs to show it: `math`, `diagrams`."""


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


def render_slide(slide: Slide, number: int, press: Press) -> RenderedSlide:
    """The section of one slide; `number` counts from 1 and names the notes of unnamed slides.

    It is made once for all the same blocks; one that shows files of the deck, once for all the
    same states of them.
    """

    def make() -> RenderedSlide:
        return _render(slide, number, press)

    blocks = tuple(id(block.tokens) for block in slide.blocks)
    own = slide.attributes
    at = number if not own.id else 0
    where = (press.place.page, press.incremental, press.templates)
    key = ("slide", own.id, own.classes, own.pairs, id(slide.heading), blocks, at, *where)
    found = press.memory.get(key, make)
    if found.missing:
        return make()
    if found.copies:
        state = tuple(stamp_of(path) for path in found.copies.values())
        return press.memory.get((*key, state), make)
    return found


def _render(slide: Slide, number: int, press: Press) -> RenderedSlide:
    name = slide.attributes.id
    writer = HtmlWriter(press.place, f"{name or f'slide-{number}'}-", slide.source, slide.line)
    attributes = writer.attributes(slide.attributes)
    page = SlidePage(
        id=attributes.pop("id", ""),
        classes=tuple(c for c in attributes.pop("class", "").split() if c != FITTED),
        attributes=attributes,
        heading=Markup(_heading(slide, writer)),
        body=Markup(_body(slide, writer, press.incremental)),
        number=number,
    )
    html = press.templates.render("slide.html", press.place.page, {"slide": page})
    used, needs = writer.used, frozenset(writer.needs)
    return RenderedSlide(slide, Markup(html), used.copies, tuple(used.missing), needs)


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
