"""The stamp: `NAME.verified.json` beside a deck, which says what was verified, with what and when.

It is made to be committed. Its keys are sorted and it ends in a line end, so that it differs only
where something is different.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diascope.patterns import lazy_pattern
from diascope.reading.disk import Disk

SUFFIX = ".verified.json"
PASSED = "passed"
"""The result of a step that did what the slide shows."""
_VERSION = 1
_DATE = lazy_pattern(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Stamped:
    """What became of one step."""

    slide: str
    """The identifier of its slide."""
    command: str
    """The first line of its command, for who reads the file."""
    digest: str
    """The digest of all that it depends on (`commands.chain`)."""
    result: str
    """`passed`, or what was wrong in one word."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What was verified of a deck."""

    date: str
    """The day, as in `2026-11-02`, in UTC."""
    demo: str
    """The digest of the files in `demo/`; empty where there are none."""
    versions: Mapping[str, str]
    """The version of the shell and of each tool, by name, the shell first."""
    steps: tuple[Stamped, ...]
    """The steps, in order."""

    @property
    def digests(self) -> tuple[str, ...]:
        """The digest of each step."""
        return tuple(step.digest for step in self.steps)

    @property
    def is_passed(self) -> bool:
        """Whether every step did what the slides show."""
        return all(step.result == PASSED for step in self.steps)

    def text(self) -> str:
        """The text of the file."""
        value = {
            "version": _VERSION,
            "date": self.date,
            "demo": self.demo,
            "versions": [{"name": name, "version": one} for name, one in self.versions.items()],
            "steps": [
                {
                    "slide": step.slide,
                    "command": step.command,
                    "digest": step.digest,
                    "result": step.result,
                }
                for step in self.steps
            ],
        }
        return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def stamp_path(deck: Path) -> Path:
    """Where the stamp of a deck lies."""
    return deck.with_name(deck.stem + SUFFIX)


def read_stamp(deck: Path, disk: Disk) -> Stamp | None:
    """The stamp of a deck; None where there is none, or the file is no stamp of this version."""
    path = stamp_path(deck)
    if not disk.is_file(path):
        return None
    try:
        return _stamp(json.loads(disk.read(path)))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _stamp(value: Any) -> Stamp:
    """The stamp in JSON; raises `KeyError`, `TypeError` or `ValueError` where it is none."""
    if value["version"] != _VERSION or not _DATE.fullmatch(value["date"]):
        raise ValueError("not a stamp of this version")
    versions = {str(one["name"]): str(one["version"]) for one in value["versions"]}
    names = ("slide", "command", "digest", "result")
    steps = tuple(Stamped(*(str(one[name]) for name in names)) for one in value["steps"])
    return Stamp(value["date"], str(value["demo"]), versions, steps)
