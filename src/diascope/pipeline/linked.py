"""The pages that links may lead to: those of the decks that are built, and of the site's others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from diascope.cache.memory import Memory
from diascope.config import Config
from diascope.deck.model import Deck
from diascope.deck.read import read_deck
from diascope.links.locations import Locations, published_at
from diascope.links.shortcuts import Shortcuts
from diascope.links.targets import Targets, targets_of
from diascope.pipeline.addresses import own_path, page_paths
from diascope.pipeline.site import Site, decks_of
from diascope.pipeline.units import Units
from diascope.reading.disk import Disk


def _shortcuts(deck: Deck, config: Config) -> Shortcuts:
    """The shortcuts and versions of a deck, before those of the site."""
    own = {name: text.text.strip() for name, text in deck.meta.links.items()}
    versions = {name: one.written or one.text.strip() for name, one in deck.meta.versions.items()}
    return Shortcuts(
        {**config.links, **own},
        {**config.versions, **versions},
        deck.meta.lang or config.language,
    )


class LinkedPages:
    """The pages of a site by the files of their decks, links on disk followed.

    Where only some decks are built, the others are read as soon as a link leads to them.  A deck
    that could not be read has the page that it would have without a permalink.
    """

    def __init__(
        self,
        site: Site,
        built: Mapping[str, Deck],
        memory: Memory,
        disk: Disk,
        units: Units | None = None,
    ) -> None:
        self._site, self._memory, self._disk, self._units = site, memory, disk, units
        self._decks = dict(built)
        parts = {one.path for deck in built.values() for one in deck.sources}
        unread = [path for path in site.decks if path not in parts]
        self._paths: dict[Path, str | None] = {
            **{disk.real(path): own_path(site.config, path) for path in unread},
            **{disk.real(deck.source.path): path for path, deck in built.items()},
        }
        self._targets: dict[str, Targets] = {}
        self._others: dict[Path, Path] | None = None

    def locations(self, deck: Deck, page: str) -> Locations:
        """What the addresses in a deck depend on; `page` is the path of its page in the site."""
        folder, config, disk = deck.source.path.parent, self._site.config, self._disk
        slides = config.slides.absolute()
        root = disk.real(slides if folder.is_relative_to(slides) else folder)
        boundary, site = self._site.boundary, config.root.absolute()
        return Locations(
            page,
            root,
            site,
            self,
            boundary,
            deck.sources,
            disk,
            _shortcuts(deck, config),
            published_at(config.url, page),
        )

    def page_of(self, real: Path) -> str | None:
        """The page of the deck in a file, or None where it is no deck of the site."""
        if real not in self._paths:
            self._paths[real] = None if self._site.is_whole else self._other(real)
        return self._paths[real]

    def is_page(self, path: str) -> bool:
        """Whether the site has a page at this path."""
        return path in self._paths.values() or (path == "index.html" and self._site.is_whole)

    def targets(self, page: str) -> Targets | None:
        """What a link to a page may name on it; None for a page that is not a deck's."""
        if page not in self._targets:
            deck = self._decks.get(page)
            if deck is None:
                return None
            memory = self._memory.part(deck.source.path)
            known = self._units.targets(deck) if self._units else None
            self._targets[page] = known or targets_of(deck, self._site.config, memory)
        return self._targets[page]

    def _other(self, real: Path) -> str | None:
        """The page of a deck of the site that is not built now."""
        if self._others is None:
            found, _ = decks_of(self._site.config, self._disk)
            self._others = {self._disk.real(path): path for path in found}
        if real not in self._others:
            return None
        path = self._others[real]
        deck, _ = read_deck(path, self._memory.part(path), self._disk, self._site.wide)
        if deck is None:
            return None
        (page,), _ = page_paths(self._site.config, [deck])
        self._decks.setdefault(page, deck)
        return page
