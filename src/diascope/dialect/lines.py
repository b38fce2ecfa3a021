"""Lines of text that can be searched again and again."""

from __future__ import annotations

from collections.abc import Callable, Sequence


class Lines(list[str]):
    """The lines of a text; what was not found from one line on is not looked for below it again.

    Without that memory a thousand openers that nothing closes would each read on to the end.
    """

    def __init__(self, lines: list[str], columns: Sequence[int | None] | None = None) -> None:
        super().__init__(lines)
        self.columns: list[int | None] = [0] * len(lines) if columns is None else list(columns)
        """Where each line begins in the line of the piece that it was taken out of, from 0; None
        where that is not known."""
        self._absent: dict[object, int] = {}
        self._text = range(0)

    def find(
        self, start: int, key: object, fits: Callable[[str], object], stop: int | None = None
    ) -> int | None:
        """The first line from `start` on that fits, above `stop`; `key` names what is sought."""
        if start >= self._absent.get((key, stop), len(self)):
            return None
        for at in range(start, len(self) if stop is None else stop):
            if fits(self[at]):
                return at
        self._absent[key, stop] = start
        return None

    def shorten(self, line: int, width: int) -> None:
        """Let a line begin so many characters later."""
        self[line] = self[line][width:]
        column = self.columns[line]
        self.columns[line] = None if column is None else column + width

    def indent(self, line: int) -> int:
        """The spaces that a line begins with."""
        text = self[line]
        return len(text) - len(text.lstrip(" "))

    def blank(self, line: int) -> bool:
        """Whether this line is blank; past the end it counts as blank."""
        return line >= len(self) or not self[line].strip(" \t")

    def next_text(self, line: int) -> int:
        """The next line that is not blank, or where the lines end."""
        while line < len(self) and not self[line].strip(" \t"):
            line += 1
        return line

    def next_blank(self, line: int) -> int:
        """The next line that is blank, or where the lines end."""
        if line not in self._text:
            end = line
            while end < len(self) and self[end].strip(" \t"):
                end += 1
            self._text = range(line, end)
        return self._text.stop
