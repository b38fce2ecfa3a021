"""Nearest words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diascope.diagnostics.nearest import distance, nearest


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("", "", 0),
        ("", "abc", 3),
        ("title", "title", 0),
        ("titel", "title", 1),
        ("tite", "title", 1),
        ("titlee", "title", 1),
        ("tidle", "title", 1),
        ("kitten", "sitting", 3),
        ("ca", "abc", 3),
    ],
)
def test_distance(one: str, other: str, edits: int) -> None:
    assert distance(one, other) == edits


@given(st.text("abc"), st.text("abc"))
def test_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)


def test_nearest() -> None:
    keys = ["title", "theme", "slideNumber"]
    assert nearest("titel", keys) == "title"
    assert nearest("SLIDENUMBER", keys, limit=0) == "slideNumber"
    assert nearest("thx", keys) is None
    assert nearest("anything", []) is None
    assert nearest("ac", ["ab", "ad"]) == "ab"
