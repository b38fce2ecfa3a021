"""The cells of the rows of a pipe table.

Pandoc manual, "Extension: pipe_tables": a pipe divides cells unless it is escaped or stands in
code, math, an HTML tag or a TeX command, which may even run on to the next line.
"""

from __future__ import annotations

from typing import NamedTuple

from diascope.dialect.text_spans import Spans
from diascope.patterns import lazy_pattern

_STOPS = lazy_pattern(r"[|`$<\\\n]")


class PipeRow(NamedTuple):
    """One row as it is written."""

    cells: list[str]
    """What stands between the pipes, space included; after a last pipe there is an empty cell."""
    starts: list[int | None]
    """The character of the line that each cell's text begins at, from 0; None on later lines."""
    line: int
    """The line it stands on."""
    end: int
    """The offset at which the next row begins."""
    end_line: int
    """The line on which the next row begins."""


class PipeText:
    """The text of a pipe table, up to a line without a pipe."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._spans = Spans(text)

    def row(self, pos: int, line: int) -> PipeRow | None:
        """The row that begins at this position, which is on this line, or None."""
        line_end = self.text.find("\n", pos)
        if self.text.find("|", pos, len(self.text) if line_end < 0 else line_end) < 0:
            return None
        first = pos
        while self.text[pos] == " ":
            pos += 1
        is_open = self.text[pos] == "|"
        cells, end = self._cells(pos + is_open)
        starts: list[int | None] = []
        at = pos + is_open
        for cell in cells:
            begin = at + len(cell) - len(cell.lstrip(" "))
            starts.append(None if 0 <= line_end < begin else begin - first)
            at += len(cell) + 1
        if not is_open and len(cells) == 1:
            return None
        end_line = line + 1 + sum(cell.count("\n") for cell in cells)
        return PipeRow(cells, starts, line, end, end_line)

    def _cells(self, pos: int) -> tuple[list[str], int]:
        cells: list[str] = []
        text, start = self.text, pos
        while match := _STOPS.search(text, pos):
            at, char = match.start(), match[0]
            if char not in ("|", "\n"):
                pos = self._spans.end(at)
                continue
            cells.append(text[start:at])
            pos = start = at + 1
            if char == "\n":
                return cells, pos
        return [*cells, text[start:]], len(text)
