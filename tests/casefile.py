"""Tests as data: files in ``tests/cases`` that hold titles, inputs and what is expected.

A case is a title, a line with a full stop, the input, a full stop, the expected, a full stop.
"""

import gc
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
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


@cache
def has_reference() -> bool:
    """Whether the pandoc that recorded the expected results is installed."""
    if not shutil.which("pandoc"):
        return False
    told = subprocess.run(["pandoc", "--version"], capture_output=True, text=True, check=True)
    return told.stdout.startswith("pandoc 3.9\n")


def seconds(work: Callable[[], object]) -> float:
    """The processor's time for some work: the least of three, without garbage collection."""
    gc.collect()
    gc.disable()
    try:
        return min(_once(work) for _ in range(3))
    finally:
        gc.enable()


def _once(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
