"""Tabs: what is copied from a code block holds those of the file, wherever the block stands."""

from __future__ import annotations

import html
import re

import pytest
from harness import render, with_tabs
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborNode

from diascope.reading.source import TAB, from_column

MAKEFILE = "all:\n\techo x\n\t\tb\tc"


def indented(prefix: str, text: str) -> str:
    return "\n".join(prefix + line for line in text.split("\n"))


FENCED = f"``` make\n{MAKEFILE}\n```"


@pytest.mark.parametrize(
    "block",
    [
        FENCED,
        "- item\n\n" + indented("    ", FENCED),
        "- item\n\n" + indented("\t", FENCED),
        "- item\n\n  - inner\n\n" + indented("    ", FENCED),
        "1.  item\n\n" + indented("    ", FENCED),
        "Term\n\n:   " + indented("    ", FENCED).lstrip(),
        indented("> ", FENCED),
        f"::: box\n{FENCED}\n:::",
        f"<div>\n{FENCED}\n</div>",
        "Text[^1]\n\n[^1]: Note.\n\n" + indented("    ", FENCED),
        indented("    ", MAKEFILE),
        indented("\t", MAKEFILE),
        f"<pre>\n{MAKEFILE}\n</pre>",
    ],
)
def test_code_keeps_its_tabs(block: str) -> None:
    code = render(f"# One\n\n{block}\n").element("pre")
    assert copied(code) == MAKEFILE


def copied(code: LexborNode) -> str:
    """What scripts copy of a code block."""
    return html.unescape(re.sub("<[^>]*>", "", with_tabs(code.html or ""))).strip("\n")


def test_tabs_are_shown_up_to_the_next_stop() -> None:
    code = render("# One\n\n```\na\tb\t<\n\tabcd\te\n```\n").element("pre")
    assert code.text(deep=True) == "a   b   <\n    abcd    e"


def test_code_that_was_indented_by_half_a_tab_keeps_its_columns() -> None:
    code = render("# One\n\n- a\n\n  ```\n\tb\n  ```\n").element("pre")
    assert code.text(deep=True) == "  b"


@given(st.text("\t ab", max_size=20), st.integers(0, 30))
def test_what_is_left_of_a_line_spreads_as_the_line_does(line: str, column: int) -> None:
    left = " " * column + from_column(line, column)
    assert left.expandtabs(TAB)[column:] == line.expandtabs(TAB)[column:]
