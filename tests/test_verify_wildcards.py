"""What wildcards and names in a line of a slide stand for, and what they do not."""

from __future__ import annotations

import re
import time

import pytest

from diascope.verify.fits import fitter
from diascope.verify.masks import LAST, Masked
from diascope.verify.rules import Rules
from diascope.verify.wildcards import (
    closed_names,
    elements,
    marked,
    single_blanks,
)

SIGN = chr(LAST)


def fits(shown: str, actual: str, **values: str) -> dict[str, str] | None:
    """The values that names get where a line of a slide stands for a printed one."""
    rules = Rules({"hex": re.compile("[a-f]+")})
    found = fitter(shown, rules).fits(shown, actual, values)
    return None if found is None else dict(found)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("a", "a"),
        ("  a", "  a"),
        ("   a", "  a"),
        (" a", " a"),
        ("\ta", " a"),
        ("\t\ta", "  a"),
        (" \ta", "  a"),
        ("\t a", "  a"),
        ("a b", "a b"),
        ("a  \t b", "a b"),
        ("ab  c", "ab c"),
        ("a \t\r", "a"),
        ("ax", "ax"),
        ("x  a", "x a"),
        ("xx", "xx"),
        ("", ""),
    ],
)
def test_blanks_are_one_but_for_two_at_the_beginning(line: str, wanted: str) -> None:
    assert single_blanks(Masked(line)).text == wanted


@pytest.mark.parametrize(
    ("line", "tokens"),
    [
        ("a [..] b", ("[..]",)),
        ("[..][..]", ("[..]", "[..]")),
        ("took ...", (" ...",)),
        ("took \t ... in all", (" \t ...",)),
        ("took\t...", ("\t...",)),
        ("took ....", ()),
        ("took...", ()),
        ("<pod> <b> <my-pod2>", ("<pod>", "<my-pod2>")),
        ("<2x> <a b> < a>", ()),
        (f"<pod> {SIGN}", ()),
        ("[..]" * 50, ("[..]",) * 50),
        ("[..]" * 51, ()),
        ("plain", ()),
    ],
)
def test_wildcards_and_names_are_tokens(line: str, tokens: tuple[str, ...]) -> None:
    found = marked(line, frozenset({"b"}))
    assert found.tokens == tokens
    assert found.original(0, len(found.text)) == line


def test_names_that_are_closed_are_elements() -> None:
    assert closed_names("<a>x</a> <b> </my-tag2> </2> </ c>") == {"a", "my-tag2"}
    assert closed_names("<a>") == frozenset()


def test_the_parts_of_a_line() -> None:
    found = elements(marked("  <x>  is  [..]up", frozenset()))
    assert [(one.text, one.name, one.is_any) for one in found] == [
        ("", "x", False),
        (" is ", "", False),
        ("", "", True),
        ("up", "", False),
    ]


YES = [
    ("[..] up", "web is up", {}),
    ("up [..]", "up and down", {}),
    ("up[..]", "up", {}),
    ("[..]a[..]a[..]", "xaxax", {}),
    ("[..]ab", "aab", {}),
    ("[..]ab", "abab", {}),
    ("[..]a[..]b", "ab", {}),
    ("[..]<x>", "a b", {"x": "b"}),
    ("[..] web-5d4f8c7b9-x2x7q", "pod web-7c9bd4f865-bqkzt", {}),
    ("a[..]a", "aa", {}),
    ("  [..]x", "x", {}),
    ("[..]x", "   x", {}),
    ("\t<x> y", "\t\ta y", {"x": "a"}),
    ("<x> is up", "web is up", {"x": "web"}),
    ("<x> is up", "  web   is  up ", {"x": "web"}),
    ("is <x>", "is <x>", {}),
    ("<x>/<x>", "a/a", {"x": "a"}),
    ("<x>-<y>", "a-b-c", {"x": "a-b", "y": "c"}),
    ("<x>-<x>", "a-b-a-b", {"x": "a-b"}),
    ("[..]<x> is up", "at last web is up", {"x": "web"}),
    ("[..]<x>>", "see <web>", {"x": "web"}),
    ("<hex> ok", "beef ok", {}),
    ("took ...", "took some time", {}),
    ("took ... in all", "took some time in all", {}),
    ("[..] 12s <x>", "web 5m30s b", {"x": "b"}),
    ("[..] 12s [..]", "1m web 5s on", {}),
    ("<x>[..]10.0.0.1", "a at 10.1.2.3", {"x": "a"}),
    ("<x>", "a" * 253, {"x": "a" * 253}),
    ("<hex>", "a" * 128, {}),
]
NO = [
    ("[..] up", "web is down"),
    ("[..] up", "up"),
    ("a[..]a", "a"),
    ("[..]ab[..]ab", "ab"),
    ("x [..]", "a x b"),
    ("<x>/<x>", "a/b"),
    ("<x> is up", "a b is up"),
    ("<x> up", " up"),
    ("<x>-<x>", "a-b-c-d"),
    ("<hex> ok", "web ok"),
    ("[..] 12s", "web 12"),
    ("[..] id 1234567", "pod id 7654321"),
    ("[..] web-5d4f8c7b9-x2x7q", "pod api-7c9bd4f865-bqkzt"),
    ("<x> up", "a\tdown"),
    ("<x>", "a" * 254),
    ("<hex>", "a" * 129),
]


@pytest.mark.parametrize(("shown", "actual", "values"), YES)
def test_a_line_fits(shown: str, actual: str, values: dict[str, str]) -> None:
    assert fits(shown, actual) == values


@pytest.mark.parametrize(("shown", "actual"), NO)
def test_a_line_does_not_fit(shown: str, actual: str) -> None:
    assert fits(shown, actual) is None


@pytest.mark.parametrize(
    ("shown", "actual", "is_fit"),
    [
        ("[..]<x> is up", "a b is up", True),
        ("[..]<x> is up", "ab is up", False),
        ("[..]<x> is up", "a,b is up", False),
        ("[..]<x>, too", "b, b, too", True),
        ("<x><y>", "bc", True),
        ("[..]a<x>", "aab", True),
        ("[..]a<x>c[..]", "aac abc", True),
        ("<x>", "c", False),
    ],
)
def test_a_name_keeps_its_value_and_begins_a_word(shown: str, actual: str, is_fit: bool) -> None:
    assert (fits(shown, actual, x="b") is not None) == is_fit


@pytest.mark.parametrize(
    ("shown", "actual"),
    [
        ("[..]<x>-<y>-<z>-<w>[..]q", "a-" * 5_000),
        ("[..]a[..]b" * 20 + "c", "ab" * 20_000),
        (" ..." * 20, "a " * 50_000),
        ("<x><y><z>q", "a" * 250),
        ("a" + " " * 30_000 + "[..]b", "a" + " " * 30_000 + "c"),
    ],
)
def test_no_line_takes_long(shown: str, actual: str) -> None:
    begun = time.process_time()
    fits(shown, actual)
    assert time.process_time() - begun < 1
