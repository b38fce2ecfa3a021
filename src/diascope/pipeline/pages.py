"""The pages of decks, each rendered with its addresses resolved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from diascope.cache.memory import Memory
from diascope.deck.model import Deck
from diascope.diagnostics import Diagnostic, Diagnostics, display_name
from diascope.links.listing import links_of
from diascope.links.lists import with_lists
from diascope.links.locations import published_at, relative
from diascope.links.resolve import resolve_addresses
from diascope.links.targets import check_targets
from diascope.pipeline.addresses import page_paths
from diascope.pipeline.claims import INDEX
from diascope.pipeline.decks import whole_deck
from diascope.pipeline.failure import failure
from diascope.pipeline.linked import LinkedPages
from diascope.pipeline.site import Site
from diascope.pipeline.unit import AskedPages
from diascope.pipeline.units import Units
from diascope.reading.disk import Disk
from diascope.render.pages import DeckPage, deck_page, preview_path
from diascope.render.public import without_notes
from diascope.render.slides import Press
from diascope.render.templates import TemplateMistakeError, Templates

Progress = Callable[[int, int, str], None]
"""Told after each deck: how many are done, how many there are, and the deck's name."""


@dataclass(frozen=True, slots=True)
class Printer:
    """What pages are made with."""

    site: Site
    templates: Templates
    memory: Memory
    disk: Disk
    units: Units


def print_pages(
    printer: Printer, decks: Sequence[Deck], progress: Progress | None
) -> tuple[list[tuple[Deck, DeckPage]], Diagnostics]:
    """The decks with their pages, up to the first that a broken template spoils; what is wrong.

    A deck that could not be read has the page that it would have without a permalink.
    """
    paths, diagnostics = page_paths(printer.site.config, decks)
    built = dict(zip(paths, decks, strict=True))
    linked = LinkedPages(printer.site, built, printer.memory, printer.disk, printer.units)
    pages, found = list[tuple[Deck, DeckPage]](), list[Diagnostic](diagnostics)
    for deck, path in zip(decks, paths, strict=True):
        try:
            pages.append(_known_page(printer, deck, path, linked))
        except TemplateMistakeError as error:
            return pages, (*found, error.diagnostic)
        except Exception as error:
            found.append(failure(error, deck.source.path))
        if progress:
            progress(len(pages), len(decks), display_name(deck.source.path))
    return pages, tuple(found)


def _known_page(
    printer: Printer, deck: Deck, path: str, linked: LinkedPages
) -> tuple[Deck, DeckPage]:
    """A deck with its page: as the last build made it, or made now."""
    units, source = printer.units, deck.source.path
    if page := units.page(deck, path, linked):
        return deck, page
    if units.kept(source):
        deck = whole_deck(source, printer.site, printer.memory, printer.disk, units) or deck
    asked = AskedPages(linked)
    with units.noting(source, printer.templates.assets) as notes:
        notes.answers = asked.answers
        return deck, _page(printer, deck, path, asked)


def _page(printer: Printer, deck: Deck, path: str, linked: AskedPages) -> DeckPage:
    """The page of a deck; raises `TemplateMistakeError`."""
    own = printer.memory.part(deck.source.path)
    resolved = resolve_addresses(deck, linked.locations(deck, path), own)
    listed = links_of(resolved.deck, own)
    whole = published_at(printer.site.config.url, path)
    resolved = replace(resolved, deck=with_lists(resolved.deck, listed, whole, own), links=listed)
    page = deck_page(
        resolved,
        printer.site.config,
        Press(path, printer.templates, own, deck.meta.incremental, deck.macros, deck.html),
    )
    if printer.site.has_previews:
        picture = preview_path(path)
        listing = {**page.listing, "preview": relative(picture, INDEX)}
        context = {**page.context, "picture": published_at(printer.site.config.url, picture)}
        page = replace(page, listing=listing, context=context)
    if printer.site.is_public and deck.meta.notes != "public":
        public = (replace(one, html=Markup(without_notes(one.html))) for one in page.slides)
        page = replace(page, slides=tuple(public))
    lost = check_targets(resolved, linked.targets)
    return replace(page, diagnostics=(*lost, *page.diagnostics)) if lost else page
