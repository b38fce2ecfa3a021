"""What was worked out before, so that an edit costs one slide and not the deck."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from diascope.cache.ends import common_ends

_Item = TypeVar("_Item", bound=Hashable)
_Value = TypeVar("_Value")


class Memory:
    """Results of the last build: single ones, and those of rows such as a deck's slides.

    Names, keys and items must tell everything that their results depend on.  What a whole build
    did not ask for goes.  Items are best compared by identity: a stage that gives the same
    objects for the same text costs the stages after it next to nothing.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, Any] = {}
        self._used: dict[Hashable, Any] = {}
        self._stamps: dict[Path, Stamp] = {}
        self._kept_rows: dict[Hashable, _Row] = {}
        self._used_rows: dict[Hashable, _Row] = {}

    def get(self, key: Hashable, make: Callable[[], _Value]) -> _Value:
        """The result under this key, made now if it is not known."""
        if key not in self._used:
            self._used[key] = self._kept[key] if key in self._kept else make()
        found: _Value = self._used[key]
        return found

    def each(
        self, name: Hashable, items: Sequence[_Item], make: Callable[[_Item], _Value]
    ) -> Sequence[_Value]:
        """The result for every item, made now where the row of this name did not have the item."""
        last = self._used_rows.get(name) or self._kept_rows.get(name) or _Row((), [])
        row = self._used_rows[name] = last.followed_by(items, make)
        return row.values

    def part(self, name: Hashable) -> Memory:
        """A memory within this one, where names and keys are free.

        A part that was asked for, and nothing of it, stays as it is.
        """
        return self.get((Memory, name), Memory)

    def stamp(self, folder: Path) -> Stamp:
        """The stamp of a folder; it is not looked at again until something in it has changed."""
        if folder not in self._stamps:
            self._stamps[folder] = stamp_of(folder)
        return self._stamps[folder]

    def forget_stamps(self, changed: Collection[Path] | None) -> None:
        """Look anew at the folders that these files and folders belong to; at all for None."""
        for folder in list(self._stamps):
            place = folder.absolute()
            if changed is None or any(
                path.is_relative_to(place) or place.is_relative_to(path) for path in changed
            ):
                del self._stamps[folder]

    def forget_unused(self) -> None:
        """Drop the results that were not asked for since the last time."""
        for value in self._used.values():
            if isinstance(value, Memory) and (value._used or value._used_rows):
                value.forget_unused()
        self._kept, self._used = self._used, {}
        self._kept_rows, self._used_rows = self._used_rows, {}

    def __len__(self) -> int:
        single = {**self._kept, **self._used}
        rows = {**self._kept_rows, **self._used_rows}
        parts = sum(len(value) for value in single.values() if isinstance(value, Memory))
        return len(single) + sum(len(row.items) for row in rows.values()) + parts


@dataclass(frozen=True, slots=True)
class _Row:
    items: Sequence[Hashable]
    values: list[Any]
    """What was made of each item."""

    def followed_by(self, items: Sequence[_Item], make: Callable[[_Item], Any]) -> _Row:
        """The row of these items, the values of those that are here taken over."""
        start, end = common_ends(self.items, items)
        stop = len(self.items) - end
        between = items[start : len(items) - end]
        known = dict(zip(self.items[start:stop], self.values[start:stop], strict=True))
        for item in between:
            if item not in known:
                known[item] = make(item)
        middle = (known[item] for item in between)
        return _Row(items, [*self.values[:start], *middle, *self.values[stop:]])


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
