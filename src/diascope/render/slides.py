"""Slides as HTML: the blocks of each through the writer, the whole through `slide.html`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from markdown_it.token import Token
from markupsafe import Markup

from diascope.dialect.attributes import Attributes
from diascope.model import Block, Slide
from diascope.render.files import Missing, Place
from diascope.render.fragments import with_fragments
from diascope.render.html import HtmlWriter
from diascope.render.templates import Templates


@dataclass(frozen=True, slots=True)
class SlidePage:
    """What `slide.html` sees of a slide."""

    id: str
    classes: tuple[str, ...]
    attributes: dict[str, str]
    heading: Markup
    body: Markup
    number: int


@dataclass(frozen=True, slots=True)
class RenderedSlide:
    """A slide's section, and the files that it uses."""

    id: str
    """Its identifier, or empty."""
    html: Markup
    """The whole section."""
    copies: dict[str, Path]
    """Files to copy, by their path in the site."""
    missing: tuple[Missing, ...]
    """Files that are not there."""
    source: str
    """The file it begins in."""
    line: int
    """The line it begins on."""


def render_slide(
    slide: Slide, number: int, place: Place, templates: Templates, incremental: bool
) -> RenderedSlide:
    """The section of one slide; `number` counts from 1 and names the notes of unnamed slides."""
    name = slide.attributes.id
    writer = HtmlWriter(place, f"{name or f'slide-{number}'}-", slide.source, slide.line)
    attributes = writer.attributes(slide.attributes)
    page = SlidePage(
        id=attributes.pop("id", ""),
        classes=tuple(attributes.pop("class", "").split()),
        attributes=attributes,
        heading=Markup(_heading(slide, writer)),
        body=Markup(_body(slide, writer, incremental)),
        number=number,
    )
    html = templates.render("slide.html", place.page, {"slide": page})
    used = writer.used
    missing = tuple(used.missing)
    return RenderedSlide(name, Markup(html), used.copies, missing, slide.source, slide.line)


def _heading(slide: Slide, writer: HtmlWriter) -> str:
    """The heading without its identifier and attributes, which are the section's."""
    if not slide.heading:
        return ""
    opening = slide.heading[0]
    kept = tuple(name for name in slide.attributes.classes if name == "r-fit-text")
    bare = opening.copy(meta={**opening.meta, "attributes": Attributes("", kept)})
    return writer.blocks([bare, *slide.heading[1:]])


def _body(slide: Slide, writer: HtmlWriter, incremental: bool) -> str:
    tokens = [token for block in slide.blocks for token in (_place_of(block), *block.tokens)]
    return writer.blocks(with_fragments(tokens, incremental)) + writer.footnotes()


def _place_of(block: Block) -> Token:
    """A token that tells the writer where the tokens after it are from."""
    first = block.tokens[0]
    base = block.line - (first.map[0] if first.map else 0)
    return Token("place", "", 0, info=block.source, meta={"line": base})
