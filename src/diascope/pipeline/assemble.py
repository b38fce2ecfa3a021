"""Everything that a site consists of, in memory: pages, what they show, what is carried over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from diascope.cache.memory import Memory
from diascope.config import Config
from diascope.config.theme import builtin_static, builtin_templates
from diascope.deck.deck import Deck
from diascope.deck.files import shown
from diascope.deck.read import read_deck
from diascope.diagnostics import Diagnostic
from diascope.pipeline.files import absent_files, page_files, pdf_beside
from diascope.pipeline.site import Site, page_paths
from diascope.render.assets import Assets
from diascope.render.files import Place
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

Diagnostics = tuple[Diagnostic, ...]
Progress = Callable[[int, int, str], None]
"""Told after each deck: how many are done, how many there are, and the deck's name."""


@dataclass(frozen=True, slots=True, eq=False)
class Assembled:
    """A site, ready to be written."""

    site: Site
    """What was to be built."""
    templates: Templates
    """What its pages are printed with."""
    decks: tuple[Deck, ...]
    """The decks, in order."""
    pages: tuple[DeckPage, ...]
    """The decks' pages, in order; fewer than the decks where a template is broken."""
    listings: tuple[Mapping[str, object], ...]
    """What the index page says of each deck that has a page."""
    files: Mapping[str, Content]
    """The files of the site, by path in it; pages and theme files only once they are printed."""
    diagnostics: tuple[Diagnostic, ...]
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
        return sum(len(page.front) + len(page.slides) for page in self.pages)


def assemble(site: Site, memory: Memory, progress: Progress | None = None) -> Assembled:
    """The site in memory, every page printed; nothing is written."""
    made = compose(site, memory, progress)
    try:
        printed = _printed(made)
    except TemplateMistakeError as error:
        return replace(made, diagnostics=(*made.diagnostics, error.diagnostic))
    return replace(made, files={**printed, **made.templates.assets.files})


def compose(site: Site, memory: Memory, progress: Progress | None = None) -> Assembled:
    """The site in memory but for the text of its pages, which is printed when it is asked for.

    1. read the decks;
    2. render the page of each;
    3. gather the files that the pages show and those that the site carries over.
    """
    templates = _templates(site.config, memory)
    decks, unread = _read_decks(site, memory)
    pages, spoilt = _pages(site, decks, templates, memory, progress)
    pairs = list(zip(decks, pages, strict=False))
    pdfs = tuple(pdf_beside(deck, page) for deck, page in pairs)
    files: dict[str, Content] = {}
    if site.is_whole:
        files |= {".nojekyll": b"", **_carried_over(site.config.static, memory)}
    for taken in (*map(page_files, pages), *pdfs):
        files |= taken
    absent = chain.from_iterable((*page.found, *absent_files(deck, page)) for deck, page in pairs)
    listings = tuple(map(_listing, pages, pdfs))
    memory.forget_unused()
    wrong = (*unread, *spoilt, *absent)
    return Assembled(site, templates, decks, pages, listings, files, wrong)


def _printed(made: Assembled) -> dict[str, Content]:
    """The files with every page as it is written; raises `TemplateMistakeError`.

    A deck or a static file may take the place of the index, as its path in the site says.
    """
    pages = {page.path: made.deck_html(page).encode() for page in made.pages}
    if not made.site.is_whole:
        return {**made.files, **pages}
    index, lost = made.index_html().encode(), made.missing_html().encode()
    return {"index.html": index, **made.files, **pages, "404.html": lost}


def _read_decks(site: Site, memory: Memory) -> tuple[tuple[Deck, ...], Diagnostics]:
    """The decks that can be read, and what is wrong with any.

    A file that another includes is a part of it, and no deck by itself.
    """
    read = [(path, *read_deck(path, shown(path), memory.part(path))) for path in site.decks]
    parts = set[Path]()
    if site.is_whole and not site.config.decks:
        for _, deck, _ in read:
            others = deck.sources.values() if deck else ()
            parts |= {one.path.resolve() for one in others if deck and one is not deck.source}
    own = [(deck, wrong) for path, deck, wrong in read if path.resolve() not in parts]
    decks = tuple(deck for deck, _ in own if deck is not None)
    return decks, tuple(chain.from_iterable(wrong for _, wrong in own))


def _templates(config: Config, memory: Memory) -> Templates:
    """The templates; anew when one of them, or a static file that they ask for, has changed."""
    folders = (config.templates, builtin_templates(), config.static, builtin_static())
    assets = Assets([config.static, builtin_static()])
    key = ("templates", *map(memory.stamp, folders))
    return memory.get(key, lambda: Templates(config.templates, assets))


def _pages(
    site: Site,
    decks: Sequence[Deck],
    templates: Templates,
    memory: Memory,
    progress: Progress | None,
) -> tuple[tuple[DeckPage, ...], Diagnostics]:
    """The page of every deck, up to the first that a broken template spoils; what is wrong."""
    paths, diagnostics = page_paths(site, decks)
    by_file = {d.source.path.resolve(): p for d, p in zip(decks, paths, strict=True)}
    pages = list[DeckPage]()
    for deck, path in zip(decks, paths, strict=True):
        place = _place(site, deck, path, by_file)
        press = Press(place, templates, memory.part(deck.source.path), deck.meta.incremental)
        try:
            pages.append(deck_page(deck, site.config, press))
        except TemplateMistakeError as error:
            return tuple(pages), (*diagnostics, error.diagnostic)
        if progress:
            progress(len(pages), len(decks), deck.source.name)
    return tuple(pages), diagnostics


def _place(site: Site, deck: Deck, page: str, pages: Mapping[Path, str]) -> Place:
    folder = deck.source.path.absolute().parent
    slides = site.config.slides.absolute()
    root = slides if folder.is_relative_to(slides) else folder
    folders = {name: s.path.absolute().parent for name, s in deck.sources.items()}
    return Place(folder, root, page, pages, folders)


def _listing(page: DeckPage, pdf: Mapping[str, Path]) -> Mapping[str, object]:
    """What the index page says of a deck."""
    return {**page.listing, "pdf": next(iter(pdf), None)}


def _carried_over(folder: Path, memory: Memory) -> Mapping[str, Path]:
    """The site's static files that are not there to override the theme's, by path in the site."""

    def find() -> dict[str, Path]:
        paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
        names = {path.relative_to(folder).as_posix(): path for path in paths}
        return {name: path for name, path in names.items() if not (theme / name).exists()}

    theme = builtin_static()
    return memory.get(("static", memory.stamp(folder)), find)
