"""The cells of the rows of a pipe table.

Pandoc manual, "Extension: pipe_tables": a pipe divides cells unless it is escaped or stands in
code, math, an HTML tag or a TeX command, which may even run on to the next line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from diascope.dialect.attributes import parse_attributes
from diascope.dialect.html_tags import tag_at

_STOPS = re.compile(r"[|`$<\\\n]")
_MATH = re.compile(
    r"\$\$(?:(?!\$\$).)++\$\$"
    r"|\$(?!\s)(?:\\.|[^\s\\])(?:\\.|[^\s\\$]|\s++(?!\$))*+\$(?!\d)",
    re.S,
)
_COMMAND = re.compile(r"\\(?!begin\b|end\b)[A-Za-z]++\*?")
_BRACE = re.compile(r"\\.|[{}]", re.S)


@dataclass(frozen=True, slots=True)
class PipeRow:
    """One row as it is written."""

    cells: list[str]
    """What stands between the pipes, space included; after a last pipe there is an empty cell."""
    line: int
    """The line it stands on."""
    end: int
    """The offset at which the next row begins."""
    end_line: int
    """The line on which the next row begins."""


class PipeText:
    """The text of a pipe table and what in it hides pipes."""

    def __init__(self, text: str) -> None:
        self.text = text

    def row(self, pos: int, line: int) -> PipeRow | None:
        """The row that begins at this position, which is on this line, or None."""
        line_end = self.text.find("\n", pos)
        if self.text.find("|", pos, len(self.text) if line_end < 0 else line_end) < 0:
            return None
        while self.text[pos] == " ":
            pos += 1
        is_open = self.text[pos] == "|"
        cells, end = self._cells(pos + is_open)
        if not is_open and len(cells) == 1:
            return None
        end_line = line + 1 + sum(cell.count("\n") for cell in cells)
        return PipeRow(cells, line, end, end_line)

    def _cells(self, pos: int) -> tuple[list[str], int]:
        text, cells, start = self.text, list[str](), pos
        while found := _STOPS.search(text, pos):
            at, char = found.start(), found[0]
            if char in "|\n":
                cells.append(text[start:at])
                pos = start = at + 1
                if char == "\n":
                    return cells, pos
            else:
                pos = max(self._hidden(at, char), at + 1)
        return [*cells, text[start:]], len(text)

    def _hidden(self, at: int, char: str) -> int:
        """Where that which begins here and hides pipes ends, or 0."""
        if char == "`":
            return self._code_end(at)
        if char == "$":
            found = _MATH.match(self.text, at)
            return found.end() if found else 0
        if char == "<":
            return self._tag_end(at)
        following = self.text[at + 1 : at + 2]
        if not following.isalnum():
            return at + 2 if following != "\n" else 0
        return self._command_end(at)

    def _code_end(self, at: int) -> int:
        start = at
        while self.text.startswith("`", at):
            at += 1
        closings = self._backticks.get(at - start, [])
        index = bisect_left(closings, at)
        if index == len(closings):
            return 0
        end = closings[index] + at - start
        attributes = parse_attributes(self.text, end)
        return attributes[1] if attributes else end

    def _tag_end(self, at: int) -> int:
        if self.text.startswith("<!--", at) and self.text.find("-->", at) < 0:
            return 0
        tag = tag_at(self.text, at)
        return tag.end if tag and tag.is_inline else 0

    def _command_end(self, at: int) -> int:
        command = _COMMAND.match(self.text, at)
        end = command.end() if command else 0
        while end:
            if self.text.startswith("{", end) and end in self._braces:
                end = self._braces[end]
            elif self.text.startswith("[", end) and (close := self.text.find("]", end)) > 0:
                end = close + 1
            else:
                break
        return end

    @cached_property
    def _backticks(self) -> dict[int, list[int]]:
        """Where runs of backticks begin, by their length."""
        runs = dict[int, list[int]]()
        for found in re.finditer("`+", self.text):
            runs.setdefault(len(found[0]), []).append(found.start())
        return runs

    @cached_property
    def _braces(self) -> dict[int, int]:
        """The position after the brace that closes each opening one."""
        pairs, opened = dict[int, int](), list[int]()
        for found in _BRACE.finditer(self.text):
            if found[0] == "{":
                opened.append(found.start())
            elif found[0] == "}" and opened:
                pairs[opened.pop()] = found.end()
        return pairs
