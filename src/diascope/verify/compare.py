"""A shown output against the one that was printed: whether they are equal, and line by line.

1. the lines shown between `...` are looked for one after the other, as a shell matches a pattern;
2. where that fails, both are aligned so that as many lines as possible stand side by side (longest
   common subsequence), for a difference and an update;
3. lines in any order are paired by a matching in a graph (Kuhn's algorithm).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from diascope.commands.captures import substitute
from diascope.verify.line_match import ANY_LINES, Rules, Values, match_line

__all__ = ["Comparison", "Pair", "Rules", "Values", "compare", "substitute"]

_MOST = 200_000
"""Pairs of lines that are looked at for an alignment; beyond that only equal lines are aligned."""


class Pair(NamedTuple):
    """Lines side by side."""

    shown: str | None
    """A line that is shown; None where there is none for those printed."""
    printed: tuple[str, ...]
    """The line that it stands for, or those; empty where it was not printed."""

    @property
    def is_equal(self) -> bool:
        """Whether the line shown says what was printed."""
        return self.shown is not None and (bool(self.printed) or self.shown.strip() in ANY_LINES)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing."""

    is_equal: bool
    """Whether the output shown says what was printed."""
    values: Values
    """What was captured so far, by name."""
    pairs: tuple[Pair, ...]
    """The lines of both, side by side, in order."""


def compare(shown: str, printed: str, rules: Rules, values: Values) -> Comparison:
    """Compare the outputs; lines end in a line feed."""
    ours, theirs = _lines(shown), _lines(printed)
    if rules.unordered:
        return _unordered(ours, theirs, rules, values)
    found = _in_order(ours, theirs, rules, values)
    if found is not None:
        return Comparison(True, found[0], found[1])
    return Comparison(False, *_checked(_aligned(ours, theirs, rules, values), rules, values))


def _checked(
    pairs: Iterable[Pair], rules: Rules, values: Values
) -> tuple[Values, tuple[Pair, ...]]:
    """The values and pairs, those apart whose lines capture a name that has another value."""
    kept = list[Pair]()
    for pair in pairs:
        if pair.shown is None or not pair.printed or pair.shown.strip() in ANY_LINES:
            kept.append(pair)
        elif (found := match_line(pair.shown, pair.printed[0], rules, values)) is None:
            kept += [Pair(pair.shown, ()), Pair(None, pair.printed)]
        else:
            values = found
            kept.append(pair)
    return values, tuple(kept)


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []


def _in_order(
    shown: Sequence[str], printed: Sequence[str], rules: Rules, values: Values
) -> tuple[Values, tuple[Pair, ...]] | None:
    """The values and pairs, where all lines are equal in their order."""
    gaps = [n for n, line in enumerate(shown) if line.strip() in ANY_LINES]
    if not gaps and len(shown) != len(printed):
        return None
    bounds = [-1, *gaps, len(shown)]
    parts = [shown[a + 1 : b] for a, b in pairwise(bounds)]
    pairs, at = list[Pair](), 0
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        first = len(printed) - len(part) if last and gaps else at
        stop = first if last or number == 0 else len(printed) - len(part)
        hit = None
        for begin in range(max(at, first), stop + 1):
            row = printed[begin : begin + len(part)]
            made = _same(part, row, rules, values)
            if made is not None:
                hit = begin, made
                break
        if hit is None:
            return None
        begin, values = hit
        if number:
            pairs.append(Pair(shown[gaps[number - 1]], tuple(printed[at:begin])))
        pairs += [Pair(line, (printed[begin + n],)) for n, line in enumerate(part)]
        at = begin + len(part)
    return (values, tuple(pairs)) if at == len(printed) else None


def _same(
    shown: Sequence[str], printed: Sequence[str], rules: Rules, values: Values
) -> Values | None:
    if len(shown) != len(printed):
        return None
    for ours, theirs in zip(shown, printed, strict=True):
        found = match_line(ours, theirs, rules, values)
        if found is None:
            return None
        values = found
    return values


def _fits(shown: str, printed: str, rules: Rules, values: Values) -> bool:
    return match_line(shown, printed, rules, values) is not None


def _aligned(
    shown: Sequence[str], printed: Sequence[str], rules: Rules, values: Values
) -> Iterator[Pair]:
    """Both side by side; equal lines at the beginning and the end are not looked for."""
    head = 0
    least = min(len(shown), len(printed))
    while head < least and shown[head] == printed[head]:
        head += 1
    tail = 0
    while tail < least - head and shown[-1 - tail] == printed[-1 - tail]:
        tail += 1
    ours, theirs = shown[head : len(shown) - tail], printed[head : len(printed) - tail]
    yield from (Pair(line, (line,)) for line in shown[:head])
    if len(ours) * len(theirs) <= _MOST:
        yield from _longest(ours, theirs, rules, values)
    else:
        yield from _literally(ours, theirs)
    yield from (Pair(line, (line,)) for line in shown[len(shown) - tail :])


def _longest(
    shown: Sequence[str], printed: Sequence[str], rules: Rules, values: Values
) -> Iterator[Pair]:
    """The alignment with the most equal lines; a line of dots stands for all up to the next."""
    rows, columns = len(shown), len(printed)
    is_gap = [line.strip() in ANY_LINES for line in shown]
    fits = [
        [not is_gap[i] and _fits(shown[i], line, rules, values) for line in printed]
        for i in range(rows)
    ]
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], fits[i][j] + best[i + 1][j + 1])
    i = j = 0
    while i < rows:
        if is_gap[i]:
            begin, j = j, _after_gap(best[i + 1], j, columns - (rows - i - 1))
            yield Pair(shown[i], tuple(printed[begin:j]))
            i += 1
        elif j < columns and fits[i][j] and best[i][j] == best[i + 1][j + 1] + 1:
            yield Pair(shown[i], (printed[j],))
            i, j = i + 1, j + 1
        elif j == columns or best[i + 1][j] >= best[i][j + 1]:
            yield Pair(shown[i], ())
            i += 1
        else:
            yield Pair(None, (printed[j],))
            j += 1
    yield from (Pair(None, (line,)) for line in printed[j:])


def _after_gap(best: Sequence[int], begin: int, enough: int) -> int:
    """The line after those that a line of dots stands for: all that cost no equal line below.

    Where none below is equal, as many are left as are shown there: up to the line `enough`.
    """
    if best[begin] == 0:
        return max(begin, enough)
    return max(n for n, count in enumerate(best) if n >= begin and count == best[begin])


def _literally(shown: Sequence[str], printed: Sequence[str]) -> Iterator[Pair]:
    matcher = SequenceMatcher(None, shown, printed)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield from (Pair(line, (line,)) for line in shown[a:b])
        else:
            yield from (Pair(line, ()) for line in shown[a:b])
            yield from (Pair(None, (line,)) for line in printed[c:d])


def _unordered(
    shown: Sequence[str], printed: Sequence[str], rules: Rules, values: Values
) -> Comparison:
    has_gap = any(line.strip() in ANY_LINES for line in shown)
    ours = [n for n, line in enumerate(shown) if line.strip() not in ANY_LINES]
    owner = _paired([shown[n] for n in ours], printed, rules, values)
    partner = {ours[i]: j for j, i in owner.items()}
    left = tuple(line for j, line in enumerate(printed) if j not in owner)
    pairs = list[Pair]()
    for n, line in enumerate(shown):
        if n in partner:
            pairs.append(Pair(line, (printed[partner[n]],)))
        elif line.strip() in ANY_LINES:
            pairs.append(Pair(line, left))
            left = ()
        else:
            pairs.append(Pair(line, ()))
    pairs += [Pair(None, (line,)) for line in left]
    values, checked = _checked(pairs, rules, values)
    is_equal = all(pair.is_equal for pair in checked) and (has_gap or not left)
    return Comparison(is_equal, values, checked)


def _paired(
    shown: Sequence[str], printed: Sequence[str], rules: Rules, values: Values
) -> dict[int, int]:
    """The line shown for as many of those printed as possible, by their numbers."""
    owner = dict[int, int]()
    spare = dict[str, list[int]]()
    for j, line in enumerate(printed):
        spare.setdefault(line, []).append(j)
    rest = list[int]()
    for i, line in enumerate(shown):
        if spare.get(line):
            owner[spare[line].pop(0)] = i
        else:
            rest.append(i)
    if len(rest) * len(printed) > _MOST:
        return owner
    fits = {
        i: [j for j, line in enumerate(printed) if _fits(shown[i], line, rules, values)]
        for i in (range(len(shown)) if len(shown) * len(printed) <= _MOST else rest)
    }

    def place(i: int, seen: set[int]) -> bool:
        for j in fits.get(i, ()):
            if j not in seen:
                seen.add(j)
                if j not in owner or place(owner[j], seen):
                    owner[j] = i
                    return True
        return False

    for i in rest:
        place(i, set())
    return owner
