"""Pipe tables (Pandoc manual, "Extension: pipe_tables")."""

from __future__ import annotations

from collections.abc import Sequence

from diascope.dialect.block_state import BlockState
from diascope.dialect.tables.char_width import text_width
from diascope.dialect.tables.columns import PAGE_WIDTH, within_page
from diascope.dialect.tables.model import COLONS, Cell, Row, Table
from diascope.dialect.tables.pipe_cells import PipeRow, PipeText
from diascope.dialect.text_spans import before_block
from diascope.patterns import lazy_pattern

_COLUMN = r" *+:?-++:? *+"
_BREAK = lazy_pattern(rf" {{0,3}}(?=.*[|+])\|?{_COLUMN}(?:[|+]{_COLUMN})*+\|? *$")
_MOST_EMPTY = 20_000
"""Cells of a table that its rows lack and that are made all the same; a row may end without."""
_DASHES = lazy_pattern(r"(:?)-+(:?)")


def pipe_table(state: BlockState, line: int) -> Table | None:
    """The pipe table whose header stands on this line, or None."""
    lines = state.lines
    if line + 1 >= len(lines) or "|" not in lines[line] or lines[line].startswith("    "):
        return None
    if not _BREAK.match(lines[line + 1]):
        return None
    written, end = _written_rows(state, line)
    if not written:
        return None
    columns = list(_DASHES.finditer(lines[line + 1]))
    spare = _MOST_EMPTY
    rows = list[Row]()
    for row in written:
        rows.append(_row(row, len(columns), spare))
        spare -= max(0, len(rows[-1]) - len(row.cells))
    has_header = any(cell.text for cell in rows[0])
    return Table(
        alignments=[COLONS[bool(dashes[1]), bool(dashes[2])] for dashes in columns],
        widths=_widths(written, [len(dashes[0]) for dashes in columns]),
        head=rows[:1] if has_header else [],
        body=rows[1:],
        end=end,
        long_rows=[
            row.line for row in written[1:] if any(map(str.strip, row.cells[len(columns) :]))
        ],
    )


def _written_rows(state: BlockState, line: int) -> tuple[list[PipeRow], int]:
    """The rows of the table, header first, and the line after them."""
    lines, end = state.lines, line + 2
    while end < len(lines) and "|" in lines[end]:
        end += 1
    text = PipeText("\n".join(lines[line:end]))
    header = text.row(0, line)
    if header is None or header.end_line != line + 1:
        return [], line
    rows = [header]
    pos, at = header.end + len(lines[line + 1]) + 1, line + 2
    while at < end and (row := text.row(pos, at)):
        rows.append(row)
        pos, at = row.end, row.end_line
    return rows, at


def _row(row: PipeRow, count: int, spare: int) -> Row:
    """The cells of a row, as many as the table has columns, `spare` empty ones at the most."""
    texts = [before_block(cell).strip(" \n") for cell in row.cells[:count]]
    texts += [""] * min(count - len(texts), spare)
    starts = [*row.starts[:count], *[None] * (count - len(row.starts))]
    return [Cell(t, row.line, column=i, start=starts[i]) for i, t in enumerate(texts)]


def _widths(rows: Sequence[PipeRow], dashes: Sequence[int]) -> list[float]:
    """Shares after the dashes where a line is wider than the page; else the text decides."""
    count = len(dashes)
    widest = max(sum(text_width(cell) for cell in row.cells[:count]) for row in rows)
    if max(widest, sum(dashes)) + count + 1 <= PAGE_WIDTH:
        return [0.0] * count
    whole = sum(dashes)
    return within_page([length / whole for length in dashes])
