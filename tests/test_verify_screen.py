"""What a screen would show of an output."""

import pytest
from casefile import Case, cases, takes_less
from hypothesis import given
from hypothesis import strategies as st

from diascope.verify.screen import shown


@pytest.mark.parametrize("case", [pytest.param(c, id=c.title) for c in cases("screen.md")])
def test_cases(case: Case) -> None:
    printed = case.given.encode("raw_unicode_escape").decode("unicode_escape")
    assert shown(printed).rstrip("\n") == case.expected


PIECES = st.sampled_from(
    ["\x1b[", "\x1b]", "A", "J", "2", ";", "\r", "\n", "\b", "\t", "?1049h", "x"]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
def test_any_output_has_a_screen(text: str) -> None:
    assert not any(char in shown(text) for char in "\x1b\r\b\x07")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_a_text_without_control_characters_is_shown_as_it_is(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *("\x1b[9999B\x1b[9999Cx" * 20, "x\r" * 30_000, "\x1b[A\x1b[Jx\n" * 8_000, "\x1b" * 50_000),
        *("a\n\x1b[2J" * 30_000, "a\n\x1b[1J" * 30_000, "\x1b[999Ba" * 20_000),
        "\x1b[" + "9" * 5000 + "A",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_long_outputs_are_reduced_in_reasonable_time(text: str) -> None:
    assert takes_less(1, lambda: shown(text))
