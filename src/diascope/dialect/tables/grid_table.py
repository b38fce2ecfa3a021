"""Grid tables, whose cells hold any blocks (Pandoc manual, "Extension: grid_tables").

A line of `=` ends the header; another one begins the footer if the last line is of `=` too.
Colons at the ends of the dashes of such a line, or of the first one, align columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from diascope.dialect.block_state import MAX_NESTING, BlockState
from diascope.dialect.tables.columns import PAGE_WIDTH
from diascope.dialect.tables.grid_rows import fitted_rows, written_rows
from diascope.dialect.tables.grid_trace import char_grid, trace
from diascope.dialect.tables.model import COLONS, Alignment, Row, Table
from diascope.patterns import lazy_pattern

_FIRST = lazy_pattern(r"\+(?::?-+:?\+)+[ \t]*$")


def grid_table(state: BlockState, line: int) -> Table | None:
    """The grid table whose upper border is on this line, or None."""
    if state.scope.depth >= MAX_NESTING or not _FIRST.match(state.lines[line]):
        return None
    end = line + 1
    while end < len(state.lines) and state.lines[end][:1] in ("+", "|"):
        end += 1
    if end == line + 1:
        return None
    grid = char_grid([text.rstrip() for text in state.lines[line:end]])
    return _table(grid, line, end)


def _table(grid: list[list[str]], line: int, end: int) -> Table | None:
    """The table drawn on a grid that begins on this line."""
    alignments = _border(grid[0], "-") or []
    parts = {at: drawn for at, row in enumerate(grid) if (drawn := _border(row, "=")) is not None}
    for at in (0, *parts):
        grid[at] = ["-" if char in ("=", ":") else char for char in grid[at]]
    found = trace(grid)
    if not found.boxes:
        return None
    columns = sorted(found.columns)
    rows = written_rows(grid, found, line)
    head, foot = _parts(list(parts), sorted(found.lines))
    if parts:
        alignments = next(iter(parts.values()))
    count = len(columns) - 1
    return Table(
        alignments=(alignments + [""] * count)[:count],
        widths=_widths(columns),
        head=[] if head == 1 and _is_empty(rows[0]) else fitted_rows(rows[:head], count),
        body=fitted_rows(rows[head:foot], count),
        end=end,
        foot=fitted_rows(rows[foot:], count),
    )


def _border(row: Sequence[str], char: str) -> list[Alignment] | None:
    """How columns are aligned by a border drawn with this character, None if it is no border."""
    found = list[Alignment]()
    if row[0] != "+":
        return None
    start = 1
    while start < len(row) - 1:
        end = start + 1
        while end < len(row) and row[end] == char:
            end += 1
        is_right = row[end : end + 2] == [":", "+"]
        if row[end : end + 1] != ["+"] and not is_right:
            return None
        found.append(COLONS[row[start] == ":", is_right])
        start = end + is_right + 1
    return found


def _parts(borders: Sequence[int], lines: Sequence[int]) -> tuple[int, int]:
    """The row after the header and the row that begins the footer, given the lines of `=`."""
    rows = {line: row for row, line in enumerate(lines)}
    head = next((rows[at] for at in borders if at in rows), 0)
    if len(borders) > 1 and borders[-1] == lines[-1]:
        return head, max(head, rows.get(borders[-2], len(lines)))
    return head, len(lines)


def _widths(columns: Sequence[int]) -> list[float]:
    """The share of a line that each column takes, its border with it."""
    widths = [right - left for left, right in pairwise(columns)]
    whole = max(sum(widths) + len(widths) - 2, PAGE_WIDTH)
    return [width / whole for width in widths]


def _is_empty(row: Row) -> bool:
    return not any(any(cell.text) or cell.rows > 1 or cell.columns > 1 for cell in row)
