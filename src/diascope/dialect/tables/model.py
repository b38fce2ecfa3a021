"""A table as it was read, and the tokens it becomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from diascope.dialect.attributes import NONE, Attributes
from diascope.dialect.block_state import BlockState
from diascope.dialect.text_spans import ends_in_escape
from diascope.dialect.tokens import Token

Alignment = Literal["", "left", "right", "center"]

COLONS: dict[tuple[bool, bool], Alignment] = {
    (False, False): "",
    (True, False): "left",
    (False, True): "right",
    (True, True): "center",
}
"""What a colon before and a colon after the dashes of a column mean."""


class Cell(NamedTuple):
    """One cell, its text not read yet."""

    text: str | list[str]
    """A line or lines of plain text; or a list of lines that hold blocks."""
    line: int
    """The line of the state on which its text begins."""
    rows: int = 1
    """How many rows it spans."""
    columns: int = 1
    """How many columns it spans."""
    column: int = 0
    """The column of the table that it begins in."""
    start: int | None = None
    """The character of the line that its text begins at, from 0; None where that is not known."""


Row = list[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """One table without its caption."""

    alignments: Sequence[Alignment]
    """How each column is aligned; empty is the browser's own way."""
    widths: Sequence[float]
    """The share each column has of the text's width, 0 where the text decides."""
    head: Sequence[Row]
    """The rows of the header."""
    body: Sequence[Row]
    """The rows of the body."""
    end: int
    """The line after the table."""
    foot: Sequence[Row] = ()
    """The rows of the footer."""
    long_rows: Sequence[int] = ()
    """The lines whose rows have more cells than the table has columns."""


@dataclass(frozen=True, slots=True)
class Caption:
    """The text above or below a table."""

    text: str
    """What it says, or nothing if it has attributes alone."""
    attributes: Attributes
    """The attributes at its end, which are the table's."""
    line: int
    """The line on which it begins."""
    end: int
    """The line after it."""
    start: int
    """The character of the line that it begins at, from 0."""


def push_table(state: BlockState, table: Table, caption: Caption | None) -> None:
    """Push the tokens of a table that begins at `state.line`."""
    opening = state.push("table_open", "table", 1)
    attributes = caption.attributes if caption else NONE
    opening.meta = {"attributes": attributes, "widths": list(table.widths)}
    if caption and caption.text:
        state.push("caption_open", "caption", 1, caption.line, caption.end)
        state.text(caption.text, caption.line, caption.end, caption.start)
        state.push("caption_close", "caption", -1, caption.line)
    for part, tag, rows in (
        ("thead", "th", table.head),
        ("tbody", "td", table.body),
        ("tfoot", "td", table.foot),
    ):
        _push_rows(state, part, tag, rows, table.alignments)
    state.push("table_close", "table", -1)
    for line in table.long_rows:
        _report_long(state, line)


def _push_rows(
    state: BlockState, part: str, tag: str, rows: Sequence[Row], alignments: Sequence[Alignment]
) -> None:
    if not rows:
        return
    state.push(f"{part}_open", part, 1)
    for row in rows:
        state.push("tr_open", "tr", 1, row[0].line if row else None)
        for cell in row:
            _push_cell(state, tag, cell, alignments[cell.column])
        state.push("tr_close", "tr", -1)
    state.push(f"{part}_close", part, -1)


def _report_long(state: BlockState, line: int) -> None:
    state.report(
        "table-row-long",
        state.place(line),
        "row has more cells than the header",
        r"take out the cells that are too many, or write a pipe in the text as `\|`",
    )


def _push_cell(state: BlockState, tag: str, cell: Cell, alignment: Alignment) -> None:
    opening = state.push(f"{tag}_open", tag, 1, cell.line)
    if alignment:
        opening.attrSet("style", f"text-align: {alignment};")
    if cell.columns > 1:
        opening.attrSet("colspan", str(cell.columns))
    if cell.rows > 1:
        opening.attrSet("rowspan", str(cell.rows))
    if isinstance(cell.text, list):
        state.tokens += _blocks(state, cell.text, cell)
    elif cell.text:
        _push_text(state, cell, cell.text)
    state.push_at(opening.place, f"{tag}_close", tag, -1)


def _push_text(state: BlockState, cell: Cell, text: str) -> None:
    """Push the text of a cell; of further lines it is not known where in theirs they begin."""
    shown = text + "\\" if ends_in_escape(text) else text  # no line breaks where a cell ends
    token = state.text(shown, cell.line, cell.line + 1 + text.count("\n"), cell.start)
    if cell.start is None:
        token.place = token.place._replace(column=None)
    if token.rows:
        token.rows = (token.place, *(row._replace(column=None) for row in token.rows[1:]))


def _blocks(state: BlockState, lines: list[str], cell: Cell) -> list[Token]:
    """The tokens of a cell's lines; a lone paragraph is plain text."""
    if not any(lines):
        return []
    known = cell.start is not None and all(map(str.isascii, lines))
    starts = [
        _in_piece(state, cell.line + at, cell.start if known else None) for at in range(len(lines))
    ]
    tokens = state.nested([*lines, "", ""], cell.line, columns=[*starts, None, None])
    if len(tokens) == 3 and tokens[0].type == "paragraph_open":
        tokens[0].hidden = tokens[2].hidden = True
    return tokens


def _in_piece(state: BlockState, line: int, start: int | None) -> int | None:
    """The column of the piece that a character of a line stands in."""
    column = state.lines.columns[line] if line < len(state.lines) else None
    return None if column is None or start is None else column + start
