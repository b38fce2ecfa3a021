"""What the classes and attributes of a code block say of running its commands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from diascope.deck.code import SETUP, UNSEEN
from diascope.dialect.attributes import Attributes
from diascope.patterns import lazy_pattern

RUN, NORUN, CLEANUP = "run", "norun", "cleanup"
RUNNING = UNSEEN | {RUN, CLEANUP}
"""Classes of blocks that run, whatever the metadata says."""
TIMEOUT = 30.0
"""Seconds that a step may take where nothing else is said."""
_LONGEST = 24 * 3600.0
_UNITS = {"": 1.0, "ms": 0.001, "s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0}
_DURATION = lazy_pattern(r"([0-9]{1,9}(?:\.[0-9]{1,9})?) ?(ms|s|m|min|h|)")
_STATUSES = lazy_pattern(r"[0-9]{1,3}(?:[ ,]+[0-9]{1,3})*")
_NAME = lazy_pattern(r"[\w.+-]+")

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Options:
    """How the steps of one block run."""

    classes: frozenset[str] = frozenset()
    """The classes of the block."""
    session: str = ""
    """The name of the terminal that they are typed into; empty for the first one."""
    timeout: float = TIMEOUT
    """The seconds that each step may take."""
    retry: float = 0.0
    """The seconds for which a step is run again until its output is as shown."""
    statuses: tuple[int, ...] = ()
    """The exit status that each step should have, one for each; none where all should be 0."""
    requires: tuple[str, ...] = ()
    """The programs without which the block is skipped."""

    @property
    def fails(self) -> bool:
        """Whether each step should have another status than 0."""
        return "fails" in self.classes

    @property
    def is_compared(self) -> bool:
        """Whether outputs are compared with those shown."""
        return "nocompare" not in self.classes

    @property
    def is_unordered(self) -> bool:
        """Whether the lines of an output may come in any order."""
        return "unordered" in self.classes

    @property
    def is_setup(self) -> bool:
        """Whether the block runs before all others, and is not shown."""
        return SETUP in self.classes

    @property
    def is_cleanup(self) -> bool:
        """Whether the block runs at the end, whatever became of the others."""
        return CLEANUP in self.classes


class Misread(NamedTuple):
    """An attribute that cannot be read."""

    key: str
    """The attribute."""
    message: str
    """What is wrong with it."""
    hint: str
    """What it may be."""


def options_of(attributes: Attributes, steps: int) -> tuple[Options, tuple[Misread, ...]]:
    """How the block with these attributes and this number of steps runs; what cannot be read.

    An attribute that cannot be read keeps its default.
    """
    given = dict(reversed(attributes.pairs))
    wrong = list[Misread]()

    def read(key: str, parse: Callable[[str], _Value | None], default: _Value, what: str) -> _Value:
        if key not in given:
            return default
        value = parse(given[key].strip())
        if value is None:
            message = f"`{key}` should be {what}, not `{given[key]}`"
            wrong.append(Misread(key, message, f'`{key}="{_EXAMPLES[key]}"`'))
        return default if value is None else value

    no_statuses: tuple[int, ...] = ()
    no_names: tuple[str, ...] = ()
    statuses = read("exit", _statuses, no_statuses, "the exit status of each step")
    options = Options(
        frozenset(attributes.classes),
        read("session", lambda text: text if _NAME.fullmatch(text) else None, "", "a name"),
        read("timeout", seconds, TIMEOUT, "a duration"),
        read("retry", seconds, 0.0, "a duration"),
        statuses,
        read("requires", _names, no_names, "names of programs"),
    )
    wrong += _miscounted(options, steps)
    return options, tuple(wrong)


_EXAMPLES = {
    "exit": "0 1",
    "session": "client",
    "timeout": "2m",
    "retry": "60s",
    "requires": "docker kubectl",
}


def seconds(text: str) -> float | None:
    """The seconds that a text such as `30`, `1.5s`, `200ms`, `2m` or `1h` names, a day at most."""
    match = _DURATION.fullmatch(text)
    return min(float(match[1]) * _UNITS[match[2]], _LONGEST) if match else None


def _statuses(text: str) -> tuple[int, ...] | None:
    found = tuple(map(int, re.split("[ ,]+", text))) if _STATUSES.fullmatch(text) else ()
    return found if found and max(found) <= 255 else None


def _names(text: str) -> tuple[str, ...] | None:
    names = tuple(text.replace(",", " ").split())
    return names if names and all(map(_NAME.fullmatch, names)) else None


def _miscounted(options: Options, steps: int) -> Iterator[Misread]:
    """A word where there is not one exit status for each step."""
    count = len(options.statuses)
    if count and count != steps:
        message = f"`exit` has {count} of the exit statuses of {steps} steps"
        yield Misread("exit", message, 'give one number for each step, as in `exit="0 1"`')
