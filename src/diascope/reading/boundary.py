"""The boundary: the folders that a site may take files from; what lies outside is not published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from diascope.reading.disk import Disk, Kind

_REPOSITORY = ".git"
_OUTSIDE = "lies outside the site's folder"
_HIDDEN = "is hidden, since a name in its path begins with a dot"


@dataclass(frozen=True, slots=True)
class Boundary:
    """What may become part of a site, by the place that a path has without links on disk."""

    folders: tuple[Path, ...]
    """The folders, and single files, that files may be in: absolute, links followed."""

    def refusal(self, real: Path) -> str:
        """Why a file may not be published, as words after its name; empty where it may.

        `real` is its absolute path, links followed.  Hidden files and what lies in hidden folders
        below the boundary are refused: `.git`, `.env`.
        """
        return _refusal(self.folders, real)


@lru_cache(4096)
def _refusal(folders: tuple[Path, ...], real: Path) -> str:
    within = [real.relative_to(one) for one in folders if real.is_relative_to(one)]
    if not within:
        return _OUTSIDE
    if any(all(not part.startswith(".") for part in path.parts) for path in within):
        return ""
    return _HIDDEN


NO_BOUNDARY = Boundary((Path("/"),))
"""The boundary of a deck that is read alone: all but hidden files."""


def refusal_hint(why: str) -> str:
    """What to do about a file that is refused."""
    if why == _HIDDEN:
        return "copy it into the site, under a name without a dot before it"
    return 'copy it into the site, or name its folder in diascope.toml: `allow-outside = ["../…"]`'


def boundary_of(root: Path, allowed: Iterable[str], disk: Disk) -> Boundary:
    """The boundary of a site: its folder, and what the configuration allows, relative to it."""
    return Boundary(tuple(disk.real(root / path) for path in (".", *allowed)))


def boundary_without_site(roots: Iterable[Path], disk: Disk) -> Boundary:
    """The boundary of decks without a configuration: their repository, else the current folder.

    Decks that lie elsewhere may reach as far as their own folder.
    """
    return Boundary(tuple(dict.fromkeys(one for root in roots for one in _reach(root, disk))))


def _reach(root: Path, disk: Disk) -> Iterator[Path]:
    root, here = root.absolute(), Path.cwd()
    yield disk.real(root)
    above = (root, *root.parents)
    known = (folder for folder in above if disk.kind(folder / _REPOSITORY) is not Kind.NOTHING)
    if repository := next(known, None):
        yield disk.real(repository)
    elif root.is_relative_to(here):
        yield disk.real(here)
