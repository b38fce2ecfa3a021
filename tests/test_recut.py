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


CALM = st.sampled_from(("", "", "", "# One", "words", "- item", "> said", ": meaning", "==="))
"""Lines that reach no further than their neighbours."""


@settings(max_examples=300, deadline=None)
@given(
    st.lists(CALM, min_size=10, max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3), st.lists(CALM, max_size=3))),
    st.integers(0, 3),
)
def test_edits_of_text_are_cut_like_whole_decks(
    lines: list[str], edits: list[tuple[int, int, list[str]]], first: int
) -> None:
    last = recut(lines, first)
    for at, gone, come in edits:
        lines = [*lines[:at], *come, *lines[at + gone :]]
        last = recut(lines, first, last)
        assert last.pieces == cut(lines, first)


KINDS = ("# Slide {}", "```\n# No slide\n```", "---\n\nSlide {}", "* * *\n\nSlide {}")
"""How slides begin, or what stands on them."""


@pytest.mark.parametrize("word", ["Other words.", "- an item", "...and so on", "=== said"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_edit_leaves_the_other_pieces_alone(kind: str, word: str) -> None:
    texts = [f"# Slide {n}\n\nWords {n}.\n\n{kind.format(n)}\n" for n in range(50)]
    lines = "\n".join([*texts, "# End\n\nThe end.\n\n---"]).split("\n")
    before = recut(lines, 2)
    for at in (lines.index("Words 25."), lines.index("The end.")):
        now = [*lines[:at], word, *lines[at + 1 :]]
        after = recut(now, 2, before)
        same = [one is other for one, other in zip(before.pieces, after.pieces, strict=True)]
        assert same.count(False) <= 3
        assert after.pieces == cut(now, 2)


def test_a_file_that_begins_on_another_line_is_cut_anew() -> None:
    lines = ["# One", "", "# Two", ""]
    before = recut(lines, 0)
    assert recut(lines, 2, before).pieces == cut(lines, 2)
    assert recut([*lines, "words"], 2, before).pieces == cut([*lines, "words"], 2)


def test_nothing_is_made_where_nothing_was_changed() -> None:
    lines = ["# One", "", "# Two", ""]
    before = recut(lines, 0)
    assert recut(list(lines), 0, before) is before


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


@pytest.mark.parametrize("dashes", ["---", "--", "  ---", "--- ---"])
@pytest.mark.parametrize("distance", [0, 1, 2])
def test_dashes_below_an_edit_may_begin_what_ends_far_below(dashes: str, distance: int) -> None:
    """They belong to the text above them, or begin metadata or a table where there is none."""
    for above in ("words", "", "- item", "# A"):
        lines = [*SLIDES[:20], above, *["words"] * distance, dashes, "key: value"]
        text = [*lines, *SLIDES[20:], "---", "..."]
        for other in ("words", "", "- item", "# A"):
            now = [*text[:20], other, *text[21:]]
            assert recut(now, 0, recut(text, 0)).pieces == cut(now)


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
