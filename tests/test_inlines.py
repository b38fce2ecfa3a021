"""The text of a deck: read as pandoc 3.9 reads it, whatever it is, in time that grows with it."""

from __future__ import annotations

import pytest
from casefile import FOLDER, Case, cases, has_reference, seconds
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_outline import Deck, findings, ours, pandocs

from diascope.dialect import reader
from diascope.dialect.inlines import plain_text, read_inlines

FILES = sorted(path.name for path in (FOLDER / "inlines").glob("*.md"))
MARKUP = st.text(alphabet="*_~^[]()!$\\`<>\"'-.&@{}=#;: \nabé1")


def every_case() -> list[object]:
    return [
        pytest.param(case, id=f"{name}: {case.title}")
        for name in FILES
        for case in cases(f"inlines/{name}")
    ]


@pytest.mark.parametrize("case", every_case())
def test_inlines(case: Case) -> None:
    assert ours(case.given) == case.expected


@pytest.mark.parametrize("case", every_case())
def test_expected_is_what_pandoc_reads(case: Case) -> None:
    if not has_reference():
        pytest.skip("pandoc 3.9 is not installed")
    assert pandocs(case.given) == case.expected


@given(MARKUP)
@settings(max_examples=500, deadline=None)
def test_any_text_is_read(text: str) -> None:
    tokens, _ = read_inlines(text, reader(), Deck())
    assert sum(token.nesting for token in tokens) == 0


@given(st.lists(st.text(alphabet="abcdeü,;:%+/?", min_size=1), min_size=1))
def test_words_without_markup_stay_as_they_are(words: list[str]) -> None:
    text = " ".join(words)
    tokens, _ = read_inlines(text, reader(), Deck())
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
    assert [found.code for found in findings(f"a\n{text}")] == [code]
    assert [found.line for found in findings(f"a\n{text}")] == [1]


@pytest.mark.parametrize(
    "text",
    ["[x] done", "a[0]", "a[i][j]", "[ˈwɔːtə]", "[see] below", "[@doe99]", r"\[a][b]", "`[a][b]`"],
)
def test_brackets_that_refer_to_nothing_are_not_reported(text: str) -> None:
    assert findings(text) == []


def test_metadata_stands_in_text() -> None:
    assert ours(r"{{ meta.title }} and \{{ meta.title }}") == (
        "<em>emphatic</em> words and {{ meta.title }}"
    )


PIECES = (
    *("[", "]", "![", "*a ", "_a ", "**", "***a ", "`", "~~a ", "~", "^a ", "^[", '"a ', "'a \"b "),
    *("$", "$$ ", "$\\text{", "<", "<a ", "<!-- ", "<?", "<span>*", "&", "@a ", "[@a;", "[^", "\\"),
    *("\\a{", "{{", "(@", "[a](b", "[a](<", '[a](b "', "[a][", "[a]{", "\\begin{a}", "  \n", "[a]"),
)


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("end", ["", "`'`"])
def test_time_grows_with_the_text(piece: str, end: str) -> None:
    def read_text(size: int) -> None:
        read_inlines(piece * (size // len(piece)) + end, reader(), Deck())

    read_text(1000)
    assert seconds(lambda: read_text(40_000)) < max(0.5, 10 * seconds(lambda: read_text(10_000)))
