"""What was worked out before, so that an edit costs one slide and not the deck."""

from __future__ import annotations

from collections.abc import Callable, Hashable
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
