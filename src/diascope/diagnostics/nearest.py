"""Nearest words, for hints about misspellings."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

_MOST = 500
"""Candidates that are looked at."""


def nearest(word: str, candidates: Iterable[str], limit: int | None = None) -> str | None:
    """The candidate most like the word, if any is within ``limit`` edits of it.

    Letter case costs nothing. Without a limit a third of the word may differ. Of several that
    are equally near, the first counts.  Only the first 500 candidates are looked at, so that a
    text with as many mistakes as names takes no time that grows with its square.
    """
    limit = max(1, len(word) // 3) if limit is None else limit
    lower, best, least = word.lower(), None, limit + 1
    letters = _letters(word)
    for other in islice(candidates, _MOST):
        if abs(len(other) - len(word)) < least and _differ_less(letters, _letters(other), least):
            found = distance(lower, other.lower(), least)
            if found < least:
                best, least = other, found
    return best


@lru_cache(4096)
def _letters(word: str) -> frozenset[str]:
    return frozenset(word.lower())


def _differ_less(one: frozenset[str], other: frozenset[str], most: int) -> bool:
    """Whether fewer letters than these many would have to go and to come: one edit swaps one."""
    return len(one - other) < most and len(other - one) < most


def distance(one: str, other: str, most: int | None = None) -> int:
    """The fewest letters to insert, delete, replace or swap with a neighbour to get the other.

    The optimal string alignment distance: no letter is edited twice.  It is not worked out further
    where it is sure to be `most` or more, and any such number then stands for it.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, right in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if most is not None and i > 1 and min(row) >= most and min(above) >= most:
            return most
    return row[-1]
