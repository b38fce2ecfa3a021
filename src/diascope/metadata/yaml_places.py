"""Where a YAML block stands in its file, and diagnostics at places in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from diascope.diagnostics import Diagnostic, Place
from diascope.metadata.keys import check_key
from diascope.reading.source import column_in_file


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the block."""

    line: int
    """Lines above it."""
    column: int
    """Characters before it."""


@dataclass(frozen=True, slots=True)
class YamlBlock:
    """Where the block stands, to report the file's places and not the block's."""

    first: Place
    """The block's first line."""
    lines: Sequence[str]
    """The lines of the file."""

    def error(self, mark: Mark, message: str, hint: str = "") -> Diagnostic:
        """The diagnostic that the block cannot be read."""
        return Diagnostic("yaml-invalid", self.place(mark, 1), message, hint)

    def repeated(self, key: str, mark: Mark) -> Diagnostic:
        """The diagnostic that a mapping has a key twice."""
        message = f"`{key}` stands here a second time; this value counts"
        return Diagnostic("yaml-duplicate-key", self.place(mark, len(key)), message)

    def misspelt(self, key: str, mark: Mark) -> Diagnostic | None:
        """The diagnostic that a key looks like a misspelling, if it does."""
        found = check_key(key)
        if found is None:
            return None
        code = "metadata-key-case" if found.by_case else "metadata-unknown-key"
        message, hint = (
            f"`{key}` is not a key that anything reads",
            f"did you mean `{found.meant}`?",
        )
        return Diagnostic(code, self.place(mark, len(key)), message, hint)

    def place(self, mark: Mark, length: int = 0) -> Place:
        """The place in the file of a mark in the block, whose tabs are spaces."""
        line = min(self.first.begin + mark.line, max(len(self.lines) - 1, self.first.begin))
        text = self.lines[line] if line < len(self.lines) else ""
        column = column_in_file(text, mark.column) if "\t" in text else mark.column
        return Place(self.first.origin, line, line + 1, column, length)
