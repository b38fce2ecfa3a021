"""Columns drawn with dashes, as simple and multiline tables have them.

Pandoc manual, "Extension: simple_tables" and "multiline_tables": a line of dashes shows where
each column begins, and the header above it, or the first line below, how it is aligned.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import add

from diascope.dialect.tables.char_width import char_width, text_width
from diascope.dialect.tables.model import Alignment
from diascope.patterns import lazy_pattern

DASHES = lazy_pattern(r" {0,3}-[- ]*$")
PAGE_WIDTH = 72
"""How many characters make a whole line, of which columns take their share (Pandoc's --columns)."""

_RUN = lazy_pattern(r"(-+) *")


def column_starts(line: str) -> tuple[list[int], list[int]]:
    """Where the columns of a line of dashes begin, the end last, and the dashes of each."""
    starts = [len(line) - len(line.lstrip(" "))]
    dashes = list[int]()
    for run in _RUN.finditer(line):
        dashes.append(len(run[1]))
        starts.append(run.end())
    return starts, dashes


def split_line(line: str, starts: Sequence[int]) -> list[str]:
    """What a line has in each column; the last one reaches to the line's end."""
    if line.isascii():
        ends = [*starts[1:-1], len(line)]
        return [line[start:end] for start, end in zip(starts, ends, strict=False)]
    cells, before = list[str](), 0
    for start in starts[:-1]:
        width = start - before
        at = _chars_within(line, width)
        cells.append(line[:at])
        line, before = line[at:], start
    return [*cells[1:], line]


def _chars_within(line: str, width: int) -> int:
    """How many characters it takes to fill this width."""
    count = 0
    while width > 0 and count < len(line):
        width -= char_width(line[count])
        count += 1
    return count


def alignment(texts: Sequence[str], dashes: int) -> Alignment:
    """How a column is aligned, from the shortest of its header's lines and its dashes."""
    written = [text for line in texts if (text := line.rstrip(" "))]
    if not written:
        return ""
    shortest = min(written, key=len)
    is_right = shortest.startswith(" ")
    is_left = text_width(shortest) < dashes
    if is_left:
        return "center" if is_right else "left"
    return "right" if is_right else ""


def relative_widths(starts: Sequence[int]) -> list[float]:
    """The share of a line that each column takes."""
    lengths = [end - start for start, end in zip([0, *starts], starts, strict=False)]
    # the gap after a column counts to its width; the last one has none
    if len(lengths) > 1 and 0 < lengths[-2] - lengths[-1] <= 2:
        lengths[-1] = lengths[-2]
    whole = max(sum(lengths), PAGE_WIDTH, starts[-1])
    return within_page([length / whole for length in lengths[1:]])


def within_page(widths: Sequence[float]) -> list[float]:
    """The widths, less where together they are more than the whole."""
    total = reduce(add, widths)
    return [width / total for width in widths] if total >= 1 else list(widths)
