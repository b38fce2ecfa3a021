"""A diagnostic code: how bad it is, what it means, and an example."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

DECK = "slides/talk.md"
"""The deck of the examples."""


class Severity(StrEnum):
    """How bad a diagnostic is: an error keeps the site from being written."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"
    """What could be better; only `check` says it, and it fails nothing."""


class Code(NamedTuple):
    """A row of the table."""

    severity: Severity
    """How bad it is."""
    meaning: str
    """What is wrong, in half a sentence."""
    example: str
    """The text of a file that has it; or what brings it about, in Markdown, where no text does."""
    file: str = DECK
    """The file of the site whose text the example is; empty where it is none."""
