"""The state of all that a build asked the disk about, as `facts.compared` takes it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path
from stat import S_ISREG
from typing import Any

from diascope.reading import filesystem
from diascope.reading.disk import WHERE, Asked, Disk, Kind
from diascope.reading.facts import digest, is_recent, listing, state
from diascope.reading.filesystem import Status
from diascope.reading.surroundings import is_installed


class ChangedError(Exception):
    """Something changed while it was built, so that nothing is known of the state it had."""


def observed(disk: Disk, started: int, asked: Asked | None = None) -> dict[str, Any]:
    """The state of what was asked, or only of these questions: `files` and `folders`.

    Of what was only asked where it is, it is the kind alone.

    `started` is when the build began, in nanoseconds since 1970.  Raises `ChangedError`.
    """
    read = {one for one in asked if one[1] not in WHERE} if asked is not None else None
    files = _inputs(disk, _paths(disk, read), started)
    for path in map(os.fspath, _paths(disk, asked) if asked is not None else ()):
        known = state(path)
        files.setdefault(path, [known[:1] if known[0] else known, ""])
    listed = map(os.fspath, disk.listed(hints=True, among=asked))
    return {"files": files, "folders": folders_of(listed, started)}


def _paths(disk: Disk, asked: Asked | None) -> list[Path]:
    return [folder / name for folder, names in disk.asked(asked).items() for name in names]


def files_of(paths: Iterable[str]) -> dict[str, Any]:
    """The state of what stands at these paths, and the digest of each that is a file.

    The hundreds of files that are installed with the package have none, so that they count as
    changed where they only seem to be, after each installation.
    """
    moment = time.time_ns()
    states = {path: state(path) for path in paths}
    return {path: [now, _mark(path, now, moment)] for path, now in states.items()}


def _mark(path: str, now: list[int], moment: int) -> str:
    if not S_ISREG(now[0]) or (is_installed(path) and not is_recent(now[3:], moment)):
        return ""
    return digest(path)


def folders_of(paths: Iterable[str], started: int) -> dict[str, Any]:
    """What stands in these folders; raises `ChangedError`."""
    found = {key: listing(key) for key in paths}
    if any(is_recent(times[1:], started) for times, _, _ in found.values()):
        raise ChangedError
    return found


def links_of(paths: Iterable[str]) -> dict[str, str]:
    """Where the folders of paths are without links, and the paths that are links themselves."""
    every, known = list(paths), dict[str, str]()
    folders = dict.fromkeys(map(os.path.dirname, every))
    links = (path for path in every if os.path.islink(path))
    return {path: _real(path, known) for path in (*folders, *links)}


def _real(path: str, known: dict[str, str]) -> str:
    """A path without links, by that of the folder above it (`os.path.realpath` begins anew)."""
    if path not in known:
        above, name = os.path.split(path)
        is_plain = name not in ("", ".", "..") and not os.path.islink(path)
        known[path] = (
            os.path.join(_real(above, known), name) if is_plain else os.path.realpath(path)
        )
    return known[path]


def _inputs(disk: Disk, paths: Iterable[Path], started: int) -> dict[str, Any]:
    """The state and digest of every path that was asked about; raises `ChangedError`."""
    named = {os.fspath(path): path for path in paths}
    for key, path in named.items():
        stamp = disk.stamp(path) if disk.kind(path) is not Kind.FOLDER else ()
        if filesystem.status(key) != Status(disk.kind(path), stamp):
            raise ChangedError
    found = files_of(named)
    if any(is_recent(known[3:], started) for known, _ in found.values()):
        raise ChangedError
    return found
