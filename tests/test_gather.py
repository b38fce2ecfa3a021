"""Findings of one kind are gathered; nothing about how bad they are changes."""

from pathlib import Path

from harness import Site

from diascope.diagnostics import Diagnostic, Place
from diascope.diagnostics.gather import gathered
from diascope.serve.overlay import overlay

PATH = Path("talk.md").absolute()


def images(count: int) -> str:
    return "# One\n\n" + "\n\n".join(f"Text ![]({at}.png)" for at in range(count)) + "\n"


def found(lines: int, code: str = "math-invalid", hint: str = "h") -> list[Diagnostic]:
    places = [Place(PATH, line, line + 1, 0, 1) for line in range(lines)]
    return [Diagnostic(code, place, "m", hint, "l", "x") for place in places]


def test_three_of_a_kind_stand_as_they_are() -> None:
    assert gathered(reversed(found(3))) == tuple(found(3))


def test_of_more_the_first_three_are_shown_and_the_hint_once() -> None:
    shown = gathered(found(6))
    assert [(one.line, one.message, one.hint) for one in shown] == [
        (1, "m", ""),
        (2, "m", ""),
        (3, "m", ""),
        (4, "3 more like these, on lines 4, 5, 6", "h"),
    ]


def test_hints_that_differ_stay_with_their_findings() -> None:
    some = [*found(3, hint="a"), *found(5, hint="b")[3:]]
    assert [one.hint for one in gathered(some)] == ["a", "a", "a", ""]


def test_kinds_are_not_mixed() -> None:
    shown = gathered([*found(3), *found(4, "div-unopened")])
    assert [one.code for one in shown].count("math-invalid") == 3
    assert [one.code for one in shown].count("div-unopened") == 4


def test_many_lines_are_not_listed() -> None:
    assert gathered(found(100))[-1].message == "97 more like these, on 97 lines from 4 to 100"


def test_the_overlay_gathers_as_the_terminal_does() -> None:
    assert [item["line"] for item in overlay(found(9))] == [1, 2, 3, 4]


def test_a_build_counts_them_all(site: Site) -> None:
    outcome = site.deck(images(6))
    assert [(one.code, one.line) for one in outcome.findings] == [
        ("image-missing", 3),
        ("image-missing", 5),
        ("image-missing", 7),
        ("image-missing", 9),
    ]
    assert outcome.findings[-1].message == "3 more like these, on lines 9, 11, 13"
    assert outcome.stderr.count("hint:") == 1
    assert "6 warnings" in outcome.stdout
    assert outcome.code == 0
    assert site.build("--strict").code == 1


def test_each_file_has_its_own(site: Site) -> None:
    site.write({"slides/a.md": images(4), "slides/b.md": images(4)})
    paths = [one.path for one in site.build().findings]
    assert paths == ["slides/a.md"] * 4 + ["slides/b.md"] * 4
