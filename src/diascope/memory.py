"""What was worked out before, so that an edit costs one slide and not the deck."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import Any, TypeVar

_Value = TypeVar("_Value")


class Memory:
    """Results by the function's name and key; those that a whole build did not ask for go.

    A key must tell everything that its result depends on.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, Any] = {}
        self._used: dict[Hashable, Any] = {}

    def get(self, key: Hashable, make: Callable[[], _Value]) -> _Value:
        """The result under this key, made now if it is not known."""
        if key not in self._used:
            self._used[key] = self._kept[key] if key in self._kept else make()
        found: _Value = self._used[key]
        return found

    def forget_unused(self) -> None:
        """Drop the results that were not asked for since the last time."""
        self._kept, self._used = self._used, {}

    def __len__(self) -> int:
        return len(self._kept | self._used)


Stamp = tuple[tuple[str, int, int, int], ...]
"""Of every file of a folder its path, inode, size and time of change in nanoseconds."""


def stamp_of(place: Path) -> Stamp:
    """What tells whether a file, or any file below a folder, has changed; nothing is read."""
    if place.is_dir():
        return tuple(sorted(_stamps(place)))
    try:
        return (_stamp(os.fspath(place), place.stat()),)
    except OSError:
        return ()


def _stamps(folder: Path | str) -> Iterator[tuple[str, int, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _stamps(entry.path)
            elif entry.is_file():
                yield _stamp(entry.path, entry.stat())


def _stamp(path: str, found: os.stat_result) -> tuple[str, int, int, int]:
    return path, found.st_ino, found.st_size, found.st_mtime_ns
