"""Where a deck is cut into pieces, and where it is not."""

from __future__ import annotations

import pytest
from casefile import Case, cases

from diascope.parse.cut import cut


@pytest.mark.parametrize("case", [pytest.param(c, id=c.title) for c in cases("cut.md")])
def test_cases(case: Case) -> None:
    """What is expected are the first lines of all pieces, with their numbers."""
    pieces = cut(case.given.split("\n"))
    assert "\n".join(f"{one.line + 1} {one.text.split(chr(10))[0]}" for one in pieces) == (
        case.expected
    )


def test_no_lines_are_no_pieces() -> None:
    assert cut([]) == ()


def test_lines_are_counted_from_that_of_the_file() -> None:
    assert [piece.line for piece in cut(["# A", "", "# B"], 7)] == [7, 9]
