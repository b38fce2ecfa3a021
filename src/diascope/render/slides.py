"""Slides as HTML: the blocks of each through the writer, the whole through its template."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from diascope.cache.memory import Memory
from diascope.config.html import TRUST
from diascope.deck.model import SLIDE, Slide
from diascope.dialect.attributes import Attributes
from diascope.dialect.tokens import changed
from diascope.render.backgrounds import ON_PICTURE, has_picture, is_on_picture, with_picture
from diascope.render.clean import cleaned, cleaned_attributes
from diascope.render.fragments import with_fragments
from diascope.render.html import HtmlWriter
from diascope.render.numbers import NUMBER
from diascope.render.templates import Templates

FITTED = "r-fit-text"
"""The class of a heading, and not of its slide, that makes it as wide as the slide."""


@dataclass(slots=True)
class SlidePage:
    """What a slide's template sees of it."""

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
    parts: Mapping[str, Sequence[Markup]] = field(default_factory=dict)
    """The blocks of a title slide by kind: those of `front._title_slide`."""
    footnotes: Markup = field(default_factory=Markup)
    """The footnotes, which are the end of the body as well."""
    _number: int = 0
    is_numbered: bool = False
    """Whether the number was asked for."""

    @property
    def number(self) -> int:
        """The place of the slide in the deck, from 1."""
        self.is_numbered = True
        return self._number


@dataclass(frozen=True, slots=True, eq=False)
class RenderedSlide:
    """A slide's section."""

    html: Markup
    """The whole section."""
    needs: frozenset[str] = frozenset()
    """What the browser needs to show it: `math`, `diagrams`."""
    number: int | None = None
    """Its number, where its template asked for it."""


@dataclass(frozen=True, slots=True)
class Press:
    """What the slides of one deck are printed with."""

    page: str
    """The path of the deck's page in the site."""
    templates: Templates
    """The templates."""
    memory: Memory
    """The slides that were printed before."""
    incremental: bool = False
    """Whether lists appear item by item."""
    macros: tuple[str, ...] = ()
    """TeX that defines commands for formulas."""
    html: str = TRUST
    """What becomes of HTML: `config.html`."""

    @property
    def key(self) -> tuple[object, ...]:
        """What a slide's HTML depends on beside the slide."""
        return self.page, self.incremental, self.macros, self.html, self.templates


def render_slides(slides: Sequence[Slide], press: Press) -> list[RenderedSlide]:
    """The section of every slide; made once for the same slide, wherever in the file it stands.

    One whose template asks for its number is made once for each number.
    """
    # a slide without an identifier is named by its number
    items = [(slide, 0 if slide.attributes.id else at) for at, slide in enumerate(slides, 1)]
    found = press.memory.each(("section", *press.key), items, lambda item: _render(*item, press))
    return [_numbered(one, slides[at - 1], at, press) for at, one in enumerate(found, 1)]


def _numbered(found: RenderedSlide, slide: Slide, number: int, press: Press) -> RenderedSlide:
    """The section with its own number, if it shows one."""
    if found.number in (None, number):
        return found
    row = ("numbered section", *press.key, slide, number)
    return press.memory.get(row, lambda: _render(slide, number, press))


def _render(slide: Slide, number: int, press: Press) -> RenderedSlide:
    """The section of a slide."""
    policy = press.html
    writer = HtmlWriter(f"{slide.attributes.id or f'slide-{number}'}-", press.macros, policy)
    attributes = cleaned_attributes("section", slide.attributes.html(), policy)
    heading = Markup(cleaned(_heading(slide, writer), policy))
    is_own = slide.template == SLIDE
    parts = {} if is_own else _parts(slide, writer)
    body = _body(slide, writer, press.incremental) if is_own else ""
    notes = writer.footnotes()
    classes = [name for name in attributes.pop("class", "").split() if name != FITTED]
    if is_on_picture(attributes):
        classes.append(ON_PICTURE)
        attributes = with_picture(attributes) if has_picture(attributes) else attributes
    page = SlidePage(
        id=attributes.pop("id", ""),
        classes=tuple(classes),
        attributes=attributes,
        heading=heading,
        body=Markup(cleaned(body + notes, policy)),
        parts=parts,
        footnotes=Markup(cleaned(notes, policy)),
        _number=number,
    )
    html = press.templates.render(slide.template, press.page, {"slide": page})
    shown = number if page.is_numbered else None
    return RenderedSlide(Markup(html), frozenset(writer.needs), shown)


def _heading(slide: Slide, writer: HtmlWriter) -> str:
    """The heading without its identifier and attributes, which are the section's."""
    if not slide.heading:
        return ""
    opening = slide.heading[0]
    if slide.template == SLIDE:
        kept = tuple(name for name in slide.attributes.classes if name == FITTED)
        number = tuple(pair for pair in slide.attributes.pairs if pair[0] == NUMBER)
        attributes = Attributes("", kept, number)
        opening = changed(opening, meta={**opening.meta, "attributes": attributes})
    return writer.blocks([opening, *slide.heading[1:]])


def _body(slide: Slide, writer: HtmlWriter, incremental: bool) -> str:
    tokens = [token for block in slide.blocks for token in block.tokens]
    return writer.blocks(with_fragments(tokens, incremental))


def _parts(slide: Slide, writer: HtmlWriter) -> Mapping[str, Sequence[Markup]]:
    """The HTML of blocks by their kind."""
    parts = defaultdict[str, list[Markup]](list)
    for block in slide.blocks:
        parts[block.kind].append(Markup(cleaned(writer.blocks(block.tokens), writer.html)))
    return parts
