"""Pages as text: a deck's, the index, and the one for addresses that lead nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from markupsafe import Markup

from diascope.config import Config
from diascope.deck import Deck
from diascope.diagnostics import Diagnostic
from diascope.render.contents import contents
from diascope.render.files import Missing, Place, relative
from diascope.render.html import HtmlWriter
from diascope.render.numbers import numbered
from diascope.render.settings import settings, theme, title_attributes, words
from diascope.render.slides import Press, RenderedSlide, render_slides
from diascope.render.templates import Templates

_PICTURES = {f"data-background-{kind}" for kind in ("image", "video", "iframe", "gradient")}
"""The backgrounds with which a title slide has the class `pictured`."""


@dataclass(frozen=True, slots=True)
class DeckPage:
    """A deck's page, and what it takes along."""

    path: str
    """Where the page lies in the site."""
    context: Mapping[str, object]
    """What `deck.html` sees of the deck, but for its slides."""
    slides: tuple[RenderedSlide, ...]
    """Its slides, in order, the title slide not among them."""
    front: tuple[Markup, ...]
    """The sections of the title slide and of the table of contents, as far as there are any."""
    stacks: tuple[int, ...]
    """How many slides each stack has."""
    copies: Mapping[str, Path]
    """Files to copy beside those of the slides."""
    listing: Mapping[str, object]
    """What the index page says of the deck."""
    found: tuple[Diagnostic, ...]
    """What is wrong with what the metadata asks of the page."""
    missing: tuple[Missing, ...]
    """Files that the metadata names and that are not there."""
    needs: frozenset[str]
    """What the browser needs to show the deck: `math`, `diagrams`."""

    def sections(self) -> list[Markup]:
        """The sections of all slides, the title slide's first."""
        return [*self.front, *[slide.html for slide in self.slides]]

    def counts(self) -> tuple[int, ...]:
        """How many slides each stack has, the title slide's first."""
        return (*(1 for _ in self.front), *self.stacks)


def deck_page(deck: Deck, config: Config, press: Press) -> DeckPage:
    """The page of one deck, to be printed; raises `TemplateMistakeError`."""
    place, own = press.place, list(deck.slides())
    slides = render_slides(numbered(own, press.memory) if deck.meta.number_sections else own, press)
    chosen, found = theme(deck, config, press.templates)
    writer = HtmlWriter(place, "", deck.source.name, macros=deck.macros)
    context = {**words(deck, writer), **settings(deck, config, writer), "theme": chosen}
    seen = {"deck": context, "site": _site(config, [])}
    front = [make(deck, press, writer, seen) for make in (_title_slide, _contents_slide)]
    needs = frozenset(writer.needs).union(*(slide.needs for slide in slides))
    return DeckPage(
        place.page,
        {**context, "needs": sorted(needs)},
        tuple(slides),
        tuple(section for section in front if section),
        tuple(map(len, deck.stacks)),
        writer.used.copies,
        _listing(deck, place, len(slides) + sum(map(bool, front))),
        found,
        tuple(writer.used.missing),
        needs,
    )


def deck_html(page: DeckPage, config: Config, templates: Templates) -> str:
    """The text of a deck's page; raises `TemplateMistakeError`."""
    sections = iter(page.sections())
    stacks = [list(islice(sections, count)) for count in page.counts()]
    context = {**page.context, "stacks": stacks}
    return templates.render("deck.html", page.path, {"deck": context, "site": _site(config, [])})


def shell_html(page: DeckPage, config: Config, templates: Templates) -> str:
    """The text of a deck's page without what can change in place: slides, title, options."""
    empty = {"stacks": (), "title": "", "description": "", "reveal": {}}
    context = {"deck": {**page.context, **empty}, "site": _site(config, [])}
    return templates.render("deck.html", page.path, context)


def index_page(
    config: Config, listings: Sequence[Mapping[str, object]], templates: Templates
) -> str:
    """The page that lists the decks."""
    return templates.render("index.html", "index.html", {"site": _site(config, listings)})


def missing_page(config: Config, templates: Templates) -> str:
    """The page for addresses that lead nowhere."""
    return templates.render("404.html", "404.html", {"site": _site(config, [])})


def _title_slide(
    deck: Deck, press: Press, writer: HtmlWriter, context: Mapping[str, object]
) -> Markup:
    if not deck.has_title_slide:
        return Markup("")
    given = title_attributes(deck, writer)
    classes = given.pop("class", "").split()
    if _PICTURES & set(given):
        classes.append("pictured")
    seen = {**context, "attributes": given, "classes": classes}
    return Markup(press.templates.render("title-slide.html", press.place.page, seen))


def _contents_slide(
    deck: Deck, press: Press, writer: HtmlWriter, context: Mapping[str, object]
) -> Markup:
    if not deck.meta.toc:
        return Markup("")
    table, size = contents(deck, writer)
    seen = {**context, "contents": table, "size": size}
    return Markup(press.templates.render("contents-slide.html", press.place.page, seen))


def _listing(deck: Deck, place: Place, slides: int) -> dict[str, object]:
    return {
        "title": deck.title,
        "subtitle": " ".join(deck.plain("subtitle")),
        "authors": deck.plain("author"),
        "date": " ".join(deck.plain("date")),
        "slide_count": slides,
        "href": relative(place.page, "index.html"),
        "pdf": None,
        "description": " ".join(deck.plain("description")),
        "lang": deck.meta.lang or "",
    }


def _site(config: Config, decks: Sequence[Mapping[str, object]]) -> dict[str, object]:
    return {
        "title": config.title,
        "description": config.description,
        "url": config.url,
        "lang": config.language,
        "decks": decks,
    }
