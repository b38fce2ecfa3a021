"""Simple tables, a line for each row (Pandoc manual, "Extension: simple_tables")."""

from __future__ import annotations

from diascope.dialect.block_state import BlockState
from diascope.dialect.fenced_div import CLOSE as DIV_CLOSE
from diascope.dialect.tables.columns import DASHES, alignment, column_starts, split_line
from diascope.dialect.tables.model import Row, Table
from diascope.dialect.tables.plain import plain_cells


def simple_table(state: BlockState, line: int) -> Table | None:
    """The simple table that begins with its header, or with the dashes if it has none."""
    return _headless(state, line) or _headed(state, line)


def _headless(state: BlockState, line: int) -> Table | None:
    """Dashes, rows, and dashes again; the first row tells how columns are aligned."""
    lines = state.lines
    if not DASHES.match(lines[line]):
        return None
    end = _rows_end(state, line + 1)
    if end == line + 1 or end >= len(lines) or not DASHES.match(lines[end]):
        return None
    return _table(state, line, lines[line + 1], [], end)


def _headed(state: BlockState, line: int) -> Table | None:
    """A line of text, dashes, and rows up to a blank line or to dashes."""
    lines = state.lines
    if line + 2 >= len(lines) or not DASHES.match(lines[line + 1]):
        return None
    end = _rows_end(state, line + 2)
    # where a list item ends with a row, the row has no line of its own
    if end == line + 2 or (end == len(lines) and state.scope.in_list):
        return None
    starts, _ = column_starts(lines[line + 1])
    header = plain_cells(state, [split_line(lines[line], starts)], line)
    return _table(state, line + 1, lines[line], header, end)


def _rows_end(state: BlockState, line: int) -> int:
    """The line that ends the rows: blank, dashes, or the end of the div around them."""
    lines = state.lines
    while not state.blank(line) and not DASHES.match(lines[line]):
        if state.scope.divs and DIV_CLOSE.match(lines[line]):
            return line
        line += 1
    return line


def _table(state: BlockState, dashed: int, first: str, header: Row, end: int) -> Table:
    """The table whose rows stand between the dashes on this line and the end."""
    lines = state.lines
    starts, dashes = column_starts(lines[dashed])
    columns = split_line(first, starts)
    rows = [
        plain_cells(state, [split_line(lines[at], starts)], at) for at in range(dashed + 1, end)
    ]
    return Table(
        alignments=[alignment([t], n) for t, n in zip(columns, dashes, strict=True)],
        widths=[0.0] * len(dashes),
        head=[header] if any(cell.text for cell in header) else [],
        body=rows,
        end=end + 1 if end < len(lines) and DASHES.match(lines[end]) else end,
    )
