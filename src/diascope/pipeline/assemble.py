"""Everything that a site consists of, in memory: pages, what they show, what is carried over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from diascope.cache.memory import Memory
from diascope.config import Config
from diascope.config.theme import builtin_static, builtin_templates
from diascope.deck.model import Deck
from diascope.deck.read import read_deck
from diascope.diagnostics import Diagnostic, display_name
from diascope.links.locations import Locations
from diascope.links.resolve import resolve
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


@dataclass(slots=True)
class Assembled:
    """A site, ready to be written."""

    site: Site
    """What was to be built."""
    disk: Disk
    """What it was read from."""
    templates: Templates
    """What its pages are printed with."""
    files: dict[str, Content] = field(default_factory=dict)
    """Every file of the site, by its path in it."""
    pages: list[DeckPage] = field(default_factory=list)
    """The decks' pages, in order."""
    decks: list[Deck] = field(default_factory=list)
    """The decks, in order."""
    listings: list[Mapping[str, object]] = field(default_factory=list)
    """What the index page says of each deck."""
    found: list[Diagnostic] = field(default_factory=list)
    """What is wrong."""

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
        for page in made.pages:
            made.files[page.path] = made.deck_html(page).encode()
        if site.is_whole:
            made.files.setdefault("index.html", made.index_html().encode())
            made.files["404.html"] = made.missing_html().encode()
    except TemplateMistakeError as error:
        made.found.append(error.diagnostic)
    made.files.update(made.templates.assets.files)
    return made


def compose(site: Site, memory: Memory, disk: Disk, progress: Progress | None = None) -> Assembled:
    """The site in memory but for the text of its pages, which is printed when it is asked for."""
    made = Assembled(site, disk, _templates(site.config, memory, disk))
    _read_decks(made, memory)
    try:
        _add_pages(made, memory, progress)
        if site.is_whole:
            made.files[".nojekyll"] = b""
            _carry_over(made, memory)
    except TemplateMistakeError as error:
        made.found.append(error.diagnostic)
    except OSError as error:
        made.found.append(unreadable(error))
    memory.forget_unused()
    return made


def _read_decks(made: Assembled, memory: Memory) -> None:
    """Read the decks; a file that another includes is a part of it, and no deck by itself."""
    site = made.site
    disk = made.disk
    read = [(path, *read_deck(path, memory.part(path), disk)) for path in site.decks]
    parts = set[Path]()
    if site.is_whole and not site.config.decks:
        for _, deck, _ in read:
            others = deck.sources if deck else ()
            parts |= {disk.real(one.path) for one in others if deck and one is not deck.source}
    for path, deck, found in read:
        if disk.real(path) not in parts:
            made.found += found
            made.decks += [deck] if deck is not None else []


def _templates(config: Config, memory: Memory, disk: Disk) -> Templates:
    """The templates; anew when one of them, or a static file that they ask for, has changed."""
    folders = (config.templates, builtin_templates(), config.static, builtin_static())
    assets = Assets([config.static, builtin_static()], disk)
    key = ("templates", *map(disk.stamp, folders))
    return memory.get(key, lambda: Templates(config.templates, assets))


def _add_pages(made: Assembled, memory: Memory, progress: Progress | None) -> None:
    config = made.site.config
    paths, found = page_paths(made.site, made.decks)
    made.found += found
    files = [made.disk.real(deck.source.path) for deck in made.decks]
    by_file = dict(zip(files, paths, strict=True))
    for deck, path in zip(made.decks, paths, strict=True):
        locations = _locations(made, deck, path, by_file)
        own = memory.part(deck.source.path)
        resolved = resolve(deck, locations, own)
        press = Press(path, made.templates, own, deck.meta.incremental)
        page = deck_page(resolved, config, press)
        made.pages.append(page)
        made.files.update({name: made.disk.content(path) for name, path in page.copies.items()})
        made.found += page.diagnostics
        made.listings.append(_with_pdf(made, deck, page))
        if progress:
            progress(len(made.pages), len(made.decks), display_name(deck.source.path))


def _locations(made: Assembled, deck: Deck, page: str, pages: Mapping[Path, str]) -> Locations:
    folder, slides = deck.source.path.parent, made.site.config.slides.absolute()
    root = slides if folder.is_relative_to(slides) else folder
    return Locations(page, made.disk.real(root), pages, deck.sources, made.disk)


def _with_pdf(made: Assembled, deck: Deck, page: DeckPage) -> Mapping[str, object]:
    """The listing of a deck, with its PDF if one lies beside the deck."""
    pdf = deck.source.path.with_suffix(".pdf")
    if not made.disk.is_file(pdf):
        return page.listing
    target = str(PurePosixPath(page.path).parent / pdf.name)
    made.files[target] = made.disk.content(pdf)
    return {**page.listing, "pdf": target}


def _carry_over(made: Assembled, memory: Memory) -> None:
    """Put the site's static files into it that are not there to override the theme's.

    Raises `OSError` where they cannot be listed.
    """
    folder, theme, disk = made.site.config.static, builtin_static(), made.disk

    def find() -> dict[str, Path]:
        paths = (path for path in disk.below(folder) if disk.is_file(path))
        names = {path.relative_to(folder).as_posix(): path for path in paths}
        return {
            name: path for name, path in names.items() if disk.kind(theme / name) is Kind.NOTHING
        }

    for name, path in memory.get(("static", disk.stamp(folder)), find).items():
        made.files.setdefault(name, disk.content(path))
