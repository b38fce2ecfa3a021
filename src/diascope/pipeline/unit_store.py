"""Units on the disk, in the user's cache folder.

They are pickles, so they lie with the user and not with the site: whoever wrote a site must not
choose what is run. A unit counts where its mark is the same (versions, environment, configuration,
theme), and the files that it was made of and those that were made of it are as they were.
"""

from __future__ import annotations

import os
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from diascope.browser.find import places_of_commands
from diascope.cache.folder import user_folder
from diascope.cache.sealed import sealed, unsealed
from diascope.config import FILE_NAME
from diascope.config.theme import builtin_static, builtin_templates
from diascope.pipeline.site import Site
from diascope.pipeline.unit import Unit
from diascope.reading.disk import Disk
from diascope.reading.facts import compared, listing, state
from diascope.reading.surroundings import package_files, package_folders, surroundings
from diascope.write.scratch import Scratch

PREVIEWS = "previews"
"""What pictures of first slides are kept as, with the site."""
_MOST = 4096
"""Units that are kept, of all sites."""


class UnitStore:
    """The units of a site that is built into a folder."""

    def __init__(self, site: Site, out: Path, disk: Disk) -> None:
        self._site, self._out, self._disk = site, out, disk
        self._files = Scratch(Path(user_folder()), "units")

    def load(self, path: Path) -> Unit | None:
        """The unit of a deck, if it counts."""
        kept = unsealed(self._files.get(self._name(path)) or b"") or b""
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

    def put(self, unit: Unit) -> None:
        """Keep a unit."""
        import pickle

        content = self._mark + pickle.dumps(unit, pickle.HIGHEST_PROTOCOL)
        self._files.put(self._name(unit.deck.source.path), sealed(content))

    def trim(self) -> None:
        """Remove the oldest units where there are too many."""
        self._files.keep_newest(_MOST)

    def _has_preview(self, unit: Unit) -> bool:
        """Whether there is a picture of the first slide, if there is to be one."""
        site = self._site
        return not site.has_previews or bool(Scratch(site.config.root, PREVIEWS).get(unit.preview))

    def _name(self, path: Path) -> str:
        key = repr((os.fspath(path), os.fspath(self._out), *_flags(self._site)))
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


def _flags(site: Site) -> tuple[bool, ...]:
    return site.is_public, site.has_previews


def _text(path: Path, disk: Disk) -> bytes:
    """The text of the configuration; none where there is no file."""
    return disk.read(path) if disk.is_file(path) else b""
