"""The time of a talk: how it is written, how it is shared out, what does not add up."""

from __future__ import annotations

import json
import re

import pytest
from harness import Site, render

from diascope.metadata.durations import in_words, seconds

SLIDES = "# Setup{}\n\n## One{}\n\n## Two\n\n# Use{}\n\n## Three\n"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(("45", 45), ("45 min", 45), ("45min.", 45), ("7.5", 7.5), ("90 s", 1.5), ("1h30", 90)),
        *(("1 h 30 min", 90), ("2 hours", 120), ("1:30:00", 90), ("0:45:30", 45.5), ("24h", 1440)),
        *(("soon", 0), ("", 0), ("0", 0), ("-5", 0), ("1:30", 0), ("25h", 0), ("1 30", 0)),
        *(("1:75:00", 0), ("9" * 50, 0), ("5 min 30", 0), ("½", 0), ("٤", 0)),
    ],
)
def test_times_are_written_as_people_do(text: str, minutes: float) -> None:
    assert seconds(text) == (minutes * 60 or None)


def test_times_are_told_in_words() -> None:
    assert [in_words(one) for one in (2700, 90, 30)] == ["45 min", "1 min 30 s", "30 s"]


def planned(html: str) -> list[int]:
    """The second of the talk at which each slide should be over, as the page has it."""
    found = re.search(r'id="schedule">(.*?)<', html)
    assert found
    return [int(one) for one in json.loads(found[1])]


@pytest.mark.parametrize(
    ("meta", "times", "ends"),
    [
        ("", ("", "", ""), []),
        ("duration: 10", ("", "", ""), [2, 4, 6, 8, 10]),
        ("duration: 10", (" {time=6}", "", ""), [2, 4, 6, 8, 10]),
        ("duration: 10", (" {time=4}", " {time=2}", ""), [1, 3, 4, 7, 10]),
        ("", (" {time=4}", " {time=2}", " {time=6}"), [1, 3, 4, 7, 10]),
        ("", ("", " {time=3}", ""), [0, 3, 3, 3, 3]),
        ("duration: 5", (" {time=4}", " {time=2}", " {time=6}"), [0.5, 1.5, 2, 3.5, 5]),
        ("totalTime: 600", ("", " {timing=120}", ""), [2, 4, 6, 8, 10]),
        ("defaultTiming: 60", ("", "", " {data-time=6}"), [1, 2, 3, 6, 9]),
    ],
    ids=str,
)
def test_the_schedule_shares_the_time_out(
    meta: str, times: tuple[str, str, str], ends: list[float]
) -> None:
    found = render(f"---\nlang: en\n{meta}\n---\n\n{SLIDES.format(*times)}")
    assert found.outcome.stderr == ""
    assert planned(found.html) == [round(one * 60) for one in ends]


def test_slides_that_are_never_shown_have_no_time() -> None:
    assert planned(
        render("---\nduration: 2\n---\n\n# A\n\n# B {visibility=hidden}\n\n# C\n").html
    ) == [
        60,
        120,
    ]


def test_sections_within_sections() -> None:
    text = (
        "# Part {time=20}\n\n## A {time=8}\n\n### a\n\n## B\n\n### b\n\n# End {time=1}\n\n### c\n"
    )
    assert planned(render(text).html) == [240, 480, 720, 960, 1200, 1230, 1260]


def test_what_is_no_time_is_told() -> None:
    found = render("---\nduration: soon\n---\n\n# One {time=a-while}\n\nText\n")
    assert found.places == [
        ("metadata-invalid", "slides/talk.md", 2),
        ("time-invalid", "slides/talk.md", 5),
    ]
    assert planned(found.html) == []


@pytest.mark.parametrize(
    ("duration", "is_told"), [("10", True), ("20", True), ("15", False), ("30", False)]
)
def test_times_that_do_not_add_up_are_advice(site: Site, duration: str, is_told: bool) -> None:
    more = "\n\n# Three" if duration == "30" else ""
    text = (
        f"---\nduration: {duration}\n---\n\n# One {{time=10}}\n\nText\n\n# Two {{time=5}}\n\nText"
    )
    site.write({"slides/talk.md": f"{text}{more}\n\nText\n"})
    codes = [one.code for one in site.check().findings]
    assert codes == ["times-differ"] * is_told
