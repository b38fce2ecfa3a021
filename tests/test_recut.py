"""Cutting after an edit gives what cutting everything gives."""

from __future__ import annotations

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


@settings(max_examples=400, deadline=None)
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
