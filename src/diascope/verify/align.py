"""Which lines of a slide stand for which lines that a program printed.

`in_order` takes lines in their order: first as a glob, which is linear and finds whether all fits;
where it does not, by dynamic programming, which finds the most lines that fit. `in_any_order`
matches a bipartite graph. Both ask a function whether one line fits another, and no more of them.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass

MOST = 300_000
"""The most pairs of lines that are looked at; beyond, lines that differ are not paired."""
MOST_STEPS = 300_000
"""The most pairs of lines that are asked for in a search; beyond, lines count as different."""
_FITS, _REPLACED, _GONE = 1_000_000, -1, -2
"""The scores: fitting lines go before all else; a line in the place of another before two."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Two lists of lines, by number, and what fits."""

    shown: int
    """How many lines the slide shows."""
    actual: int
    """How many lines were printed."""
    gaps: Set[int]
    """The lines of the slide that stand for any lines."""
    fits: Callable[[int, int], bool]
    """Whether a line of the slide, no gap, fits a line that was printed."""


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the slide, and those that were printed and that it stands for."""

    shown: int | None
    """The line of the slide; None for a line that it lacks."""
    actual: tuple[int, ...]
    """The lines that were printed: one, or none; any number for a gap, and for what it lacks."""
    is_equal: bool
    """Whether they are equal."""


def in_order(lines: Lines) -> tuple[Link, ...]:
    """The links when lines have to come in their order, each line in exactly one of them."""
    ends = _glob(lines)
    if ends is not None:
        return tuple(_fitting(lines, ends))
    start = 0
    while start < min(lines.shown, lines.actual) and _fits(lines, start, start):
        start += 1
    end, most = 0, min(lines.shown, lines.actual) - start
    while end < most and _fits(lines, lines.shown - 1 - end, lines.actual - 1 - end):
        end += 1
    return (
        *(Link(at, (at,), True) for at in range(start)),
        *_middle(lines, start, lines.shown - end, lines.actual - end),
        *(Link(lines.shown - at, (lines.actual - at,), True) for at in range(end, 0, -1)),
    )


def in_any_order(lines: Lines, likely: Mapping[int, int]) -> tuple[Link, ...]:
    """The links when lines may come in any order: a maximum matching, by augmenting paths.

    It begins with likely pairs, printed lines and those of the slide, as far as they fit; that
    changes nothing but its speed. A gap stands for all lines that no other stands for.
    """
    owner = {actual: shown for actual, shown in likely.items() if _fits(lines, shown, actual)}
    done = lines.gaps | set(owner.values())
    owner = _matching(lines, [at for at in range(lines.shown) if at not in done], owner)
    found = {shown: actual for actual, shown in owner.items()}
    rest = tuple(at for at in range(lines.actual) if at not in owner)
    links = list[Link]()
    for at in range(lines.shown):
        if at in lines.gaps:
            links.append(Link(at, rest, True))
            rest = ()
        else:
            links.append(Link(at, (found[at],) if at in found else (), at in found))
    return (*links, *(Link(None, (at,), False) for at in rest))


def _fits(lines: Lines, shown: int, actual: int) -> bool:
    return shown not in lines.gaps and lines.fits(shown, actual)


def _glob(lines: Lines) -> list[int] | None:
    """After which printed line each line of the slide ends, where all lines fit.

    Every run of lines between two gaps is taken where it is found first.
    """
    ends = [0] * lines.shown
    shown = actual = steps = 0
    gap = None
    while shown < lines.shown or actual < lines.actual:
        steps += 1
        if shown in lines.gaps:
            gap, ends[shown] = shown, actual
        elif shown < lines.shown and actual < lines.actual and lines.fits(shown, actual):
            actual += 1
            ends[shown] = actual
        elif gap is None or ends[gap] == lines.actual or steps > MOST_STEPS:
            return None
        else:
            ends[gap] += 1
            shown, actual = gap, ends[gap]
        shown += 1
    return ends


def _fitting(lines: Lines, ends: Sequence[int]) -> list[Link]:
    starts = [0, *ends]
    return [Link(at, tuple(range(starts[at], ends[at])), True) for at in range(lines.shown)]


def _middle(lines: Lines, start: int, shown_end: int, actual_end: int) -> list[Link]:
    """The links of the lines from the first that does not fit to the last."""
    shown, actual = range(start, shown_end), range(start, actual_end)
    if len(shown) * len(actual) > MOST:
        return [*(Link(at, (), False) for at in shown), Link(None, tuple(actual), False)]
    scores = _scores(lines, shown, actual)
    links, gap = list[Link](), list[int]()
    i = j = 0
    while i < len(shown) or j < len(actual):
        move = _best(lines, scores, (shown, actual), (i, j))
        is_gap = i < len(shown) and shown[i] in lines.gaps
        if is_gap and move == (0, 1):
            gap.append(actual[j])
        elif is_gap:
            links.append(Link(shown[i], tuple(gap), True))
            gap = []
        else:
            is_equal = move == (1, 1) and lines.fits(shown[i], actual[j])
            links += _links(shown[i] if move[0] else None, actual[j] if move[1] else None, is_equal)
        i, j = i + move[0], j + move[1]
    return links


def _links(shown: int | None, actual: int | None, is_equal: bool) -> list[Link]:
    """The links of one move: two for a line in the place of another."""
    if is_equal and actual is not None:
        return [Link(shown, (actual,), True)]
    gone = [Link(shown, (), False)] if shown is not None else []
    new = [Link(None, (actual,), False)] if actual is not None else []
    return gone + new


def _scores(lines: Lines, shown: range, actual: range) -> list[list[int]]:
    """The best score for the lines from each pair of places to the ends."""
    width = len(actual)
    below = [_GONE * (width - j) for j in range(width + 1)]
    rows = [below]
    for i in reversed(shown):
        if i in lines.gaps:
            row = below.copy()
            for j in range(width - 1, -1, -1):
                row[j] = max(row[j], row[j + 1])
        else:
            row = [below[width] + _GONE] * (width + 1)
            for j in range(width - 1, -1, -1):
                step = _FITS if lines.fits(i, actual[j]) else _REPLACED
                row[j] = max(below[j + 1] + step, below[j] + _GONE, row[j + 1] + _GONE)
        rows.append(row)
        below = row
    return rows[::-1]


def _best(
    lines: Lines, scores: list[list[int]], ranges: tuple[range, range], place: tuple[int, int]
) -> tuple[int, int]:
    """How many lines of the slide and of those printed the best path takes from a place."""
    (shown, actual), (i, j) = ranges, place
    if i == len(shown) or j == len(actual):
        return (int(i < len(shown)), int(i == len(shown)))
    here = scores[i][j]
    if shown[i] in lines.gaps:
        return (1, 0) if here == scores[i + 1][j] else (0, 1)
    step = _FITS if lines.fits(shown[i], actual[j]) else _REPLACED
    if here == scores[i + 1][j + 1] + step:
        return 1, 1
    return (1, 0) if here == scores[i + 1][j] + _GONE else (0, 1)


def _matching(lines: Lines, wanted: Sequence[int], owner: dict[int, int]) -> dict[int, int]:
    """Which line of the slide each printed line belongs to, the wanted ones added."""
    steps = 0
    for first in wanted:
        reached = dict[int, int]()
        pending, free = [first], None
        while pending and free is None and steps < MOST_STEPS:
            shown = pending.pop(0)
            for actual in range(lines.actual):
                steps += 1
                if actual in reached or not lines.fits(shown, actual):
                    continue
                reached[actual] = shown
                if actual not in owner:
                    free = actual
                    break
                pending.append(owner[actual])
        _augment(owner, reached, free)
    return owner


def _augment(owner: dict[int, int], reached: dict[int, int], free: int | None) -> None:
    """Give the free line to the one that reached it, and so on back to the first."""
    taken = {shown: actual for actual, shown in owner.items()} if free is not None else {}
    while free is not None:
        shown = reached[free]
        owner[free] = shown
        free = taken.get(shown)
