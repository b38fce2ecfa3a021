"""Cutting after an edit gives what cutting everything gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diascope.parse.cut import cut
from diascope.parse.recut import recut

LINE = st.sampled_from(
    (
        *(
            "",
            "",
            "",
            "# One",
            "## Two {#two}",
            "words",
            "- item",
            "  more",
            "===",
            "---",
            "...",
            "* * *",
        ),
        *("```", "~~~ python", "::: notes", ":::", "<div>", "</div>", "<!--", "-->", "key: value"),
        *(
            r"\begin{x}",
            r"\end{x}",
            "| a | b |",
            "--- ---",
            ": meaning",
            "    code",
            "text `with` code",
        ),
    )
)
DECK = st.lists(LINE, max_size=40)


@settings(max_examples=270, deadline=None)
@given(DECK, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3), st.lists(LINE, max_size=3))))
def test_edits_are_cut_like_whole_decks(
    lines: list[str], edits: list[tuple[int, int, list[str]]]
) -> None:
    last = recut(lines, 0)
    for at, gone, come in edits:
        lines = [*lines[:at], *come, *lines[at + gone :]]
        last = recut(lines, 0, last)
        assert last.pieces == cut(lines)


def test_an_edit_leaves_the_other_pieces_alone() -> None:
    lines = [text for n in range(50) for text in (f"# Slide {n}", "", f"Words {n}.", "")]
    before = recut(lines, 2)
    lines[102] = "Other words."
    after = recut(lines, 2, before)
    same = [one is other for one, other in zip(before.pieces, after.pieces, strict=True)]
    assert same.count(False) <= 3
    assert after.pieces == cut(lines, 2)


SLIDES = [text for n in range(4) for text in (f"# Slide {n}", "", *["words"] * 6, "")]
PAIRS = (
    *(("```", "```"), ("~~~", "~~~"), ("<!--", "-->"), ("::: a", ":::"), ("<div>", "</div>")),
    *((r"\begin{x}", r"\end{x}"), ("<pre>", "</pre>"), ("---", "..."), ("------", "------")),
)


@pytest.mark.parametrize("pair", PAIRS)
def test_what_opens_far_above_counts(pair: tuple[str, str]) -> None:
    """One end of a block comes or goes, and the other stands some slides away."""
    both = list(SLIDES)
    both[10:10], both[-10:-10] = [pair[0], "key: value"], ["", pair[1], ""]
    alone = [[text for at, text in enumerate(both) if at != out] for out in (10, len(both) - 12)]
    for one, other in ((both, alone[0]), (both, alone[1]), (alone[0], both), (alone[1], both)):
        assert recut(other, 0, recut(one, 0)).pieces == cut(other)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["| a |", "</div>", "</div>"], ["</div>", "</div>"]),
        (
            ["", "* * *", "", "key: v", "::: a", "==="],
            ["", "* * *", "- i", "key: v", "::: a", "==="],
        ),
        (["- i", "--- ---", "<!--", "", "* * *", "key: v", "# A"], ["- i", "--- ---", "key: v"]),
    ],
)
def test_lines_beside_an_edit_count(before: list[str], after: list[str]) -> None:
    for one, other in ((before, after), (after, before)):
        assert recut(other, 0, recut(one, 0)).pieces == cut(other)
