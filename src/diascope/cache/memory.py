"""An incremental cache: results of the last build, so that an edit costs one slide only."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from diascope.cache.ends import common_ends

_Item = TypeVar("_Item", bound=Hashable)
_Value = TypeVar("_Value")


class Memory:
    """A cache of the last build's results: single ones by key, and rows, such as a deck's slides.

    A key or item must hold everything that its result depends on.  Results that a whole build did
    not ask for are dropped.  Items are best compared by identity: where a stage returns the same
    objects for the same text, the stages after it only compare pointers.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, Any] = {}
        self._used: dict[Hashable, Any] = {}
        self._kept_rows: dict[Hashable, _Row] = {}
        self._used_rows: dict[Hashable, _Row] = {}

    def get(self, key: Hashable, make: Callable[[], _Value]) -> _Value:
        """The result under this key, computed unless it is cached."""
        if key not in self._used:
            self._used[key] = self._kept[key] if key in self._kept else make()
        found: _Value = self._used[key]
        return found

    def each(
        self, name: Hashable, items: Sequence[_Item], make: Callable[[_Item], _Value]
    ) -> Sequence[_Value]:
        """The result for every item, computed only where the last row of this name lacked it."""
        last = self._used_rows.get(name) or self._kept_rows.get(name) or _Row((), [])
        row = self._used_rows[name] = last.followed_by(items, make)
        return row.values

    def part(self, name: Hashable) -> Memory:
        """A memory within this one, where names and keys are free.

        A part that was asked for, and nothing of it, stays as it is.
        """
        return self.get((Memory, name), Memory)

    def forget_unused(self) -> None:
        """Drop the results that were not asked for since the last time."""
        for value in self._used.values():
            if isinstance(value, Memory) and (value._used or value._used_rows):
                value.forget_unused()
        self._kept, self._used = self._used, {}
        self._kept_rows, self._used_rows = self._used_rows, {}

    def forget_all(self) -> None:
        """Drop every result."""
        for results in (self._kept, self._used, self._kept_rows, self._used_rows):
            results.clear()

    def __len__(self) -> int:
        single = {**self._kept, **self._used}
        rows = {**self._kept_rows, **self._used_rows}
        parts = sum(len(value) for value in single.values() if isinstance(value, Memory))
        return len(single) + sum(len(row.items) for row in rows.values()) + parts


@dataclass(frozen=True, slots=True)
class _Row:
    """The items of a stage, in their order."""

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
