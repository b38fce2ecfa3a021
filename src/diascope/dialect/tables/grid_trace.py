"""The cells of a grid, found by following their borders.

A cell begins at a corner: its upper border is followed to the right up to a corner from which
a border leads down, back to the left and up again.  Its right upper and left lower corner are
where the next cells begin.  Docutils draws and reads grid tables the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

from diascope.dialect.tables.char_width import char_width

MISSING = "\n"
"""What stands right of the end of a line that is shorter than others."""

Grid = Sequence[Sequence[str]]
"""Characters by line and column; a wide one fills the column after it with an empty string."""


@dataclass(frozen=True, slots=True)
class Box:
    """The lines and columns of a cell's borders."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Trace:
    """What following the borders has found."""

    boxes: list[Box] = field(default_factory=list)
    """The cells, from top to bottom and left to right."""
    lines: set[int] = field(default_factory=lambda: {0})
    """The lines that have a border between rows."""
    columns: set[int] = field(default_factory=lambda: {0})
    """The columns that have a border between cells."""


def char_grid(lines: Sequence[str]) -> list[list[str]]:
    """The characters of these lines, each line as long as the longest."""
    rows = [_chars(line) for line in lines]
    width = max(map(len, rows))
    return [row + [MISSING] * (width - len(row)) for row in rows]


def trace(grid: Grid) -> Trace:
    """The cells that begin at the upper left corner or at a corner of another cell."""
    found, runs = Trace(), [_runs(row) for row in grid]
    corners, seen = [(0, 0)], {(0, 0)}
    while corners:
        top, left = heappop(corners)
        box = _box(grid, runs, top, left)
        if box is None:
            continue
        found.boxes.append(box)
        _note_borders(grid, box, found)
        for corner in ((box.top, box.right), (box.bottom, box.left)):
            if corner not in seen:
                seen.add(corner)
                heappush(corners, corner)
    return found


def _chars(line: str) -> list[str]:
    """One string for each column; a mark without width goes with the character after it."""
    if line.isascii():
        return list(line)
    chars, marks = list[str](), ""
    for char in line:
        width = char_width(char)
        if width == 0:
            marks += char
        else:
            chars += [marks + char] + [""] * (width - 1)
            marks = ""
    return [*chars, marks] if marks else chars


def _box(grid: Grid, runs: Sequence[Sequence[int]], top: int, left: int) -> Box | None:
    """The cell whose upper left corner this is."""
    edge = grid[top]
    if top + 1 == len(grid) or grid[top + 1][left] not in ("|", "+"):
        return None  # no border leads down
    for right in range(left + 1, len(edge)):
        if edge[right] == "+":
            bottom = _bottom(grid, runs, Box(top, left, top, right))
            if bottom is not None:
                return Box(top, left, bottom, right)
        elif edge[right] != "-":
            is_short = edge[right] == MISSING and edge[right - 1] == "+" and right > left + 1
            return _open_box(grid, top, left) if is_short else None
    return None


def _bottom(grid: Grid, runs: Sequence[Sequence[int]], edge: Box) -> int | None:
    """The line of the border that closes a cell, given its upper one; None if there is none."""
    is_last = edge.right == len(grid[edge.top]) - 1
    for line in range(edge.top + 1, len(grid)):
        left, right = grid[line][edge.left], grid[line][edge.right]
        if left == right == "+" and runs[line][edge.right - 1] <= edge.left + 1:
            return line
        if left not in ("|", "+") or not (is_last or right in ("|", "+")):
            return None
    return None


def _runs(row: Sequence[str]) -> list[int]:
    """Where the border begins that reaches up to each column of a line."""
    starts, start = list[int](), 0
    for column, char in enumerate(row):
        if char not in ("-", "+"):
            start = column + 1
        starts.append(start)
    return starts


def _open_box(grid: Grid, top: int, left: int) -> Box | None:
    """The last cell of a row whose border is shorter than other lines; it has no right border."""
    for line in range(top + 1, len(grid)):
        below = grid[line]
        if below[left] == "+" and all(char in ("-", "+", MISSING) for char in below[left + 1 :]):
            return Box(top, left, line, len(below) - 1)
    return None


def _note_borders(grid: Grid, box: Box, found: Trace) -> None:
    """Note where borders begin at those of this cell; one without a right border has none."""
    found.lines.add(box.bottom)
    found.columns.add(box.right)
    if grid[box.top][box.right] != "+":
        return
    for column in range(box.left + 1, box.right):
        if "+" in (grid[box.top][column], grid[box.bottom][column]):
            found.columns.add(column)
    for line in range(box.top + 1, box.bottom):
        if "+" in (grid[line][box.left], grid[line][box.right]):
            found.lines.add(line)
