"""Multiline tables, whose rows are parted by blank lines (Pandoc manual, "multiline_tables")."""

from __future__ import annotations

from diascope.dialect.block_state import BlockState
from diascope.dialect.fenced_div import CLOSE as DIV_CLOSE
from diascope.dialect.tables.columns import (
    DASHES,
    alignment,
    column_starts,
    relative_widths,
    split_line,
)
from diascope.dialect.tables.model import Row, Table
from diascope.dialect.tables.plain import plain_cells


def multiline_table(state: BlockState, line: int) -> Table | None:
    """Dashes, a header, dashes that draw the columns, rows, and dashes again."""
    if not DASHES.match(state.lines[line]) or state.blank(line + 1):
        return None
    dashed = _next_dashes(state, line + 1)
    return _table(state, line + 1, dashed) if dashed and dashed > line + 1 else None


def headless_multiline_table(state: BlockState, line: int) -> Table | None:
    """Dashes that draw the columns, rows, and dashes again."""
    return _table(state, line, line) if DASHES.match(state.lines[line]) else None


def _next_dashes(state: BlockState, line: int) -> int | None:
    """The next line of dashes."""
    for at in range(line, len(state.lines)):
        if DASHES.match(state.lines[at]):
            return at
    return None


def _table(state: BlockState, top: int, dashed: int) -> Table | None:
    """The table whose header stands between these lines, with its rows below."""
    lines = state.lines
    chunks, end = _chunks(state, dashed + 1)
    if not chunks:
        return None
    starts, dashes = column_starts(lines[dashed])
    starts[-1] += 1
    header = [split_line(text, starts) for text in lines[top:dashed]]
    shape = header or [split_line(lines[dashed + 1], starts)]
    head = plain_cells(state, header, top, is_header=True) if header else []
    return Table(
        alignments=list(map(alignment, zip(*shape, strict=True), dashes)),
        widths=relative_widths(starts),
        head=[head] if any(cell.text for cell in head) else [],
        body=[_row(state, first, last, starts) for first, last in chunks],
        end=end + 1,
    )


def _chunks(state: BlockState, line: int) -> tuple[list[tuple[int, int]], int]:
    """The lines of each row, and the dashes that end the table; none if it does not end."""
    chunks = list[tuple[int, int]]()
    while not state.blank(line) and not DASHES.match(state.lines[line]):
        first = line
        while not state.blank(line) and not DASHES.match(state.lines[line]):
            if state.scope.divs and DIV_CLOSE.match(state.lines[line]):
                return [], line
            line += 1
        chunks.append((first, line))
        line = state.skip_blank(line)
    return (chunks, line) if line < len(state.lines) else ([], line)


def _row(state: BlockState, first: int, last: int, starts: list[int]) -> Row:
    return plain_cells(state, [split_line(t, starts) for t in state.lines[first:last]], first)
