"""The rows of a grid table, made of the cells that its borders enclose."""

from __future__ import annotations

from collections.abc import Sequence

from diascope.dialect.tables.grid_trace import MISSING, Box, Grid, Trace
from diascope.dialect.tables.model import Cell, Row


def written_rows(grid: Grid, found: Trace, line: int) -> list[Row]:
    """The cells of each row of a grid that begins on this line; what none encloses is empty."""
    rows = {at: row for row, at in enumerate(sorted(found.lines))}
    columns = {at: column for column, at in enumerate(sorted(found.columns))}
    cells: list[list[Cell | None]] = [
        [Cell("", line + at + 1)] * (len(columns) - 1) for at in sorted(found.lines)[:-1]
    ]
    for box in found.boxes:
        top, height = rows[box.top], rows[box.bottom] - rows[box.top]
        left, width = columns[box.left], columns[box.right] - columns[box.left]
        for row in cells[top : top + height]:
            row[left : left + width] = [None] * width
        lines, start = _text(grid, box)
        cells[top][left] = Cell(lines, line + box.top + 1, height, width, start=start)
    return [[cell for cell in row if cell] for row in cells]


def fitted_rows(rows: Sequence[Row], count: int) -> list[Row]:
    """The rows of one part of a table with each cell in its column.

    Spans do not leave the part.  Where cells overlap, the one on the right gives way.
    """
    covered = [0] * count
    return [_fitted(row, covered, len(rows) - at) for at, row in enumerate(rows)]


def _fitted(row: Row, covered: list[int], rows_left: int) -> Row:
    """A row's cells placed where none from above reaches down; `covered` counts those rows."""
    cells, placed, column = iter(row), Row(), 0
    while column < len(covered):
        if covered[column]:
            covered[column] -= 1
            column += 1
            continue
        cell = next(cells, None) or Cell("", row[0].line if row else 0)
        width = _room(covered, column, cell.columns)
        height = min(cell.rows, rows_left)
        placed.append(cell._replace(rows=height, columns=width, column=column))
        covered[column : column + width] = [height - 1] * width
        column += width
    return placed


def _room(covered: Sequence[int], column: int, wanted: int) -> int:
    """How many columns are free from this one on, up to as many as wanted."""
    width = 1
    while width < wanted and column + width < len(covered) and not covered[column + width]:
        width += 1
    return width


def _text(grid: Grid, box: Box) -> tuple[list[str], int]:
    """The lines inside a cell, less the space before them, and the column they begin in."""
    inside = (grid[at][box.left + 1 : box.right] for at in range(box.top + 1, box.bottom))
    lines = ["".join(chars).replace(MISSING, "").rstrip() for chars in inside]
    has_space = all(line.startswith(" ") for line in lines if line)
    return [line[has_space:] for line in lines], box.left + 1 + has_space
