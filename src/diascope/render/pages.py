"""Pages as text: a deck's, the index, and the one for addresses that lead nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from markupsafe import Markup

from diascope.config import Config
from diascope.config.html import TRUST
from diascope.deck.model import Deck
from diascope.deck.timing import schedule
from diascope.diagnostics import Diagnostics
from diascope.links.listing import SlideLinks
from diascope.links.locations import relative
from diascope.links.resolve import Resolved
from diascope.links.uses import Use
from diascope.render.harmless import kept
from diascope.render.numbers import numbered
from diascope.render.overfull import overfull
from diascope.render.settings import reveal_options, settings, theme, words
from diascope.render.slides import Press, RenderedSlide, render_slides
from diascope.render.templates import Templates

_NO_SLIDES = (("",), ("", ""))
"""A slide alone and a stack of two, all of them empty."""


@dataclass(frozen=True, slots=True)
class DeckPage:
    """A deck's page, and what it takes along."""

    path: str
    """Where the page lies in the site."""
    context: Mapping[str, object]
    """What `deck.html` sees of the deck, but for its slides."""
    slides: tuple[RenderedSlide, ...]
    """Its slides, in order, those of the metadata first."""
    stacks: tuple[int, ...]
    """How many slides each stack has."""
    copies: Mapping[str, Path]
    """The files that it takes along, by their path in the site."""
    sheets: Mapping[str, bytes]
    """Style sheets among them that are not copied as they are, and its script."""
    listing: Mapping[str, object]
    """What the index page says of the deck."""
    uses: tuple[Use, ...]
    """Every address in the deck, and what it names."""
    diagnostics: Diagnostics
    """What is wrong with what the page is to show."""
    schedule: tuple[int, ...]
    """For every slide, the second of the talk at which it should be over."""

    @property
    def files(self) -> Mapping[str, Path | bytes]:
        """The files that it takes along, or what they hold instead, by their path in the site."""
        return {**self.copies, **self.sheets}

    def sections(self) -> list[Markup]:
        """The sections of all slides."""
        return [slide.html for slide in self.slides]


def preview_path(page: str) -> str:
    """Where the picture of a page's first slide lies in the site."""
    return str(PurePosixPath(page).with_name(f"{PurePosixPath(page).stem}-preview.png"))


def deck_page(resolved: Resolved, config: Config, press: Press) -> DeckPage:
    """The page of one deck, to be printed; raises `TemplateMistakeError`."""
    deck, own = resolved.deck, list(resolved.deck.slides())
    slides = render_slides(numbered(own, press.memory) if deck.meta.number_sections else own, press)
    chosen, found = theme(deck, config, press.templates)
    needs = sorted(frozenset[str]().union(*(slide.needs for slide in slides)))
    options = reveal_options(resolved, config)
    context = {**words(deck), **settings(resolved, config, press.page), "reveal": options}
    full = overfull(deck, options, press.memory)
    scripts = _script(deck, press.page)
    context |= {"links": _followed(resolved), "picture": ""}
    context["script"] = next((relative(path, press.page) for path in scripts), "")
    return DeckPage(
        press.page,
        {**context, "theme": chosen.name, "theme_kind": chosen.kind, "needs": needs},
        tuple(slides),
        tuple(map(len, deck.stacks)),
        resolved.copies,
        {**resolved.sheets, **scripts},
        {**_listing(deck, press.page, len(slides)), "script": next(iter(scripts), "")},
        resolved.uses,
        (*found, *resolved.diagnostics(), *full),
        schedule(deck, options, press.memory),
    )


def deck_html(page: DeckPage, config: Config, templates: Templates) -> str:
    """The text of a deck's page; raises `TemplateMistakeError`."""
    sections = iter(page.sections())
    stacks = [list(islice(sections, count)) for count in page.stacks]
    context = {**page.context, "stacks": stacks, "schedule": page.schedule}
    return templates.render("deck.html", page.path, {"deck": context, "site": _site(config, [])})


def shell_html(page: DeckPage, config: Config, templates: Templates) -> str:
    """The text of a deck's page without what can change in place: slides, title, options."""
    context = {"deck": shell_context(page), "site": _site(config, [])}
    return templates.render("deck.html", page.path, context)


def shell_context(page: DeckPage) -> Mapping[str, object]:
    """What that text says of the deck.

    Stacks of empty slides stand for the slides, so that the template asks for the same assets.
    """
    empty = {
        "stacks": _NO_SLIDES,
        "title": "",
        "description": "",
        "reveal": {},
        "links": (),
        "schedule": (),
    }
    return {**page.context, **empty}


def index_page(
    config: Config, listings: Sequence[Mapping[str, object]], templates: Templates
) -> str:
    """The page that lists the decks."""
    return templates.render("index.html", "index.html", {"site": _site(config, listings)})


def missing_page(config: Config, templates: Templates) -> str:
    """The page for addresses that lead nowhere."""
    return templates.render("404.html", "404.html", {"site": _site(config, [])})


def _followed(resolved: Resolved) -> tuple[SlideLinks, ...]:
    """The links of the slides; of a deck that is not trusted only those that lead to pages."""
    if resolved.deck.html == TRUST:
        return resolved.links
    links = (
        one._replace(links=tuple(link for link in one.links if kept("a", "href", link.url)))
        for one in resolved.links
    )
    return tuple(one for one in links if one.links)


def _listing(deck: Deck, page: str, slides: int) -> dict[str, object]:
    return {
        "title": deck.title,
        "subtitle": " ".join(deck.plain("subtitle")),
        "authors": deck.plain("author"),
        "date": " ".join(deck.plain("date")),
        "slide_count": slides,
        "href": relative(page, "index.html"),
        "pdf": None,
        "preview": "",
        "description": " ".join(deck.plain("description")),
        "lang": deck.meta.lang or "",
    }


def _script(deck: Deck, page: str) -> dict[str, bytes]:
    """The deck's commands as a file beside its page, if it is to have one, by path in the site."""
    if not deck.meta.script:
        return {}
    from diascope.commands.script import script_of

    path = PurePosixPath(page).with_name(f"{deck.source.path.stem}-commands.sh")
    return {str(path): script_of(deck).encode()}


def _site(config: Config, decks: Sequence[Mapping[str, object]]) -> dict[str, object]:
    return {
        "title": config.title,
        "description": config.description,
        "url": config.url,
        "lang": config.language,
        "accent": config.accent,
        "decks": decks,
    }
