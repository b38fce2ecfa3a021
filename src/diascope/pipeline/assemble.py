"""Everything that a site consists of, in memory: pages, what they show, what is carried over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from diascope.cache.memory import Memory
from diascope.config import Config
from diascope.config.theme import builtin_static, builtin_templates
from diascope.deck.model import Deck
from diascope.deck.read import read_deck
from diascope.diagnostics import Diagnostic, Diagnostics, display_name
from diascope.links.listing import links_of
from diascope.links.lists import with_lists
from diascope.links.locations import published_at, relative
from diascope.links.resolve import resolve_addresses
from diascope.links.targets import check_targets
from diascope.pipeline.carried import carried_over, pdf_beside
from diascope.pipeline.claims import INDEX, Claim, of_copy, of_theme, pages_claimed, refused
from diascope.pipeline.commands import command_diagnostics, with_command_notes
from diascope.pipeline.failure import failure
from diascope.pipeline.ignored import told, unknown_codes
from diascope.pipeline.linked import LinkedPages
from diascope.pipeline.outside import outside
from diascope.pipeline.site import Site, page_paths
from diascope.reading.disk import Disk
from diascope.render.assets import Assets
from diascope.render.pages import (
    DeckPage,
    deck_html,
    deck_page,
    index_page,
    missing_page,
    shell_html,
)
from diascope.render.slides import Press
from diascope.render.templates import TemplateMistakeError, Templates
from diascope.write import Content

Progress = Callable[[int, int, str], None]
"""Told after each deck: how many are done, how many there are, and the deck's name."""


@dataclass(frozen=True, slots=True, eq=False)
class Assembled:
    """A site, ready to be written."""

    site: Site
    """What was to be built."""
    disk: Disk
    """What it was read from."""
    templates: Templates
    """What its pages are printed with."""
    decks: tuple[Deck, ...]
    """The decks that have a page, in order."""
    pages: tuple[DeckPage, ...]
    """Their pages."""
    listings: tuple[Mapping[str, object], ...]
    """What the index page says of each deck that has a page."""
    files: Mapping[str, Content]
    """The files of the site, by path in it; pages and theme files only once they are printed."""
    claims: tuple[Claim, ...]
    """Who claims which place in the site, but for what the templates ask for."""
    diagnostics: Diagnostics
    """What is wrong."""

    def refused(self) -> Diagnostics:
        """What is wrong with the places of files, once all pages are printed."""
        theme = of_theme(self.templates.assets.files, self.site.config.root)
        return refused((*self.claims, *theme))

    def deck_html(self, page: DeckPage) -> str:
        """The text of a deck's page; raises `TemplateMistakeError`."""
        return deck_html(page, self.site.config, self.templates)

    def shell_html(self, page: DeckPage) -> str:
        """That text without what can change in place; raises `TemplateMistakeError`."""
        return shell_html(page, self.site.config, self.templates)

    def index_html(self) -> str:
        """The text of the page that lists the decks; raises `TemplateMistakeError`."""
        return index_page(self.site.config, self.listings, self.templates)

    def missing_html(self) -> str:
        """The text of the page for lost addresses; raises `TemplateMistakeError`."""
        return missing_page(self.site.config, self.templates)

    @property
    def slide_count(self) -> int:
        """The slides of all decks, title slides and tables of contents included."""
        return sum(len(page.slides) for page in self.pages)


def assemble(site: Site, memory: Memory, disk: Disk, progress: Progress | None = None) -> Assembled:
    """The site in memory, every page printed; nothing is written."""
    made = compose(site, memory, disk, progress)
    try:
        printed = _printed(made)
    except TemplateMistakeError as error:
        return replace(made, diagnostics=(*made.diagnostics, error.diagnostic))
    files = {**printed, **made.templates.assets.files}
    return replace(made, files=files, diagnostics=(*made.diagnostics, *made.refused()))


def compose(site: Site, memory: Memory, disk: Disk, progress: Progress | None = None) -> Assembled:
    """The site in memory but for the text of its pages, which is printed when it is asked for.

    1. read the decks;
    2. render the page of each;
    3. gather the files that the pages show and those that the site carries over.

    An exception that nobody expected costs the deck that it came from, and no other.
    """
    templates = _templates(site.config, memory, disk)
    decks, unread = _read_decks(site, memory, disk)
    press = _Press(site, templates, memory, disk)
    made, spoilt = _pages(press, decks, progress)
    decks, pages = tuple(deck for deck, _ in made), tuple(page for _, page in made)
    carried, unlisted = carried_over(site, memory, disk)
    pdfs = tuple(pdf_beside(*pair, disk) for pair in made)
    copies = [of_copy(*pair) for pair in carried.items()]
    for taken in (*(page.copies for page in pages), *pdfs):
        copies += [of_copy(*pair) for pair in taken.items()]
    files: dict[str, Content] = {".nojekyll": b""} if site.is_whole else {}
    files |= {one.target: disk.content(one.source) for one in copies if one.source}
    for page in pages:
        files |= page.sheets
    claims = (*pages_claimed(site, made, files), *copies)
    unlisted += tuple(outside(site, chain.from_iterable(pdf.values() for pdf in pdfs), disk))
    wrong = (*unread, *spoilt, *chain.from_iterable(page.diagnostics for page in pages), *unlisted)
    listings = tuple(map(_listing, pages, pdfs))
    memory.forget_unused()
    wrong = told(dict.fromkeys((*wrong, *unknown_codes(site.config, decks))), site.config, decks)
    return Assembled(site, disk, templates, decks, pages, listings, files, claims, wrong)


def _printed(made: Assembled) -> dict[str, Content]:
    """The files with every page as it is written; raises `TemplateMistakeError`.

    A deck or a static file may take the place of the index, as its path in the site says.
    """
    pages = {page.path: made.deck_html(page).encode() for page in made.pages}
    if not made.site.is_whole:
        return {**made.files, **pages}
    index, lost = made.index_html().encode(), made.missing_html().encode()
    return {INDEX: index, **made.files, **pages, "404.html": lost}


def _read_decks(site: Site, memory: Memory, disk: Disk) -> tuple[tuple[Deck, ...], Diagnostics]:
    """The decks that can be read, and what is wrong with any.

    A file that another includes is a part of it, and no deck by itself.
    """
    read = [(path, *_read_deck(path, site, memory, disk)) for path in site.decks]
    parts = set[Path]()
    if site.is_whole and not site.config.decks:
        for _, deck, _ in read:
            others = deck.sources if deck else ()
            parts |= {disk.real(one.path) for one in others if deck and one is not deck.source}
    own = [(deck, wrong) for path, deck, wrong in read if disk.real(path) not in parts]
    decks = tuple(deck for deck, _ in own if deck is not None)
    return decks, tuple(chain.from_iterable(wrong for _, wrong in own))


def _read_deck(
    path: Path, site: Site, memory: Memory, disk: Disk
) -> tuple[Deck | None, Diagnostics]:
    """A deck; one that the user did not name must lie within the site's boundary."""
    strays = tuple(outside(site, [path], disk)) if site.is_whole else ()
    if strays:
        return None, strays
    try:
        deck, wrong = read_deck(path, memory.part(path), disk, site.wide)
        if deck is None:
            return None, wrong
        wrong = (*wrong, *command_diagnostics(deck, site, memory.part(path)))
        return with_command_notes(deck, memory.part(path), disk), wrong
    except Exception as error:
        return None, (failure(error, path),)


def _templates(config: Config, memory: Memory, disk: Disk) -> Templates:
    """The templates; anew when one of them, or a static file that they ask for, has changed."""
    folders = (config.templates, builtin_templates(), config.static, builtin_static())
    assets = Assets([config.static, builtin_static()], disk)
    key = ("templates", *map(disk.stamp, folders))
    return memory.get(key, lambda: Templates(config.templates, assets))


@dataclass(frozen=True, slots=True)
class _Press:
    """What pages are made with."""

    site: Site
    templates: Templates
    memory: Memory
    disk: Disk


def _pages(
    press: _Press, decks: Sequence[Deck], progress: Progress | None
) -> tuple[list[tuple[Deck, DeckPage]], Diagnostics]:
    """The decks with their pages, up to the first that a broken template spoils; what is wrong.

    A deck that could not be read has the page that it would have without a permalink.
    """
    paths, diagnostics = page_paths(press.site, decks)
    linked = LinkedPages(press.site, dict(zip(paths, decks, strict=True)), press.memory, press.disk)
    pages, found = list[tuple[Deck, DeckPage]](), list[Diagnostic](diagnostics)
    for deck, path in zip(decks, paths, strict=True):
        try:
            pages.append((deck, _page(press, deck, path, linked)))
        except TemplateMistakeError as error:
            return pages, (*found, error.diagnostic)
        except Exception as error:
            found.append(failure(error, deck.source.path))
        if progress:
            progress(len(pages), len(decks), display_name(deck.source.path))
    return pages, tuple(found)


def _page(press: _Press, deck: Deck, path: str, linked: LinkedPages) -> DeckPage:
    """The page of a deck; raises `TemplateMistakeError`."""
    own = press.memory.part(deck.source.path)
    resolved = resolve_addresses(deck, linked.locations(deck, path), own)
    listed = links_of(resolved.deck, own)
    whole = published_at(press.site.config.url, path)
    resolved = replace(resolved, deck=with_lists(resolved.deck, listed, whole, own), links=listed)
    page = deck_page(
        resolved,
        press.site.config,
        Press(path, press.templates, own, deck.meta.incremental, deck.macros),
    )
    lost = check_targets(resolved, linked.targets)
    return replace(page, diagnostics=(*lost, *page.diagnostics)) if lost else page


def _listing(page: DeckPage, pdf: Mapping[str, Path]) -> Mapping[str, object]:
    """What the index page says of a deck."""
    return {**page.listing, "pdf": next((relative(path, INDEX) for path in pdf), None)}
