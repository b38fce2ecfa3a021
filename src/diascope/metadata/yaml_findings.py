"""What can be wrong with a YAML block, at its place in the file."""

from collections.abc import Sequence
from dataclasses import dataclass

from diascope.diagnostics import Diagnostic, Severity
from diascope.metadata.keys import check_key


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the block."""

    line: int
    """Lines above it."""
    column: int
    """Characters before it."""


@dataclass(frozen=True, slots=True)
class Block:
    """Where the block stands, to report the file's places and not the block's."""

    name: str
    """The file, as it is shown to the user."""
    lines: Sequence[str]
    """The lines of the file."""
    first_line: int
    """The number of the block's first line."""

    def error(self, mark: Mark, message: str, hint: str = "") -> Diagnostic:
        """The finding that the block cannot be read."""
        line = min(self.first_line + mark.line, max(len(self.lines), self.first_line))
        return Diagnostic(
            self.name,
            line,
            self.column(line, mark),
            Severity.ERROR,
            "yaml-invalid",
            message,
            hint,
            excerpt=self.excerpt(line),
        )

    def repeated(self, key: str, mark: Mark) -> Diagnostic:
        """The finding that a mapping has a key twice."""
        line = self.first_line + mark.line
        return Diagnostic(
            self.name,
            line,
            self.column(line, mark),
            Severity.WARNING,
            "yaml-duplicate-key",
            f"`{key}` stands here a second time; this value counts",
            excerpt=self.excerpt(line),
            length=len(key),
        )

    def misspelt(self, key: str, mark: Mark) -> Diagnostic | None:
        """The finding that a key looks like a misspelling, if it does."""
        line = self.first_line + mark.line
        found = check_key(key)
        if found is None:
            return None
        return Diagnostic(
            self.name,
            line,
            self.column(line, mark),
            Severity.WARNING if found.by_case else Severity.ERROR,
            "metadata-key-case" if found.by_case else "metadata-unknown-key",
            f"`{key}` is not a key that anything reads",
            f"did you mean `{found.meant}`?",
            excerpt=self.excerpt(line),
            length=len(key),
        )

    def column(self, line: int, mark: Mark) -> int:
        """The column in the file of a mark in the block, whose tabs are expanded."""
        before, tab, _ = self.excerpt(line).partition("\t")
        if not tab or mark.column <= len(before):
            return mark.column + 1
        text = self.excerpt(line)
        ends = (len(text[:end].expandtabs(4)) for end in range(len(text) + 1))
        return sum(1 for end in ends if end < mark.column) + 1

    def excerpt(self, line: int) -> str:
        """The text of a line of the file."""
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""
