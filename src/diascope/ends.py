"""What two versions of a sequence have in common at their ends; an edit lies between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress, count
from operator import ne


def common_ends(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """How many items are equal from the beginning on and, of the others, from the end back."""
    least = min(len(old), len(new))
    start = _first_difference(old, new, least)
    return start, min(_first_difference(reversed(old), reversed(new), least), least - start)


def _first_difference(one: Iterable[object], two: Iterable[object], least: int) -> int:
    return next(compress(count(), map(ne, one, two)), least)
