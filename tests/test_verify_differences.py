"""The difference of two outputs as text: signs, what is kept around them, colours."""

from __future__ import annotations

import pytest
from casefile import Case, cases

from diascope.verify.compare import compare
from diascope.verify.differences import difference
from diascope.verify.rules import Rules


def told(shown: str, actual: str, colour: bool = False) -> str:
    """The difference of two outputs by the built-in rules."""
    return difference(compare(shown, actual, Rules(), {}), colour)


@pytest.mark.parametrize("case", [pytest.param(c, id=c.title) for c in cases("differences.md")])
def test_cases(case: Case) -> None:
    shown, actual = case.given.split("\n=====\n")
    assert told(shown, actual) == case.expected


def test_colours_are_only_there_when_they_are_asked_for() -> None:
    assert difference(compare("a", "b", Rules(), {})) == "- a\n+ b"


def test_colours_are_those_of_the_signs() -> None:
    shown = "\n".join(["old", *"12345", "{old}"])
    assert told(shown, shown.replace("old", "new"), colour=True).split("\n") == [
        "\x1b[31m- old\x1b[0m",
        "\x1b[32m+ new\x1b[0m",
        "  1",
        "  2",
        "\x1b[2m  …\x1b[0m",
        "  4",
        "  5",
        "\x1b[31m- {old}\x1b[0m",
        "\x1b[32m+ {new}\x1b[0m",
    ]
