"""`check`: what it says of decks, in which form, what it ignores, and what it repairs."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from casefile import Case, cases
from harness import REAL_DECK, ROOT, Site, diascope
from hypothesis import given, settings
from hypothesis import strategies as st

from diascope.check.explain import explain
from diascope.check.repairs import Repair, repaired
from diascope.commands.repair import repaired as repaired_script
from diascope.diagnostics import CODES
from diascope.reading.disk import Disk
from diascope.reading.mojibake import broken_runs, repair


@pytest.mark.parametrize("case", [pytest.param(c, id=c.title) for c in cases("check.md")])
def test_rules(case: Case, site: Site) -> None:
    """Columns are compared where a case names them."""
    site.write({"slides/talk.md": case.given + "\n"})
    wanted = [re.split("[ :]", line) for line in case.expected.split("\n") if line]
    found = [[one.code, str(one.line), str(one.column)] for one in site.check().findings]
    lengths = [*map(len, wanted), *[3] * len(found)]
    assert [one[:length] for one, length in zip(found, lengths, strict=False)] == wanted


def test_the_real_deck_has_two_warnings_and_else_only_advice(site: Site) -> None:
    site.write({"slides/docker-kubernetes.md": REAL_DECK.read_bytes()})
    found = site.check().findings
    serious = [one.code for one in found if one.severity != "advice"]
    assert serious == ["text-broken-encoding", "reference-undefined"]


def test_our_own_site_has_nothing_above_advice() -> None:
    outcome = diascope("check", "--strict", folder=ROOT)
    assert outcome.code == 0
    assert {one.severity for one in outcome.findings} <= {"advice"}


def test_nothing_is_built(site: Site) -> None:
    site.write({"slides/talk.md": "# One\n\nthe the\n"})
    site.check()
    assert not site.output.exists()


@pytest.mark.parametrize(
    ("deck", "arguments", "code"),
    [
        ("# One\n\nthe the\n", [], 0),
        ("# One\n\nthe the\n", ["--strict"], 0),
        ("# One\n\n![Moon](moon.jpg)\n", [], 0),
        ("# One\n\n![Moon](moon.jpg)\n", ["--strict"], 1),
        ("---\na: [\n---\n\n# One\n", [], 1),
    ],
)
def test_exit_status(site: Site, deck: str, arguments: list[str], code: int) -> None:
    site.write({"slides/talk.md": deck})
    assert site.check(*arguments).code == code


def test_limits_are_set_in_the_configuration(site: Site) -> None:
    deck = "# One\n\n- one\n- two\n- three\n\n``` sh\nls\nls\n```\n"
    site.write({"slides/talk.md": deck, "diascope.toml": "limits = {items = 2, code = 1}"})
    (finding,) = site.check().findings
    assert (
        finding.message == "this slide holds 3 list items and 2 lines of code; the limit is 2 and 1"
    )
    site.write({"diascope.toml": "limits = {items = 0, code = 2}"})
    assert site.check().findings == []
    site.write({"diascope.toml": "limits = {item = 3}"})
    assert [one.code for one in site.check().findings] == ["config-invalid"]


def test_codes_are_ignored_in_the_whole_site_by_build_and_check(site: Site) -> None:
    deck = "# One\n\nthe the ![Moon](moon.jpg)\n"
    toml = 'ignore = ["words-repeated", "image-missing", "yaml-invalid"]'
    site.write({"slides/talk.md": deck, "diascope.toml": toml})
    assert [one.code for one in site.check().findings] == ["ignore-unknown"]
    assert [one.code for one in site.build().findings] == ["ignore-unknown"]


def test_a_comment_in_extras_counts_for_what_stands_there(site: Site) -> None:
    extras = "# {#one}\n\n<!-- diascope: ignore image-missing -->\n\n![Sun](sun.jpg)\n"
    site.write({"slides/talk.md": "# One\n\nText\n\n# Two\n\n![Moon](moon.jpg)\n"})
    site.write({"slides/talk.extras.md": extras})
    assert site.check().places == [("image-missing", "slides/talk.md", 7)]


def test_letter_case_counts_whatever_the_disk(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"Moon.JPG": "image", "Part.md": "text\n", "sub/a.svg": "<svg/>"}
    site.write({f"slides/{name}": text for name, text in names.items()})
    deck = "# One\n\n![m](moon.jpg) ![a](Sub/a.svg)\n\n::: {include='part.md'}\n:::\n"
    site.write({"slides/talk.md": deck, "diascope.toml": 'decks = ["talk"]'})
    there = {path.as_posix().lower(): path for path in (site.root / "slides").rglob("*")}
    ask = Disk.kind, Disk.real, Disk.read

    def actual(path: Path) -> Path:
        return there.get(path.as_posix().lower(), path)

    for name, own in zip(("kind", "real", "read"), ask, strict=True):
        monkeypatch.setattr(Disk, name, lambda self, path, own=own: own(self, actual(path)))
    found = site.check().findings
    assert [(one.code, one.line) for one in found if one.severity != "advice"] == [
        ("address-case", 3),
        ("address-case", 3),
        ("address-case", 5),
    ]
    assert "`Sub/a.svg` is `sub` on disk" in found[1].message


def test_a_missing_file_has_the_nearest_name_as_a_hint(site: Site) -> None:
    site.write({"slides/img/Moon.jpg": "x", "slides/talk.md": "# One\n\n![m](img/moon.jpg)\n"})
    assert site.check().hint("image-missing") == "did you mean `img/Moon.jpg`?"


class TestFormats:
    deck = "# One\n\nthe the ![Moon](moon.jpg)\n"

    def test_the_first_line_fits_problem_matchers(self, site: Site) -> None:
        site.write({"slides/talk.md": self.deck})
        first = site.check().stderr.split("\n")[0]
        assert first == "slides/talk.md:3:5: advice[words-repeated]: the word `the` stands twice"

    def test_json(self, site: Site) -> None:
        site.write({"slides/talk.md": self.deck})
        outcome = site.check("--format", "json")
        first, second = json.loads(outcome.stdout)["findings"]
        assert outcome.stderr == ""
        assert (first["file"], first["line"], first["column"]) == ("slides/talk.md", 3, 9)
        assert (first["level"], first["code"]) == ("warning", "image-missing")
        assert second["excerpt"] == "the the ![Moon](moon.jpg)"

    def test_github(self, site: Site) -> None:
        site.write({"slides/talk.md": self.deck})
        lines = site.check("--format", "github").stdout.splitlines()
        place = "file=slides/talk.md,line=3,col=5,endColumn=8,title=words-repeated"
        assert f"::notice {place}::the word `the` stands twice" in lines

    def test_sarif(self, site: Site) -> None:
        site.write({"slides/ta lk.md": self.deck})
        (run,) = json.loads(site.check("--format", "sarif").stdout)["runs"]
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        for result in run["results"]:
            assert rules[result["ruleIndex"]] == result["ruleId"]
        levels = {result["ruleId"]: result["level"] for result in run["results"]}
        assert levels == {"image-missing": "warning", "words-repeated": "note"}
        place = run["results"][1]["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "slides/ta%20lk.md"
        assert place["region"] == {"startLine": 3, "startColumn": 5, "endColumn": 8}


class TestExplain:
    def test_a_code_is_explained(self, site: Site) -> None:
        said = diascope("check", "--explain", "link-words", folder=site.root).stdout
        assert said.startswith("advice[link-words]: the words of a link do not say where it leads")
        assert "[here](https://example.org)" in said
        assert "ignore: [link-words]" in said

    @pytest.mark.parametrize("code", CODES)
    def test_every_code_can_be(self, code: str) -> None:
        assert len(explain(code).splitlines()) >= 4

    def test_a_slip_of_the_finger(self, site: Site) -> None:
        outcome = diascope("check", "--explain", "link-word", folder=site.root)
        assert outcome.code == 2
        assert "did you mean `link-words`?" in outcome.stderr


class TestFix:
    def test_repairs_and_leaves_all_else(self, site: Site) -> None:
        before = "\ufeff# Ã˜BS\r\n\r\n\tØ “text” Ã˜\r\n\r\n"
        before += "``` console\r\n$ echo “a b” | wc —lines\r\n“out”\r\n```"
        after = "\ufeff# ØBS\r\n\r\n\tØ “text” Ø\r\n\r\n"
        after += '``` console\r\n$ echo "a b" | wc --lines\r\n“out”\r\n```'
        site.write({"slides/talk.md": before})
        outcome = site.check("--fix")
        assert (site.root / "slides/talk.md").read_bytes() == after.encode()
        assert outcome.stderr.startswith("Repaired 3 places in 1 file")
        assert site.check("--fix").stderr == ""

    def test_what_is_ignored_is_not_repaired(self, site: Site) -> None:
        deck = "---\ntitle: T\nignore: text-broken-encoding\n---\n\n# Ã˜BS\n"
        site.write({"slides/talk.md": deck})
        site.check("--fix")
        assert (site.root / "slides/talk.md").read_text("utf-8") == deck

    def test_extras_and_included_files_are_repaired(self, site: Site) -> None:
        site.write({"slides/talk.md": "# One\n\n::: {include='part.md'}\n:::\n"})
        site.write({"slides/part.md": "Ã˜\n", "slides/talk.extras.md": "# {#one}\n\nÃ˜\n"})
        site.check("--fix")
        assert (site.root / "slides/part.md").read_text("utf-8") == "Ø\n"
        assert (site.root / "slides/talk.extras.md").read_text("utf-8") == "# {#one}\n\nØ\n"

    def test_a_file_that_is_not_utf_8_is_left(self, site: Site) -> None:
        content = "# Ã˜BS\n\nØ\n".encode("utf-16")
        site.write({"slides/talk.md": content})
        assert "fix-failed" in {one.code for one in site.check("--fix").findings}
        assert (site.root / "slides/talk.md").read_bytes() == content

    @given(
        st.lists(st.sampled_from(["Ã˜", "Ø", "a", " ", "â€™", "\r\n", "\n", "“", "\t", "Ã©", "é"]))
    )
    @settings(max_examples=60)
    def test_only_what_is_broken_changes(self, parts: list[str]) -> None:
        text = "".join(parts)
        lines = text.replace("\r\n", "\n").split("\n")
        path = Path("/talk.md")
        found = [
            Repair(path, number, *run)
            for number, line in enumerate(lines)
            for run in broken_runs(line)
        ]
        made = repaired(text.encode(), found).decode()
        for _ in range(8):  # what was broken twice is repaired twice
            lines = list(map(repair, lines))
        assert made.replace("\r\n", "\n") == "\n".join(lines)
        assert not any(list(broken_runs(line)) for line in lines)
        assert made.count("\r\n") == text.count("\r\n")

    @given(st.text(st.sampled_from("ab “”‘’\"'–—-x\u00a0\u200b$#\n")))
    @settings(max_examples=80)
    def test_a_repaired_command_needs_no_repair(self, script: str) -> None:
        made = repaired_script(script)
        assert repaired_script(made) == made
        assert made.count("\n") == script.count("\n")

    def test_repairs_at_random_places_touch_no_other_byte(self) -> None:
        chance = random.Random(7)
        text = "αβγ\r\n\r\nab Ø cd\rx\n"
        lines = ["αβγ", "", "ab Ø cd", "x"]
        for _ in range(50):
            line = chance.choice([0, 2, 3])
            start = chance.randrange(len(lines[line]))
            end = chance.randrange(start, len(lines[line])) + 1
            made = repaired(text.encode(), [Repair(Path("/a"), line, start, end, "é")]).decode()
            before = sum(len(one) for one in lines[:line]) + [0, 2, 4, 5][line]
            assert made == text[: before + start] + "é" + text[before + end :]
