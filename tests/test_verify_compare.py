"""Comparing outputs: what is equal, what is not, and the output that a slide gets."""

import re
import time
from collections.abc import Iterator

import pytest
from casefile import Case, cases
from hypothesis import example, given, settings
from hypothesis import strategies as st

from diascope.verify.compare import Comparison, compare
from diascope.verify.merge import merged
from diascope.verify.rules import Rules

CASES = cases("compare.md")


def said(case: Case, word: str) -> Iterator[tuple[str, str]]:
    """The names and values after a word in a case's remark."""
    for line in case.remark.split("\n"):
        if line.startswith(f"{word} "):
            name, _, value = line.removeprefix(f"{word} ").partition("=")
            yield name, value


def rules_of(case: Case) -> Rules:
    """The rules that a case's remark gives."""
    masks = {name: re.compile(value) for name, value in said(case, "mask")}
    folder = next((name for name, _ in said(case, "folder")), "")
    return Rules(masks, "unordered" in case.remark.split("\n"), folder)


def compared(shown: str, actual: str) -> Comparison:
    """The comparison by the built-in masks alone."""
    return compare(shown, actual, Rules(), {})


@pytest.mark.parametrize("case", [pytest.param(case, id=case.title) for case in CASES])
def test_cases(case: Case) -> None:
    comparison = compare(case.given, case.expected, rules_of(case), dict(said(case, "given")))
    assert comparison.is_equal == (case.remark.split("\n")[0] == "equal"), comparison.pairs
    assert comparison.values.items() >= dict(said(case, "value")).items()


WILDCARD = re.compile(r"\.\.\.|\[\.\.\]|<\w+>")
PLAIN = [case for case in CASES if not WILDCARD.search(case.given + case.expected)]


@pytest.mark.parametrize("case", [pytest.param(case, id=case.title) for case in PLAIN])
def test_without_wildcards_both_sides_are_alike(case: Case) -> None:
    ways = [(case.given, case.expected), (case.expected, case.given)]
    there, back = (compare(*way, rules_of(case), {}).is_equal for way in ways)
    assert there == back


@pytest.mark.parametrize("case", [pytest.param(c, id=c.title) for c in cases("merge.md")])
def test_merged(case: Case) -> None:
    shown, actual = case.given.split("\n=====\n")
    comparison = compare(shown, actual, rules_of(case), {})
    assert merged(comparison) == case.expected


TOKENS = st.sampled_from(
    """
    12s 3d4h 5m30s 10.0.0.1 <none> <pending> a1b2c3d 1234567 deadbee web-x2x7q web-bxqzk
    web-5d4f8c7b9 10:00:00 2026-11-02 8080/TCP 80:31234/TCP :8080 1.5 Running <x> <y> [..] ...
    [...] a b p/<x> <x>-<y> <x>, </x> x=<x> x-q \U0010f000
    """.split()
)
SPACES = st.sampled_from(["", " ", " ", "  ", "   ", "\t"])
LINES = st.lists(st.tuples(TOKENS, SPACES).map("".join), max_size=5).map("".join)
TEXTS = st.one_of(st.text(max_size=30), st.lists(LINES, max_size=7).map("\n".join))
RULES = st.builds(
    Rules,
    st.sampled_from([{}, {"x": re.compile(r"[a-q]+")}, {"n": re.compile(r"\d+")}]),
    st.booleans(),
    st.sampled_from(["", "/tmp/diascope-k3j2h1g0/demo"]),
)
VALUES = st.sampled_from([{}, {"x": "a"}, {"y": "web-x2x7q"}])


@settings(max_examples=30, deadline=None)
@given(TEXTS, RULES, VALUES)
def test_a_text_is_equal_to_itself(text: str, rules: Rules, values: dict[str, str]) -> None:
    comparison = compare(text, text, rules, values)
    assert comparison.is_equal
    assert comparison.values == values


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS, RULES, VALUES)
@example("...\n<x> a\n...\n<x> b", "p a\nq a\nq b", Rules(), {})
def test_what_is_merged_is_equal(
    shown: str, actual: str, rules: Rules, values: dict[str, str]
) -> None:
    comparison = compare(shown, actual, rules, values)
    text = merged(comparison)
    assert compare(text, actual, rules, values).is_equal
    assert not comparison.is_equal or text == shown


@settings(max_examples=50, deadline=None)
@given(TEXTS, TEXTS, RULES, VALUES)
def test_every_line_is_in_one_pair(
    shown: str, actual: str, rules: Rules, values: dict[str, str]
) -> None:
    pairs = compare(shown, actual, rules, values).pairs
    assert "\n".join(pair.shown for pair in pairs if pair.shown is not None) == shown
    lines = [line for pair in pairs for line in pair.actual]
    actual_lines = actual.split("\n") if actual else []
    assert (sorted(lines) == sorted(actual_lines)) if rules.unordered else lines == actual_lines


WORDS = st.lists(st.sampled_from(["a", "b", "1/1", "Running", "x.y"]), min_size=1, max_size=4)


@settings(deadline=None)  # the first line compiles the masks
@given(st.lists(WORDS, min_size=1, max_size=5), st.data())
def test_one_other_word_is_a_difference(lines: list[list[str]], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(lines) - 1))
    word = data.draw(st.integers(0, len(lines[at]) - 1))
    shown = "\n".join(map(" ".join, lines))
    lines[at][word] += "q"
    actual = "\n".join(map(" ".join, lines))
    assert not compared(shown, actual).is_equal
    assert merged(compared(shown, actual)) == actual


@given(st.lists(st.sampled_from(["a", "b", "..."]), max_size=8), st.text("ab", max_size=8))
def test_gaps_are_those_of_a_regular_expression(shown: list[str], actual: str) -> None:
    pattern = "".join(".*" if line == "..." else line for line in shown)
    assert compared("\n".join(shown), "\n".join(actual)).is_equal == bool(
        re.fullmatch(pattern, actual)
    )


@given(st.lists(st.sampled_from(["a", "b", "[..]"]), max_size=8), st.text("ab", max_size=8))
def test_wildcards_are_those_of_a_regular_expression(shown: list[str], actual: str) -> None:
    pattern = "".join(".*" if part == "[..]" else part for part in shown)
    found = compared(f"-{''.join(shown)}", f"-{actual}").is_equal
    assert found == bool(re.fullmatch(pattern, actual))


def test_much_output_in_any_order_takes_no_second() -> None:
    lines = [f"line {at} took 12s" for at in range(3000)]
    begun = time.process_time()
    found = compare("\n".join(lines), "\n".join(reversed(lines)), Rules({}, True), {})
    assert found.is_equal
    assert time.process_time() - begun < 1


def test_a_gap_of_one_line_gives_names_no_values() -> None:
    comparison = compared("...\n<x> b", "a\nc b")
    assert (comparison.is_equal, comparison.values) == (True, {"x": "c"})


def test_a_difference_far_away_is_the_only_one() -> None:
    lines = [f"line {at} of many" for at in range(400)]
    other = [*lines[:5], "other", *lines[6:300], *lines[302:]]
    pairs = compared("\n".join(lines), "\n".join(other)).pairs
    differing = [pair.shown or pair.actual[0] for pair in pairs if not pair.is_equal]
    assert differing == ["line 5 of many", "other", "line 300 of many", "line 301 of many"]


def test_an_empty_line_is_as_good_as_no_line() -> None:
    assert compared("\n", "").is_equal
    assert compared("", "\n\n").is_equal
    assert not compared("\n", "a").is_equal
    assert not compared("a\n", "b").is_equal
    assert compared("a\n\n\n", "a").is_equal
    assert compare("a\n\nb", "b\na", Rules({}, True), {}).is_equal
    assert not compared("a\n\nb", "a\nb").is_equal


def test_a_name_with_another_value_differs_when_no_round_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("diascope.verify.compare.ROUNDS", 1)
    pairs = compared("<x> is up\n<x> is ready", "a is up\nb is ready").pairs
    assert [(pair.shown, pair.actual, pair.is_equal) for pair in pairs] == [
        ("<x> is up", ("a is up",), True),
        ("<x> is ready", (), False),
        (None, ("b is ready",), False),
    ]


SIZE = 256 * 1024
"""The most that is kept of an output, in characters."""


def log(minute: int, first: int) -> str:
    """A log of the greatest size, of lines that hold tokens of four kinds."""
    line = "2026-11-02 10:{:02}:00 web-5d4f8c7b9-x2x7q 10.0.0.1 took 12s {}\n"
    return "".join(line.format(minute, first + at) for at in range(SIZE // 64))


@pytest.mark.parametrize(
    ("shown", "actual"),
    [
        pytest.param(log(1, 0), log(2, 0), id="all lines equal by masks"),
        pytest.param(log(1, 0), log(2, 1), id="all lines different"),
        pytest.param("...\nx\nx\ny\n...", "x\n" * (SIZE // 2), id="a gap that never ends"),
        pytest.param("[..]a[..]a[..]a[..]b", "a" * SIZE, id="wildcards in one line"),
        pytest.param("[..]<x>-<y>-<z>[..]q", "a-a-" * (SIZE // 4), id="names in one line"),
        pytest.param("a b", f"a{' ' * SIZE}c", id="blanks"),
        pytest.param("1.2", "1." * (SIZE // 2), id="numbers"),
        pytest.param("/a/b", "/a" * (SIZE // 2), id="a path"),
        pytest.param("a:b", "1a:" * (SIZE // 3), id="colons"),
    ],
)
def test_much_output_takes_no_second(shown: str, actual: str) -> None:
    start = time.process_time()
    merged(compared(shown, actual))
    assert time.process_time() - start < 1
