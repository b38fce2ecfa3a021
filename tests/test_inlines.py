"""The text of a deck: read whatever it is, its mistakes told, in time that grows with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from casefile import grows_with_size
from hypothesis import given, settings
from hypothesis import strategies as st

from diascope.diagnostics import Diagnostic, Place
from diascope.dialect import reader
from diascope.dialect.inlines import plain_text, read_inlines
from diascope.dialect.tokens import Token
from diascope.parse.context import Lookups, Shared

MARKUP = st.text(alphabet="*_~^[]()!$\\`<>\"'-.&@{}=#;: \nabé1")


def read(text: str) -> tuple[list[Token], list[Diagnostic]]:
    """The tokens of a text where nothing is defined, and what is wrong with it."""
    rows = [Place(Path("talk.md"), line, line + 1, 0) for line in range(text.count("\n") + 1)]
    return read_inlines(text, reader(), Lookups(Shared({}, {}, {}, {}, {})), rows)


@given(MARKUP)
@settings(max_examples=330, deadline=None)
def test_any_text_is_read(text: str) -> None:
    tokens, _ = read(text)
    assert sum(token.nesting for token in tokens) == 0


@given(st.lists(st.text(alphabet="abcdeü,;:%+/?", min_size=1), min_size=1))
def test_words_without_markup_stay_as_they_are(words: list[str]) -> None:
    text = " ".join(words)
    tokens, _ = read(text)
    assert plain_text(tokens) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[a][nowhere]", "reference-undefined"),
        ("[nowhere][]", "reference-undefined"),
        ("a[^nowhere]", "footnote-undefined"),
        ("{{ meta.nowhere }}", "variable-undefined"),
    ],
)
def test_what_nothing_defines_is_reported(text: str, code: str) -> None:
    _, findings = read(f"a\n{text}")
    assert [(one.code, one.line, one.column) for one in findings] == [
        (code, 2, text.index("[" if "[" in text else "{") + 1)
    ]


@pytest.mark.parametrize(
    "text",
    ["[x] done", "a[0]", "a[i][j]", "[ˈwɔːtə]", "[see] below", "[@doe99]", r"\[a][b]", "`[a][b]`"],
)
def test_brackets_that_refer_to_nothing_are_not_reported(text: str) -> None:
    _, findings = read(text)
    assert findings == []


PIECES = (
    *("[", "]", "![", "*a ", "_a ", "**", "***a ", "`", "~~a ", "~", "^a ", "^[", '"a ', "'a \"b "),
    *("$", "$$ ", "$\\text{", "<", "<a ", "<!-- ", "<?", "<span>*", "&", "@a ", "[@a;", "[^", "\\"),
    *("\\a{", "{{", "(@", "[a](b", "[a](<", '[a](b "', "[a][", "[a]{", "\\begin{a}", "  \n", "[a]"),
)


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("end", ["", "`'`"])
def test_time_grows_with_the_text(piece: str, end: str) -> None:
    def read_text(size: int) -> None:
        read(piece * (size // len(piece)) + end)

    assert grows_with_size(read_text, 20_000)
