"""Tests as data: files in ``tests/cases`` that hold titles, inputs and what is expected.

A case is a title, a line with a full stop, the input, a full stop, the expected, a full stop.
"""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True, slots=True)
class Case:
    """One case."""

    title: str
    """What it is about."""
    given: str
    """The input."""
    expected: str
    """What should come of it."""


def cases(name: str) -> list[Case]:
    """The cases of a file, in order."""
    text = (FOLDER / name).read_text("utf-8")
    parts = text.split("\n.\n")
    assert len(parts) % 3 == 1, f"{name} has a case without its end"
    assert not parts[-1].strip(), f"{name} has text after its last case"
    thirds = zip(parts[0::3], parts[1::3], parts[2::3], strict=False)
    return [Case(title.strip(), given, expected) for title, given, expected in thirds]
