"""What two versions of a sequence have in common at their ends; an edit lies between."""

from __future__ import annotations

from collections.abc import Sequence


def common_ends(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """How many items are equal from the beginning on and, of the others, from the end back."""
    one, two = tuple(old), tuple(new)
    least = min(len(one), len(two))
    start = _equal(one, two, least)
    return start, _equal(one[::-1], two[::-1], least - start)


def _equal(one: tuple[object, ...], two: tuple[object, ...], most: int) -> int:
    """How many of the first items are equal, `most` at the most.

    Halves are compared, since Python compares tuples much faster than their items one by one.
    """
    known = 0
    while known < most:
        middle = (known + most + 1) // 2
        if one[known:middle] == two[known:middle]:
            known = middle
        else:
            most = middle - 1
    return known
