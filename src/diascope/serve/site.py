"""The site as it is served: always the last good state of it, and what is wrong at the moment.

1. assemble it anew, which costs what has changed;
2. where a deck holds an error, keep what its page showed before; where the configuration or a
   template does, keep everything;
3. tell what every page shows, and what is to be watched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from diascope.cache.memory import Memory
from diascope.config import FILE_NAME
from diascope.deck.deck import Deck
from diascope.diagnostics import Diagnostic, Severity, has_errors
from diascope.pipeline import Assembled, compose, find_site
from diascope.reading.disk import Disk, Kind
from diascope.render.pages import DeckPage
from diascope.render.templates import TemplateMistakeError
from diascope.serve.views import View, deck_view, index_view

INDEX = "index.html"


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A deck's page in its last good state."""

    made: Assembled
    """What it was assembled in."""
    deck: Deck
    """The deck."""
    page: DeckPage
    """Its page."""
    view: View
    """What it shows."""


@dataclass(slots=True)
class LiveSite:
    """A site that follows its files."""

    named: Sequence[Path]
    """The decks that the user named, or none for all."""
    memory: Memory = field(default_factory=Memory)
    """What was worked out before."""
    disk: Disk = field(default_factory=Disk)
    """What the files say; it is told what changes."""
    made: Assembled | None = None
    """The site in its last good state."""
    decks: dict[str, Shown] = field(default_factory=dict)
    """The decks' pages by their paths."""
    index: View = field(default_factory=View)
    """The page that lists the decks."""
    found: tuple[Diagnostic, ...] = ()
    """What is wrong at the moment."""

    def renew(self, changed: Collection[Path] | None = None) -> None:
        """Follow the files; these are what changed, as far as that is known."""
        self.disk.forget(changed)
        site, found = find_site(self.named, self.disk)
        made = compose(site, self.memory, self.disk)
        found = (*found, *made.found)
        try:
            decks = dict(self._decks(made, found))
            index = index_view(made, self.memory)
        except TemplateMistakeError as error:
            self.found = (*found, error.diagnostic)
            return
        self.found = found
        if self.made is None or not has_errors(_of_site(found, made)):
            self.made, self.decks, self.index = made, decks, index

    def _decks(self, made: Assembled, found: Sequence[Diagnostic]) -> Iterator[tuple[str, Shown]]:
        """Every deck's page: as it is now or, where something is wrong, as it was last."""
        broken = {one.path for one in found if one.severity is Severity.ERROR} - _whole(found)
        before = {shown.deck.source.path: shown for shown in self.decks.values()}
        present = {deck.source.path for deck in made.decks}
        for path in made.site.decks:
            is_there = self.disk.kind(path) is not Kind.NOTHING
            if path in before and path not in present and is_there:
                yield before[path].page.path, before[path]
        for deck, page in zip(made.decks, made.pages, strict=False):
            last = before.get(deck.source.path)
            if last and broken & deck.sources.keys():
                yield last.page.path, last
            else:
                yield page.path, Shown(made, deck, page, self._view(made, deck, page, last))

    def _view(self, made: Assembled, deck: Deck, page: DeckPage, last: Shown | None) -> View:
        """The view; the very same as before where nothing changed."""
        view = deck_view(made, page, self.memory.part(deck.source.path))
        return last.view if last and last.page.path == page.path and last.view == view else view

    def view(self, path: str) -> View | None:
        """What a page shows, or None where there is no such page."""
        shown = self.decks.get(path)
        return shown.view if shown else self.index if path == INDEX else None

    def lines(self, path: str) -> list[tuple[Path, int]]:
        """The file and the line that each slide of a page begins on; the first for metadata."""
        shown = self.decks.get(path)
        if shown is None:
            return []
        deck = shown.deck
        sources = ((deck.sources.get(slide.source, deck.source), slide) for slide in deck.slides())
        front = [(deck.source.path, 1)] * len(shown.page.front)
        return [*front, *((source.path, slide.line) for source, slide in sources)]

    def findings(self, path: str) -> tuple[Diagnostic, ...]:
        """What is wrong with a page: with its own files, and with those of no deck."""
        shown = self.decks.get(path)
        if shown is None:
            return self.found
        others = {name for other in self.decks.values() for name in other.deck.sources}
        foreign = others - shown.deck.sources.keys()
        return tuple(one for one in self.found if one.path not in foreign)

    def page(self, path: str) -> tuple[str, View] | None:
        """The text of a page and what it shows; raises `TemplateMistakeError`."""
        shown, index = self.decks.get(path), self.index
        if shown:
            return shown.made.deck_html(shown.page), shown.view
        return (index.page, index) if path == INDEX else None

    def file(self, path: str) -> bytes | Path | None:
        """The file at a path of the site that is not a page."""
        if self.made is None:
            return None
        return self.made.files.get(path) or self._asset(path)

    def _asset(self, path: str) -> bytes | Path | None:
        """A file of the theme; which of them there are is known once the pages are printed."""
        assert self.made is not None
        assets = self.made.templates.assets.files
        if path not in assets:
            for page in self.decks:
                self.page(page)
        return assets.get(path)

    def names(self) -> Collection[str]:
        """The names of all files that the site asks about."""
        return frozenset[str]().union(*self.disk.asked().values())

    def folders(self) -> Mapping[Path, bool]:
        """The folders to watch, where links lead: those of all paths that the site asks about.

        True stands for all that is below one. A configuration further up is not waited for.
        """
        root = self.made.site.config.root.absolute() if self.made else Path.cwd()
        asked, listed = self.disk.asked(), set(self.disk.listed())
        deep = {folder for folder in listed if listed.isdisjoint(folder.parents)}
        others = {folder for folder in asked if deep.isdisjoint((folder, *folder.parents))}
        known = {*asked, *listed}
        near = {f for f in others if any(f / name not in known for name in asked[f] - {FILE_NAME})}
        return {**dict.fromkeys(sorted({root, *near}), False), **dict.fromkeys(sorted(deep), True)}


def _whole(found: Sequence[Diagnostic]) -> set[str]:
    """The files whose only errors leave the slides of their deck as they are.

    While a heading is being changed, extras may name a slide that is not there just then.
    """
    errors = [one for one in found if one.severity is Severity.ERROR]
    others = {one.path for one in errors if one.code not in _HARMLESS}
    return {one.path for one in errors} - others


_HARMLESS = {"extras-unknown-slide", "extras-outside-slide"}


def _of_site(found: Sequence[Diagnostic], made: Assembled) -> list[Diagnostic]:
    """What is wrong with files that belong to no deck."""
    own = {name for deck in made.decks for name in deck.sources}
    decks = {path.name for path in made.site.decks}
    return [one for one in found if one.path not in own and Path(one.path).name not in decks]
