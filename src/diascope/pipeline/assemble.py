"""Everything that a site consists of, in memory: pages, what they show, what is carried over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from diascope.cache.memory import Memory
from diascope.config import Config
from diascope.config.theme import builtin_static, builtin_templates
from diascope.deck.model import Deck
from diascope.deck.read import read_deck
from diascope.diagnostics import Diagnostic, Diagnostics
from diascope.links.locations import relative
from diascope.pipeline.carried import carried_over, pdf_beside, pdf_path
from diascope.pipeline.claims import INDEX, Claim, of_copy, of_theme, pages_claimed, refused
from diascope.pipeline.commands import command_diagnostics, with_command_notes
from diascope.pipeline.failure import failure
from diascope.pipeline.ignored import told, unknown_codes
from diascope.pipeline.outside import outside
from diascope.pipeline.pages import Printer, Progress, print_pages
from diascope.pipeline.redirects import redirects
from diascope.pipeline.site import Site
from diascope.pipeline.site_files import site_files
from diascope.reading.disk import Disk
from diascope.render.assets import Assets
from diascope.render.pages import (
    DeckPage,
    deck_html,
    index_page,
    missing_page,
    shell_html,
)
from diascope.render.templates import TemplateMistakeError, Templates
from diascope.write import Content


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
    printer = Printer(site, templates, memory, disk)
    made, spoilt = print_pages(printer, decks, progress)
    decks, pages = tuple(deck for deck, _ in made), tuple(page for _, page in made)
    carried, unlisted = carried_over(site, memory, disk)
    pdfs = tuple(pdf_beside(*pair, disk) for pair in made)
    copies = [of_copy(*pair) for pair in carried.items()]
    for taken in (*(page.copies for page in pages), *pdfs):
        copies += [of_copy(*pair) for pair in taken.items()]
    moved = list(redirects(made))
    former = [one for one in moved if not isinstance(one, Diagnostic)]
    unlisted += tuple(one for one in moved if isinstance(one, Diagnostic))
    files: dict[str, Content] = {".nojekyll": b""} if site.is_whole else {}
    files |= site_files(site.config, made) if site.is_whole else {}
    files |= {claim.target: content for claim, content in former}
    files |= {one.target: disk.content(one.source) for one in copies if one.source}
    for page in pages:
        files |= page.sheets
    claims = (*pages_claimed(site, made, files), *(claim for claim, _ in former), *copies)
    unlisted += tuple(outside(site, chain.from_iterable(pdf.values() for pdf in pdfs), disk))
    wrong = (*unread, *spoilt, *chain.from_iterable(page.diagnostics for page in pages), *unlisted)
    beside = pdfs
    if site.has_pdfs:
        beside = tuple(pdf or {pdf_path(*one): Path()} for one, pdf in zip(made, pdfs, strict=True))
    listings = tuple(map(_listing, pages, beside))
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
    read_decks = (deck for deck, _ in own if deck is not None)
    decks = tuple(deck for deck in read_decks if not (site.is_public and deck.meta.draft))
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


def _listing(page: DeckPage, pdf: Mapping[str, Path]) -> Mapping[str, object]:
    """What the index page says of a deck."""
    return {**page.listing, "pdf": next((relative(path, INDEX) for path in pdf), None)}
