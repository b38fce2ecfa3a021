"""Diagnostics: the text a user reads, to the letter."""

import dataclasses
import re
from pathlib import Path

import pytest
from casefile import Case, cases
from harness import Site
from hypothesis import given
from hypothesis import strategies as st

from diascope.diagnostics import CODES, Diagnostic, Place, has_errors
from diascope.diagnostics.check_codes import CHECK_CODES
from diascope.diagnostics.codes import DECK
from diascope.diagnostics.format import format_diagnostic
from diascope.diagnostics.reasons import REASONS

WARNING = Diagnostic("div-unopened", Place(Path("a.md"), 0, 1, 0, 1), "m", "h", "l", "x")
ERROR = dataclasses.replace(WARNING, code="include-missing")


def diagnostic(given: str) -> Diagnostic:
    """The diagnostic that a case describes: place and kind, message, hint, label, excerpt."""
    head, message, hint, label, excerpt = given.split("\n")
    path, line, column, length, code = head.split()
    begin = 0 if line == "-" else int(line) - 1
    end = 0 if line == "-" else begin + 1
    start = None if column == "-" else int(column) - 1
    place = Place(Path(path).absolute(), begin, end, start, int(length))
    return Diagnostic(code, place, message, hint, label.strip(), excerpt)


@pytest.mark.parametrize("case", [pytest.param(c, id=c.title) for c in cases("diagnostics.md")])
def test_format(case: Case) -> None:
    assert format_diagnostic(diagnostic(case.given)) == case.expected


@pytest.mark.parametrize(("found", "sgr"), [(ERROR, "1;31"), (WARNING, "1;33")])
def test_colour_changes_nothing_but_colour(found: Diagnostic, sgr: str) -> None:
    coloured = format_diagnostic(found, colour=True)
    assert f"\x1b[{sgr}m{found.severity}[{found.code}]\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == format_diagnostic(found)


def test_text_of_a_deck_cannot_steer_the_terminal() -> None:
    found = dataclasses.replace(ERROR, excerpt="a\x1b[2Jb\u202ec", message="\x07x", hint="\x9by")
    assert format_diagnostic(found).split("\n") == [
        "a.md:1:1: error[include-missing]: \ufffdx",
        "  |",
        "1 | a\ufffd[2Jb\ufffdc",
        "  | ^ l",
        "  hint: \ufffdy",
    ]


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown diagnostic code 'no-such-code'"):
        dataclasses.replace(ERROR, code="no-such-code")


def test_codes_are_kebab_case_and_explained_in_one_line() -> None:
    for code, meaning in ((code, row.meaning) for code, row in CODES.items()):
        assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)+", code)
        assert meaning
        assert "\n" not in meaning
        assert not meaning.endswith(".")


def test_only_errors_are_errors() -> None:
    assert has_errors([WARNING, ERROR])
    assert not has_errors([WARNING])
    assert not has_errors([])


@given(st.text(), st.integers(1, 200), st.integers(0, 200), st.booleans())
def test_any_excerpt_can_be_shown(excerpt: str, column: int, length: int, known: bool) -> None:
    place = Place(Path("a.md"), 0, 1, column - 1 if known else None, length)
    found = dataclasses.replace(ERROR, excerpt=excerpt, place=place)
    lines = format_diagnostic(found).split("\n")
    assert len(lines) in {2, 5}
    if len(lines) == 5:
        assert re.fullmatch(r"  \| *\^+ l", lines[3])


@pytest.mark.parametrize("code", [code for code, row in CODES.items() if row.file])
def test_every_example_has_what_it_is_an_example_of(code: str, site: Site) -> None:
    site.write({DECK: "# One", CODES[code].file: CODES[code].example})
    outcome = site.check() if code in CHECK_CODES else site.build()
    assert {finding.code for finding in outcome.findings} == {code}


def test_every_code_has_a_reason() -> None:
    assert REASONS.keys() == CODES.keys()
    assert all(reason.endswith(".") for reason in REASONS.values())
