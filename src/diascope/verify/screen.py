"""What a terminal's screen shows of an output: its control characters and sequences carried out.

Progress bars that return to the beginning of their line leave its last state; colours are left
out; what a program shows on the alternate screen is gone when it leaves it (ECMA-48, and xterm's
private modes). Lines are as long as they are printed: nothing wraps.
"""

from __future__ import annotations

import re
from collections import defaultdict

from diascope.patterns import lazy_pattern

_PLAIN = lazy_pattern(r"[^\x00-\x08\x0b-\x1f\x7f]*", re.S)
_PART = lazy_pattern(
    r"""(?P<text>[^\x00-\x1f\x7f]+)
      | \x1b\[(?P<parameters>[0-?]*)[ -/]*(?P<final>[@-~])
      | \x1b[\]PX^_].*?(?:\x07|\x1b\\|$)
      | \x1b[ -/]*(?P<escape>[0-~])
      | (?P<control>[\x00-\x1f\x7f])""",
    re.X | re.S,
)
_TAB = 8
_ALTERNATE = {"?1049", "?1047", "?47"}
_MOVES = {
    "A": (-1, 0), "B": (1, 0), "C": (0, 1), "D": (0, -1), "E": (1, 0), "F": (-1, 0),
}  # fmt: skip
"""How far each sequence moves the cursor down and to the right, times its number."""
_FARTHEST = 1000
"""Rows and columns that the cursor may be moved to."""


def shown(output: str) -> str:
    """The text that is on the screen in the end; lines end in a line feed."""
    text = output.replace("\r\n", "\n")
    if _PLAIN.fullmatch(text):
        return text
    screen = _Screen()
    for part in _PART.finditer(text):
        screen.take(part)
    return screen.text()


class _Screen:
    """Lines of characters, without an end on either side, and a cursor."""

    def __init__(self) -> None:
        self.lines = defaultdict[int, list[str]](list)
        """Their characters by row; blank lines are left out, so that clearing costs nothing."""
        self.height = 1
        self.row = 0
        self.column = 0
        self.saved = (0, 0)
        self.main: tuple[defaultdict[int, list[str]], int, int, int] | None = None
        """The main screen, its height and its cursor, while the alternate one is shown."""

    def text(self) -> str:
        if self.main:
            self.lines, self.height, self.row, self.column = self.main
        rows = (self.lines.get(row, ()) for row in range(self.height))
        return "\n".join("".join(line).rstrip() for line in rows)

    def take(self, part: re.Match[str]) -> None:
        """Carry out a piece of text, a control character or a sequence."""
        if text := part["text"]:
            self._put(text)
        elif part["final"]:
            self._sequence(part["final"], part["parameters"])
        elif part["escape"]:
            self._escape(part["escape"])
        elif part["control"]:
            self._control(part["control"])

    def _put(self, text: str) -> None:
        line = self.lines[self.row]
        if len(line) < self.column:
            line += " " * (self.column - len(line))
        line[self.column : self.column + len(text)] = text
        self.column += len(text)

    def _control(self, char: str) -> None:
        match char:
            case "\n" | "\v" | "\f":
                # A terminal adds a carriage return, and all that is read comes from one.
                self.row, self.column = self.row + 1, 0
                self.height = max(self.height, self.row + 1)
            case "\r":
                self.column = 0
            case "\b":
                self.column = max(0, self.column - 1)
            case "\t":
                self.column += _TAB - self.column % _TAB

    def _escape(self, char: str) -> None:
        match char:
            case "7":
                self.saved = (self.row, self.column)
            case "8":
                self._go(*self.saved)
            case "c":
                self._go(0, 0)
                self._clear()
            case "M":
                self._go(self.row - 1, self.column)

    def _sequence(self, final: str, parameters: str) -> None:
        if parameters in _ALTERNATE and final in "hl":
            self._switch(final == "h")
            return
        numbers = [int(one[:9]) if one.isdigit() else 0 for one in parameters.split(";")]
        count = min(max(1, numbers[0]), _FARTHEST)
        if final in _MOVES:
            down, right = _MOVES[final]
            self._go(self.row + down * count, self.column + right * count)
            if final in "EF":
                self.column = 0
        elif final in "Hf":
            self._go(count - 1, max(1, *numbers[1:2], 1) - 1)
        elif final in "su":
            self._escape({"s": "7", "u": "8"}[final])
        else:
            self._change(final, numbers[0], count)

    def _change(self, final: str, number: int, count: int) -> None:
        """Carry out a sequence that changes the line or the screen."""
        match final:
            case "G":
                self._go(self.row, count - 1)
            case "J":
                self._erase_screen(number)
            case "K":
                self._erase_line(number)
            case "P":
                del self.lines[self.row][self.column : self.column + count]
            case "X":
                self._erase(self.column, self.column + count)

    def _go(self, row: int, column: int) -> None:
        self.row = min(max(0, row), max(self.height - 1, _FARTHEST))
        self.column = min(max(0, column), _FARTHEST)
        self.height = max(self.height, self.row + 1)

    def _clear(self) -> None:
        """Leave nothing on the screen, and no line below the cursor."""
        self.lines.clear()
        self.height = self.row + 1

    def _erase(self, begin: int, end: int) -> None:
        line = self.lines[self.row]
        line[begin:end] = " " * len(line[begin:end])

    def _erase_line(self, which: int) -> None:
        match which:
            case 0:
                del self.lines[self.row][self.column :]
            case 1:
                self._erase(0, self.column + 1)
            case 2:
                self.lines.pop(self.row, None)

    def _erase_screen(self, which: int) -> None:
        match which:
            case 0:
                self._erase_line(0)
                for row in range(self.row + 1, self.height):
                    self.lines.pop(row, None)
                self.height = self.row + 1
            case 1:
                for row in [row for row in self.lines if row < self.row]:
                    del self.lines[row]
                self._erase_line(1)
            case 2 | 3:
                self._clear()

    def _switch(self, to_alternate: bool) -> None:
        if to_alternate and self.main is None:
            self.main = (self.lines, self.height, self.row, self.column)
            self.lines, self.height, self.row, self.column = defaultdict(list), 1, 0, 0
        elif not to_alternate and self.main is not None:
            self.lines, self.height, self.row, self.column = self.main
            self.main = None
