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
from diascope.diagnostics import Diagnostic, Diagnostics
from diascope.links.locations import relative
from diascope.pipeline.carried import carried_over, pdf_beside, pdf_path
from diascope.pipeline.claims import INDEX, Claim, of_copy, of_theme, pages_claimed, refused
from diascope.pipeline.decks import read_decks
from diascope.pipeline.ignored import told, unknown_codes
from diascope.pipeline.outside import outside
from diascope.pipeline.pages import Printer, Progress, print_pages
from diascope.pipeline.redirects import redirects
from diascope.pipeline.site import Site
from diascope.pipeline.site_files import site_files
from diascope.pipeline.units import Units
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
    units: Units
    """What is known of decks that were not read."""

    @property
    def theme_files(self) -> Mapping[str, Content]:
        """The static files that the pages ask for, by path in the site."""
        return {**self.units.assets, **self.templates.assets.files}

    def refused(self) -> Diagnostics:
        """What is wrong with the places of files, once all pages are printed."""
        theme = of_theme(self.theme_files, self.site.config.root)
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
        return sum(chain.from_iterable(page.stacks for page in self.pages))


def assemble(
    site: Site,
    memory: Memory,
    disk: Disk,
    progress: Progress | None = None,
    units: Units | None = None,
) -> Assembled:
    """The site in memory, every page printed; nothing is written."""
    made = compose(site, memory, disk, progress, units)
    try:
        printed = _printed(made)
    except TemplateMistakeError as error:
        return replace(made, diagnostics=(*made.diagnostics, error.diagnostic))
    files = {**printed, **made.theme_files}
    return replace(made, files=files, diagnostics=(*made.diagnostics, *made.refused()))


def compose(
    site: Site,
    memory: Memory,
    disk: Disk,
    progress: Progress | None = None,
    units: Units | None = None,
) -> Assembled:
    """The site in memory but for the text of its pages, which is printed when it is asked for.

    1. read the decks;
    2. render the page of each;
    3. gather the files that the pages show and those that the site carries over.

    An exception that nobody expected costs the deck that it came from, and no other.  Decks of
    which `units` tell enough are not read.
    """
    templates = _templates(site.config, memory, disk)
    units = units or Units(site, None, disk)
    decks, unread = read_decks(site, memory, disk, units)
    printer = Printer(site, templates, memory, disk, units)
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
    made_of = (site, disk, templates, decks, pages, listings, files, claims, wrong)
    return Assembled(*made_of, units)


def _printed(made: Assembled) -> dict[str, Content]:
    """The files with every page as it is written; raises `TemplateMistakeError`.

    A deck or a static file may take the place of the index, as its path in the site says.
    """
    pages = made.units.files
    for deck, page in zip(made.decks, made.pages, strict=True):
        if page.path not in pages:
            with made.units.noting(deck.source.path, made.templates.assets):
                pages[page.path] = made.deck_html(page).encode()
    if not made.site.is_whole:
        return {**made.files, **pages}
    index, lost = made.index_html().encode(), made.missing_html().encode()
    return {INDEX: index, **made.files, **pages, "404.html": lost}


def _templates(config: Config, memory: Memory, disk: Disk) -> Templates:
    """The templates; anew when one of them, or a static file that they ask for, has changed."""
    folders = (config.templates, builtin_templates(), config.static, builtin_static())
    assets = Assets([config.static, builtin_static()], disk)
    key = ("templates", *map(disk.stamp, folders))
    return memory.get(key, lambda: Templates(config.templates, assets))


def _listing(page: DeckPage, pdf: Mapping[str, Path]) -> Mapping[str, object]:
    """What the index page says of a deck."""
    return {**page.listing, "pdf": next((relative(path, INDEX) for path in pdf), None)}
