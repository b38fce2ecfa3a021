"""Cutting again after an edit: only what stands around the changed lines is looked at.

At the first line of a piece nothing is open, so what comes before does not matter to what comes
after.  That holds as long as no line that came, went or changed can open or close a block that
runs over blank lines; where one can, all is cut anew.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diascope.cache.ends import common_ends
from diascope.parse.cut import cut
from diascope.parse.piece import Piece
from diascope.patterns import lazy_pattern

_FAR = lazy_pattern(r"```|~~~|<|-->|:::|\\|^[ ]*[-.=][-.= ]*$", re.M)
"""What may reach beyond its own slide: fences, tags, comments, divs, TeX, lines of dashes."""
_NEAR = 3
"""Lines around a change that the rules for headings, rulers and terms look at."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The pieces of a file, and the lines that they were cut from."""

    lines: tuple[str, ...]
    """The lines."""
    pieces: tuple[Piece, ...]
    """The pieces; the first of them begins on the first line."""


def recut(lines: Sequence[str], first: int, before: Cut | None = None) -> Cut:
    """The pieces that `cut` makes of these lines, with those of the last time where they stay."""
    now = tuple(lines)
    if before is not None and before.pieces and now and before.pieces[0].line == first:
        if now == before.lines:
            return before
        pieces = _around(now, before)
        if pieces is not None:
            return Cut(now, pieces)
    return Cut(now, cut(lines, first))


def _around(now: Sequence[str], before: Cut) -> tuple[Piece, ...] | None:
    """The pieces where only those around the change are cut anew; none where that is not safe."""
    then = before.lines
    start, end = common_ends(then, now)
    grown = len(now) - len(then)
    changed = (*then[start : len(then) - end], *now[start : len(now) - end])
    first = before.pieces[0].line
    starts = [piece.line - first for piece in before.pieces]
    one = max(0, bisect_right(starts, start - _NEAR) - 1)
    two = bisect_left(starts, len(then) - end + _NEAR)
    low = starts[one]
    high = starts[two] if two < len(starts) else len(then)
    segment = now[low : high + grown]
    if any(map(_FAR.search, changed)) or _has_dashes(segment):
        return None
    middle = cut(segment, first + low)
    after = (Piece(piece.text, piece.line + grown) for piece in before.pieces[two:])
    return (*before.pieces[:one], *middle, *(after if grown else before.pieces[two:]))


def _has_dashes(lines: Sequence[str]) -> bool:
    """Whether a line of dashes may begin metadata or a table here."""
    return any(_is_dashes(text, following) for text, following in _pairs(lines))


def _is_dashes(text: str, following: str) -> bool:
    return text.lstrip(" ").startswith("--") and bool(following.strip())


def _pairs(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    return zip(lines, (*lines[1:], ""), strict=True)
