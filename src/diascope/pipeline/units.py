"""The units of a site's decks: those of the last build, and those for the next one."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diascope.cache.memory import Memory
from diascope.deck.model import Deck
from diascope.links.targets import Targets, targets_of
from diascope.pipeline.site import Site
from diascope.pipeline.unit import (
    Notes,
    Unit,
    essence,
    is_keepable,
    still_holds,
    with_outputs,
    without_slides,
)
from diascope.pipeline.unit_store import UnitStore
from diascope.reading.disk import Disk
from diascope.reading.observed import ChangedError, observed
from diascope.render.assets import Assets
from diascope.render.pages import DeckPage
from diascope.write import Content

if TYPE_CHECKING:
    from diascope.pipeline.assemble import Assembled
    from diascope.pipeline.linked import LinkedPages


class Units:
    """What is known of decks from the last build, and what is noted for the next one."""

    def __init__(
        self, site: Site, out: Path | None, disk: Disk, unknown: Iterable[Path] = ()
    ) -> None:
        """Without an output folder nothing is known and nothing noted; `unknown` decks are new."""
        self.disk = disk
        """What is asked for them."""
        self.previews: dict[str, str] = {}
        """The names that pictures of first slides are kept under, by the page's path."""
        self._site, self._out = site, out and out.absolute()
        self._started = time.time_ns()
        self._known: dict[Path, Unit | None] = dict.fromkeys(unknown)
        self._pages: dict[str, Unit] = {}
        self._notes: dict[Path, Notes] = {}
        self._contents: dict[str, bytes] = {}
        self._assets: dict[str, Content] = {}
        self._store = UnitStore(site, self._out, disk) if self._out else None

    def kept(self, path: Path) -> Unit | None:
        """The unit of a deck, if it counts; its page may have to be made anew."""
        if self._store is None:
            return None
        if path not in self._known:
            self._known[path] = self._store.load(path)
        return self._known[path]

    def take(self, path: Path, unit: Unit, content: bytes, assets: Mapping[str, Content]) -> None:
        """Have a unit of a deck that another process has made, with its page."""
        self._known[path], self._contents[unit.page.path] = unit, content
        self._assets |= assets

    def page(self, deck: Deck, path: str, linked: LinkedPages) -> DeckPage | None:
        """The page of a deck, if it would be the same."""
        unit = self.kept(deck.source.path)
        if unit and unit.page.path == path and still_holds(unit.answers, linked):
            self._pages[path] = unit
            return unit.page
        return None

    def targets(self, deck: Deck) -> Targets | None:
        """What links to a deck may name, where that is known."""
        unit = self.kept(deck.source.path)
        return unit.targets if unit else None

    def preview(self, page: str) -> str:
        """The name that the picture of a page is kept under; empty where that is not known."""
        unit = self._pages.get(page)
        return unit.preview if unit else ""

    @property
    def files(self) -> dict[str, Content]:
        """The pages that are not to be printed: finished, or where the last build wrote them."""
        return {page: self._contents.get(page) or self._written(page) for page in self._pages}

    @property
    def assets(self) -> dict[str, Content]:
        """The files of the theme that these pages ask for."""
        taken = (unit.assets.items() for unit in self._pages.values())
        every = dict(chain.from_iterable(taken))
        return {
            path: source or self._assets.get(path) or self._written(path)
            for path, source in every.items()
        }

    @property
    def facts(self) -> Iterator[dict[str, Any]]:
        """What these pages depend on."""
        return (unit.facts for unit in self._pages.values())

    @contextmanager
    def noting(self, path: Path, assets: Assets | None = None) -> Iterator[Notes]:
        """Note what is asked for meanwhile, for a deck."""
        notes = self._notes.setdefault(path, Notes())
        if self._store is None:
            yield notes
            return
        with self.disk.noting() as asked, assets.taking() if assets else nullcontext(()) as taken:
            yield notes
        notes.asked |= asked
        notes.taken |= set(taken)

    def keep(self, made: Assembled, digests: Mapping[str, str]) -> None:
        """Keep units of the decks that were read; `digests` are those of the files written."""
        if self._store is None:
            return
        for deck, page in zip(made.decks, made.pages, strict=True):
            if page.path in self._pages:
                unit = self._contents.get(page.path) and self._pages[page.path]
            else:
                unit = self.made(deck, page, made.templates.assets.files)
            if unit and unit.facts:
                self._store.put(with_outputs(unit, self._written, digests))
        self._store.trim()

    def made(self, deck: Deck, page: DeckPage, assets: Mapping[str, Content]) -> Unit | None:
        """The unit of a deck that was read and rendered here; None where it is not to be kept.

        What was written for it is added later, with `with_outputs`.
        """
        notes = self._notes.get(deck.source.path)
        if notes is None or not is_keepable(deck):
            return None
        try:
            facts = observed(self.disk, self._started, notes.asked)
        except ChangedError:
            facts = {}
        return Unit(
            essence(deck),
            notes.wrong,
            without_slides(page),
            targets_of(deck, self._site.config, Memory()),
            notes.answers,
            {path: _source(assets[path]) for path in sorted(notes.taken)},
            self.previews.get(page.path, ""),
            facts,
        )

    def _written(self, path: str) -> Path:
        """Where a file of the site is written."""
        assert self._out
        return self._out.joinpath(*path.split("/"))


def _source(content: Content) -> Path | None:
    return content if isinstance(content, Path) else None
