"""Tables: read at their place, however they are drawn, in time that grows with the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import zip_longest
from math import isqrt

import pytest
from casefile import grows_with_size
from deck_outline import outline
from hypothesis import given, settings
from hypothesis import strategies as st
from our_slides import our_slides

from diascope.dialect import reader
from diascope.dialect.block_state import BlockState, Reading
from diascope.dialect.blocks import BlockParser
from diascope.dialect.lines import Lines
from diascope.dialect.tables import table
from diascope.dialect.tokens import Token

WORDS = st.text("abcdefgh", min_size=1, max_size=9)


def read(text: str) -> tuple[list[Token], Reading]:
    """The tokens of a text, and what was noted about it."""
    md, reading = reader(), Reading()
    assert isinstance(md.block, BlockParser)
    state = BlockState(Lines(text.split("\n")), md, reading)
    md.block.read(state)
    return state.tokens, reading


def test_a_row_that_is_too_long_is_reported_at_its_line() -> None:
    _, reading = read("text\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 1 | 2 | 3 |\n| 1 | 2 | |\n")
    assert [(one.code, one.line) for one in reading.diagnostics] == [("table-row-long", 6)]


def test_a_long_row_in_a_list_is_reported_at_its_line() -> None:
    _, reading = read("- one\n\n  | a | b |\n  |---|---|\n  | 1 | 2 | 3 |\n")
    assert [(one.line, one.column) for one in reading.diagnostics] == [(5, 3)]


def test_tokens_know_their_lines() -> None:
    tokens, _ = read("text\n\n| a |\n|---|\n| b |\n\n: cap\n")
    lines = {t.content: t.place[1:4] for t in tokens if t.type == "inline"}
    assert lines == {"text": (0, 1, 0), "a": (2, 3, 2), "b": (4, 5, 2), "cap": (6, 7, 2)}


def test_blocks_in_cells_know_their_lines() -> None:
    tokens, _ = read("+-----+\n| - a |\n| - b |\n+-----+\n| c   |\n+-----+\n")
    assert [t.place[1:4] for t in tokens if t.type == "inline"] == [(1, 2, 4), (2, 3, 4), (4, 5, 2)]


def test_cells_are_aligned_and_span() -> None:
    tokens, _ = read(
        "+---+--:+\n| a     |\n+---+---+\n| b | c |\n|   +---+\n|   | d |\n+---+---+\n"
    )
    cells = [t.attrs for t in tokens if t.type == "td_open"]
    right = {"style": "text-align: right;"}
    assert cells == [{"colspan": "2"}, {"rowspan": "2"}, right, right]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("| a |\n|---|", True),
        (": cap\n\n| a |\n|---|", True),
        (": cap\n\ntext", False),
        ("text\ntext", False),
        ("----", False),
    ],
)
def test_what_is_no_table_is_left_for_other_rules(text: str, begins: bool) -> None:
    state = BlockState(Lines(text.split("\n")), reader(), Reading())
    assert table(state) is begins
    assert bool(state.line and state.tokens) is begins
    assert bool(state.line or state.tokens) is begins


@settings(deadline=None)
@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=2, max_size=5), st.booleans())
def test_a_drawn_pipe_table_is_read(rows: list[list[str]], outer: bool) -> None:
    lines = [" | ".join(row) for row in [rows[0], ["---"] * 3, *rows[1:]]]
    text = "\n".join(f"| {line} |" if outer else line for line in lines)
    assert drawn_rows(text) == headed(rows)


@settings(deadline=None)
@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=2, max_size=5))
def test_a_drawn_simple_table_is_read(rows: list[list[str]]) -> None:
    lines = [" ".join(word.ljust(9) for word in row) for row in rows]
    dashes = " ".join(["-" * 9] * 3)
    text = "\n".join([lines[0], dashes, *lines[1:]])
    assert drawn_rows(text) == headed(rows)


@settings(deadline=None)
@given(st.lists(st.lists(WORDS, min_size=2, max_size=4), min_size=2, max_size=5))
def test_a_drawn_grid_of_uneven_columns_is_read(rows: list[list[str]]) -> None:
    """Every row has its own columns, so that cells span those of other rows."""
    drawn = ["| " + " | ".join(row) for row in rows]
    width = max(map(len, drawn)) + 2
    drawn = [line.ljust(width) + "|" for line in drawn]
    lines = [border("", drawn[0])]
    for line, below in zip(drawn, [*drawn[1:], ""], strict=True):
        lines += [line, border(line, below)]
    assert drawn_rows("\n".join(lines)) == [["body", *row] for row in rows]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("-+|=: ab`$<:T\n", max_size=12), max_size=12))
def test_nothing_breaks_it(lines: list[str]) -> None:
    our_slides("\n".join(lines))


@pytest.mark.parametrize(
    "text",
    [
        lambda n: "| a | b |\n|---|---|\n# head\n" * (n // 2),
        lambda n: "| a |\n|---|\n| " + "`" * (n * 5 // 2) + " |\n",
        lambda n: "| a |\n|---|\n| " + "<!-- " * n + " |\n",
        lambda n: "| a |\n|---|\n| " + "<?" * n + " |\n",
        lambda n: "| a |\n|---|\n| " + "\\a{" * n + " |\n",
        lambda n: "| a |\n|---|\n| " + "$$ " * n + " |\n",
        lambda n: "-----\na\n" * n,
        lambda n: "-----\na\n\n" * n,
        lambda n: "a b\n--- ---\n" * n,
        lambda n: "Table: a\n" + "{.b} c\n" * n,
        lambda n: "Table: a\n" + "{.b} {.c}d}\n" * n,
        lambda n: ": a\n\n" * n,
        lambda n: dense_grid(isqrt(n * 14 // 5)),
        lambda n: spanned_grid(isqrt(n * 5 // 4)),
    ],
    ids=lambda text: repr(text(8)[:24]),
)
def test_time_grows_with_the_table(text: Callable[[int], str]) -> None:
    assert grows_with_size(lambda size: read(text(size)), 2000, quick=0.3)


def dense_grid(size: int) -> str:
    """A grid table of corners."""
    return "+" + "-+" * size + "\n" + ("+" * (2 * size + 1) + "\n") * size


def spanned_grid(size: int) -> str:
    """A grid table whose first column has one cell for all rows."""
    return "+" + "-+" * size + "\n" + ("|" + "-+" * size + "\n") * (2 * size)


def drawn_rows(text: str) -> list[list[str]]:
    """The rows of the one table of a deck: the part each is in, and the texts of its cells."""
    lines = outline(our_slides(text)).splitlines()[2:]
    return [re.split(r" (?:\| )?[←→↔]?", re.sub(r" \(.*?\)", "", line.strip())) for line in lines]


def headed(rows: list[list[str]]) -> list[list[str]]:
    """These rows, the first one the header."""
    return [["body" if at else "head", *row] for at, row in enumerate(rows)]


def border(above: str, below: str) -> str:
    """A line of dashes with a corner wherever one of its neighbours has a border."""
    pairs = zip_longest(above, below)
    return "".join("+" if "|" in pair else "-" for pair in pairs)
