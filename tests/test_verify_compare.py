"""Comparing outputs: what is equal, what is not, and the output that a slide gets."""

import re
from collections.abc import Iterator

import pytest
from casefile import Case, cases

from diascope.verify.compare import Comparison, compare
from diascope.verify.rules import Rules

CASES = cases("compare.md")


def said(case: Case, word: str) -> Iterator[tuple[str, str]]:
    """The names and values after a word in a case's remark."""
    for line in case.remark.split("\n"):
        if line.startswith(f"{word} "):
            name, _, value = line.removeprefix(f"{word} ").partition("=")
            yield name, value


def compared(case: Case) -> Comparison:
    """The comparison that a case asks for."""
    masks = {name: re.compile(value) for name, value in said(case, "mask")}
    folder = next((name for name, _ in said(case, "folder")), "")
    rules = Rules(masks, "unordered" in case.remark.split("\n"), folder)
    return compare(case.given, case.expected, rules, dict(said(case, "given")))


@pytest.mark.parametrize("case", [pytest.param(case, id=case.title) for case in CASES])
def test_cases(case: Case) -> None:
    comparison = compared(case)
    assert comparison.is_equal == (case.remark.split("\n")[0] == "equal"), comparison.pairs
    assert comparison.values.items() >= dict(said(case, "value")).items()
