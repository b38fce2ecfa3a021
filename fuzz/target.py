"""What a target is, and what every target holds diagnostics to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from hypothesis.strategies import SearchStrategy

from diascope.diagnostics import Diagnostic
from diascope.diagnostics.format import format_diagnostic
from diascope.pipeline.failure import INTERNAL

Pattern = str | Callable[[int], str]
"""A text to repeat, in which `N` stands for the number of the repetition; or what repeats it."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something that reads input."""

    name: str
    """Its name on the command line."""
    texts: SearchStrategy[str]
    """What it is given."""
    check: Callable[[str], None]
    """Gives it a text; raises where it fails or breaks a promise."""
    patterns: Mapping[str, Pattern] = field(default_factory=dict)
    """What must take time that grows no faster than its repetitions, by name."""
    test: str = "tests/test_corpus.py"
    """The test that a failing example becomes a case of."""
    grow: Callable[[str], None] | None = None
    """Gives it a pattern, where that is done in another way."""
    close: Callable[[], None] = lambda: None
    """Ends what it has started."""

    def repeated(self, name: str, count: int) -> str:
        """A pattern, so many times."""
        pattern = self.patterns[name]
        return pattern(count) if callable(pattern) else repeat(pattern, count)


def repeat(pattern: str, count: int) -> str:
    """A text so many times; `N` in it is the number of each."""
    if "N" not in pattern:
        return pattern * count
    return "".join(pattern.replace("N", str(number)) for number in range(count))


def within(before: str, pattern: str, after: str) -> Callable[[int], str]:
    """A text repeated between two that are not."""
    return lambda count: before + repeat(pattern, count) + after


def nested(before: str, inner: str, after: str) -> Callable[[int], str]:
    """Two texts so many times each, around a third."""
    return lambda count: repeat(before, count) + inner + repeat(after, count)


def check_diagnostics(found: Iterable[Diagnostic], lines: int) -> None:
    """Every diagnostic is a mistake of the user's, and names a file and a line that it has."""
    for one in found:
        said = format_diagnostic(one)
        assert one.code != INTERNAL, said
        assert "Traceback" not in said, said
        assert one.path.is_absolute(), said
        assert one.line is None or 1 <= one.line <= lines + 1, said
