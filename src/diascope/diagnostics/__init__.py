"""Diagnostics: what is wrong in a user's files, where, and what to do about it.

A user's mistake is a value, never an exception.  Stages return diagnostics beside their result and
go on, so that one run shows them all; `format.format_diagnostic` turns one into text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from diascope.diagnostics.codes import CODES, Code, Severity
from diascope.diagnostics.place import Place, display_name, of_file

__all__ = [
    "CODES",
    "Code",
    "Diagnostic",
    "Diagnostics",
    "Place",
    "Severity",
    "display_name",
    "has_errors",
    "of_file",
]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake in the user's files."""

    code: str
    """One of the keys of `CODES`."""
    place: Place
    """Where it is; in a piece of a file until `Sources.located` says where that stands."""
    message: str
    """What is wrong, in one line that begins in lower case and ends without a full stop."""
    hint: str = ""
    """What to do about it."""
    label: str = ""
    """A few words beside the carets."""
    excerpt: str = ""
    """The line of the source as it was when the mistake was found."""

    def __post_init__(self) -> None:
        """Raise `ValueError` for a code that `CODES` does not list."""
        if self.code not in CODES:
            raise ValueError(f"unknown diagnostic code {self.code!r}")

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return CODES[self.code].severity

    @property
    def is_error(self) -> bool:
        """Whether it keeps the site from being written."""
        return self.severity is Severity.ERROR

    @property
    def path(self) -> Path:
        """The absolute path of its file; raises `TypeError` while that is not known."""
        if not isinstance(self.place.origin, Path):
            raise TypeError(f"{self.code} has not been located in a file")
        return self.place.origin

    @property
    def line(self) -> int | None:
        """The line for a person, from 1; None where it is about the file as a whole."""
        return None if self.place.is_whole else self.place.begin + 1

    @property
    def column(self) -> int | None:
        """The column for a person, from 1; None where only the line is known."""
        return None if self.place.column is None else self.place.column + 1


Diagnostics = tuple[Diagnostic, ...]
"""What a stage found, in the order of the text as a rule."""


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of the diagnostics keeps the site from being written."""
    return any(diagnostic.is_error for diagnostic in diagnostics)
