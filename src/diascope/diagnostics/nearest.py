"""Nearest words, for hints about misspellings."""

from collections.abc import Iterable


def nearest(word: str, candidates: Iterable[str], limit: int | None = None) -> str | None:
    """The candidate most like the word, if any is within ``limit`` edits of it.

    Letter case costs nothing. Without a limit a third of the word may differ. Of several that
    are equally near, the first counts.
    """
    limit = max(1, len(word) // 3) if limit is None else limit
    lower = word.lower()
    near = [
        (distance(lower, other.lower()), other)
        for other in _of_like_length(word, candidates, limit)
    ]
    best = min(near, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] <= limit else None


def _of_like_length(word: str, candidates: Iterable[str], limit: int) -> Iterable[str]:
    return (other for other in candidates if abs(len(other) - len(word)) <= limit)


def distance(one: str, other: str) -> int:
    """The fewest letters to insert, delete, replace or swap with a neighbour to get the other.

    The optimal string alignment distance: no letter is edited twice.
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
    return row[-1]
