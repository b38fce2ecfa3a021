"""The units of a site's last build, in the user's cache folder (a disk cache).

They are pickles, so they lie with the user and not with the site: whoever wrote a site must not
choose what is run. A unit counts where its mark is the same (versions, environment, configuration,
theme, wish), and the files that it was made of and those that were made of it are as they were.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from functools import cached_property
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diascope.browser.find import places_of_commands
from diascope.cache.folder import user_folder
from diascope.cache.memory import Memory
from diascope.cache.sealed import sealed, unsealed
from diascope.config import FILE_NAME
from diascope.config.theme import builtin_static, builtin_templates
from diascope.deck.model import Deck
from diascope.links.targets import Targets, targets_of
from diascope.pipeline.site import Site
from diascope.pipeline.unit import (
    Notes,
    Unit,
    essence,
    is_keepable,
    still_holds,
    without_slides,
)
from diascope.reading.disk import Disk
from diascope.reading.facts import compared, listing, state
from diascope.reading.observed import ChangedError, links_of, observed
from diascope.reading.surroundings import package_files, package_folders, surroundings
from diascope.render.assets import Assets
from diascope.render.pages import DeckPage
from diascope.write import Content
from diascope.write.scratch import Scratch

if TYPE_CHECKING:
    from diascope.pipeline.assemble import Assembled
    from diascope.pipeline.linked import LinkedPages

PREVIEWS = "previews"
"""What pictures of first slides are kept as, with the site."""
_MOST = 4096
"""Units that are kept, of all sites."""


class Units:
    """What is known of decks from the last build, and what is noted for the next one."""

    def __init__(self, site: Site, out: Path | None, disk: Disk) -> None:
        """Without an output folder nothing is known and nothing noted."""
        self.previews: dict[str, str] = {}
        """The names that pictures of first slides are kept under, by the page's path."""
        self._site, self._disk, self._out = site, disk, out and out.absolute()
        self._started = time.time_ns()
        self._known: dict[Path, Unit | None] = {}
        self._pages: dict[str, Unit] = {}
        self._notes: dict[Path, Notes] = {}
        self._store = Scratch(Path(user_folder()), "units")

    def kept(self, path: Path) -> Unit | None:
        """The unit of a deck, if it counts; its page may have to be made anew."""
        if self._out is None:
            return None
        if path not in self._known:
            self._known[path] = self._load(path)
        return self._known[path]

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
        """The pages that are as they were, where the last build wrote them."""
        return {page: self._written(page) for page in self._pages}

    @property
    def assets(self) -> dict[str, Content]:
        """The files of the theme that these pages ask for."""
        taken = (unit.assets.items() for unit in self._pages.values())
        every = dict(chain.from_iterable(taken))
        return {path: source or self._written(path) for path, source in every.items()}

    @property
    def facts(self) -> Iterator[dict[str, Any]]:
        """What these pages depend on."""
        return (unit.facts for unit in self._pages.values())

    @contextmanager
    def noting(self, path: Path, assets: Assets | None = None) -> Iterator[Notes]:
        """Note what is asked for meanwhile, for a deck."""
        notes = self._notes.setdefault(path, Notes())
        if self._out is None:
            yield notes
            return
        with self._disk.noting() as asked, assets.taking() if assets else nullcontext(()) as taken:
            yield notes
        notes.asked |= asked
        notes.taken |= set(taken)

    def keep(self, made: Assembled, digests: Mapping[str, str]) -> None:
        """Keep units of the decks that were read; `digests` are those of the files written."""
        if self._out is None:
            return
        for deck, page in zip(made.decks, made.pages, strict=True):
            source = deck.source.path
            notes = self._notes.get(source)
            if page.path not in self._pages and notes and is_keepable(deck):
                try:
                    unit = self._unit(deck, page, notes, made, digests)
                except ChangedError:
                    continue
                import pickle

                content = self._mark + pickle.dumps(unit, pickle.HIGHEST_PROTOCOL)
                self._store.put(self._name(source), sealed(content))
        self._store.keep_newest(_MOST)

    def _unit(
        self, deck: Deck, page: DeckPage, notes: Notes, made: Assembled, digests: Mapping[str, str]
    ) -> Unit:
        """What to keep of a deck; raises `ChangedError`."""
        files = made.templates.assets.files
        assets = {path: _source(files[path]) for path in sorted(notes.taken)}
        outputs = [page.path, *(path for path, source in assets.items() if source is None)]
        facts = observed(self._disk, self._started, notes.asked)
        for path in outputs:
            place = os.fspath(self._written(path))
            facts["files"][place] = [state(place), digests[path]]
        facts |= {"links": links_of((*facts["files"], *facts["folders"]))}
        return Unit(
            essence(deck),
            notes.wrong,
            without_slides(page),
            targets_of(deck, self._site.config, Memory()),
            notes.answers,
            assets,
            self.previews.get(page.path, ""),
            {**facts, "moment": time.time_ns()},
        )

    def _load(self, path: Path) -> Unit | None:
        """The unit of a deck, if it counts."""
        kept = unsealed(self._store.get(self._name(path)) or b"") or b""
        if not kept.startswith(self._mark):
            return None
        import pickle

        try:
            unit = pickle.loads(kept[len(self._mark) :])
        except Exception:  # whatever damaged bytes may raise
            return None
        if not isinstance(unit, Unit) or compared(unit.facts) is False:
            return None
        return unit if self._has_preview(unit) else None

    def _has_preview(self, unit: Unit) -> bool:
        """Whether there is a picture of the first slide, if there is to be one."""
        site = self._site
        return not site.has_previews or bool(Scratch(site.config.root, PREVIEWS).get(unit.preview))

    def _name(self, path: Path) -> str:
        key = repr((os.fspath(path), os.fspath(self._out or ""), *_flags(self._site)))
        return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @cached_property
    def _mark(self) -> bytes:
        """The digest of all but files of decks that pages depend on."""
        config, disk = self._site.config, self._disk
        theme = (config.templates, builtin_templates(), config.static, builtin_static())
        known = (
            surroundings(os.environ),
            [(path, state(path)) for path in sorted(package_files())],
            [listing(path)[1] for path in package_folders()],
            [state(path) for path in places_of_commands()],
            [disk.stamp(folder) for folder in theme],
            _text(config.root / FILE_NAME, disk),
            self._site.boundary.folders,
        )
        return sha256(repr(known).encode("utf-8", "surrogatepass")).digest()

    def _written(self, path: str) -> Path:
        """Where a file of the site is written."""
        assert self._out
        return self._out.joinpath(*path.split("/"))


def _flags(site: Site) -> tuple[bool, ...]:
    return site.is_public, site.has_previews


def _source(content: Content) -> Path | None:
    return content if isinstance(content, Path) else None


def _text(path: Path, disk: Disk) -> bytes:
    """The text of the configuration; none where there is no file."""
    return disk.read(path) if disk.is_file(path) else b""
