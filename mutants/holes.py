"""Mistakes that tests once let through, made again by hand."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mutants.changes import Mutant
from mutants.trial import Trials, path_of

HOLES = Path(__file__).with_name("holes.toml")


@dataclass(frozen=True, slots=True)
class Hole:
    """A mistake, and who has to notice it."""

    name: str
    """What is wrong then."""
    module: str
    """The module that it is made in."""
    tests: list[str]
    """What has to fail."""
    was: str
    """The text in which it is made, which stands in the module once."""
    made: str
    """What that becomes."""

    def mutant(self) -> Mutant | None:
        """The module with the mistake; None where it has no such text any more."""
        source = path_of(self.module).read_text(encoding="utf-8")
        before, was, after = source.partition(self.was)
        if not was or self.was in after:
            return None
        tree = ast.parse(before + self.made + after)
        return Mutant(self.name, before.count("\n") + 1, tree)


def open_holes(module: str | None) -> Iterator[str]:
    """What is wrong with each hole of a module, or of any, that is not closed."""
    for name, hole in tomllib.loads(HOLES.read_text(encoding="utf-8")).items():
        found = Hole(name, **hole)
        if module not in (None, found.module):
            continue
        mutant = found.mutant()
        trials = Trials(found.module, found.tests)
        if mutant is None:
            yield f"{name}: {found.module} has not this text once: {found.was}"
        elif not trials.is_passed():
            yield f"{name}: its tests fail without a change"
        elif list(trials.surviving([mutant])):
            yield f"{name}: no test notices"
