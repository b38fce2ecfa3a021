"""Pages as text: a deck's, the index, and the one for addresses that lead nowhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from diascope.config import Config
from diascope.deck import Deck, Words
from diascope.model import Slide
from diascope.render.files import Place, relative, shown
from diascope.render.html import HtmlWriter
from diascope.render.slides import RenderedSlide, render_slide
from diascope.render.templates import Templates

REVEAL_DEFAULTS: Mapping[str, object] = {
    "width": 1280,
    "height": 720,
    "margin": 0.0,
    "center": False,
    "hash": True,
    "slideNumber": "c/t",
    "transition": "fade",
    "transitionSpeed": "fast",
}
"""Options of reveal.js that a deck or a site may change."""


@dataclass(frozen=True, slots=True)
class DeckPage:
    """A deck's page, and what it takes along."""

    path: str
    """Where the page lies in the site."""
    html: str
    """The whole page."""
    slides: tuple[RenderedSlide, ...]
    """Its slides, in order, the title slide not among them."""
    copies: dict[str, Path]
    """Files to copy beside those of the slides."""
    listing: Mapping[str, object]
    """What the index page says of the deck."""


def deck_page(deck: Deck, place: Place, config: Config, templates: Templates) -> DeckPage:
    """The page of one deck; raises `TemplateMistakeError`."""
    rendered = list[list[RenderedSlide]]()
    number = 0
    for stack in deck.stacks:
        rendered.append([])
        for slide in stack:
            number += 1
            incremental = deck.meta.incremental
            rendered[-1].append(render_slide(slide, number, place, templates, incremental))
    writer = HtmlWriter(place, "", deck.source.name)
    context = _context(deck, place, config, writer)
    site = _site(config, [])
    title = _title_slide(deck, place, templates, {"deck": context, "site": site})
    stacks = [[Markup(slide.html) for slide in stack] for stack in rendered]
    context["stacks"] = [*([[title]] if title else []), *stacks]
    html = templates.render("deck.html", place.page, {"deck": context, "site": site})
    slides = tuple(slide for stack in rendered for slide in stack)
    return DeckPage(place.page, html, slides, writer.used.copies, _listing(deck, place, len(slides)))


def index_page(
    config: Config, listings: Sequence[Mapping[str, object]], templates: Templates
) -> str:
    """The page that lists the decks."""
    return templates.render("index.html", "index.html", {"site": _site(config, listings)})


def missing_page(config: Config, templates: Templates) -> str:
    """The page for addresses that lead nowhere."""
    return templates.render("404.html", "404.html", {"site": _site(config, [])})


def _context(deck: Deck, place: Place, config: Config, writer: HtmlWriter) -> dict[str, object]:
    meta = deck.meta
    return {
        "title": title_of(deck),
        "title_html": _html(deck.title, writer),
        "subtitle_html": _html(deck.subtitle, writer),
        "authors_html": [_html(author, writer) for author in deck.authors],
        "institute_html": Markup(", ").join(_html(text, writer) for text in deck.institute),
        "date_html": _html(deck.date, writer),
        "lang": meta.lang or config.language,
        "dir": meta.dir or "",
        "description": _description(deck, config),
        "canonical": _canonical(config, place.page),
        "theme": meta.theme.text.strip() if meta.theme else config.theme,
        "scheme": "",
        "reveal": _reveal(deck, config, writer),
        "css": [shown(text.text.strip(), place, writer.used) for text in meta.css],
        "header_includes": Markup("\n".join(text.text for text in meta.header_includes)),
        "include_before": Markup("\n".join(text.text for text in meta.include_before)),
        "include_after": Markup("\n".join(text.text for text in meta.include_after)),
    }


def title_of(deck: Deck) -> str:
    """The deck's title in plain words: its own, its first heading, or its file's name."""
    if deck.title:
        return deck.title.plain
    heading = next((s.heading for stack in deck.stacks for s in stack if s.heading), None)
    if heading and heading[1].children:
        words = "".join(child.content for child in heading[1].children).strip()
        if words:
            return words
    return deck.source.path.stem


def _html(words: Words | None, writer: HtmlWriter) -> Markup:
    return Markup(writer.inlines(words.tokens)) if words else Markup("")


def _description(deck: Deck, config: Config) -> str:
    if deck.meta.description:
        return " ".join(deck.meta.description.text.split())
    return deck.subtitle.plain if deck.subtitle else ""


def _canonical(config: Config, page: str) -> str:
    """The page's address where the site is published, if the configuration says where."""
    if not config.url:
        return ""
    bare = page.removesuffix("index.html")
    return f"{config.url.rstrip('/')}/{bare}"


def _reveal(deck: Deck, config: Config, writer: HtmlWriter) -> dict[str, object]:
    options = {**REVEAL_DEFAULTS, **config.reveal, **deck.meta.reveal}
    if deck.meta.aspect_ratio and "width" not in deck.meta.reveal:
        across, down = deck.meta.aspect_ratio
        options["width"], options["height"] = round(720 * across / down), 720
    if deck.meta.dir == "rtl":
        options.setdefault("rtl", True)
    return dict(sorted(options.items()))


def _title_slide(
    deck: Deck, place: Place, templates: Templates, context: Mapping[str, object]
) -> Markup | None:
    if deck.title is None:
        return None
    attributes = {**deck.meta.title_slide_attributes}
    return Markup(
        templates.render("title-slide.html", place.page, {**context, "attributes": attributes})
    )


def _listing(deck: Deck, place: Place, slides: int) -> dict[str, object]:
    return {
        "title": title_of(deck),
        "subtitle": deck.subtitle.plain if deck.subtitle else "",
        "authors": [author.plain for author in deck.authors],
        "date": deck.date.plain if deck.date else "",
        "slide_count": slides + (deck.title is not None),
        "href": relative(place.page, "index.html"),
        "pdf": None,
        "description": deck.meta.description.text.strip() if deck.meta.description else "",
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


def slides_of(deck: Deck) -> Iterable[Slide]:
    """The deck's slides in order."""
    return (slide for stack in deck.stacks for slide in stack)


_ = posixpath
