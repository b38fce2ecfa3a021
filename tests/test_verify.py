"""`diascope verify` as its user meets it: what runs, what is reported, written and asked."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from harness import ROOT, Outcome, Site, diascope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from diascope.cache.memory import Memory
from diascope.reading.disk import Disk
from diascope.verify import contexts
from diascope.verify.consent import allow
from diascope.verify.job import jobs
from diascope.verify.programs import answer, find

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no terminals of Unix")

DECK = "slides/talk.md"
INSTALLED = os.environ["PATH"]
HEAD = "---\nverify: true\n---\n\n# One {#one}\n\n"


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(contexts, "answer", _answer)


@cache
def _installed(command: tuple[str, ...]) -> str:
    """What a program of this machine says of its context, which no test changes."""
    return answer(command, {**os.environ, "PATH": INSTALLED})


def _answer(command: tuple[str, ...], variables: Mapping[str, str]) -> str:
    """The same, asked once; a program that a test has made is asked each time."""
    is_installed = find(command[0], variables) == find(command[0], {"PATH": INSTALLED})
    return _installed(command) if is_installed else answer(command, variables)


def verified(site: Site, text: str, *arguments: str) -> Outcome:
    """What `verify` says of a site that has this one deck."""
    site.write({DECK: text})
    return diascope("verify", "--yes", *arguments, folder=site.root)


def console(*lines: str, words: str = ".console") -> str:
    """A console block."""
    return "\n".join([f"``` {{{words}}}", *lines, "```", ""])


def deck(site: Site) -> str:
    """The text of the deck."""
    return (site.root / DECK).read_text(encoding="utf-8")


def results(outcome: Outcome) -> list[tuple[str, str]]:
    """Command and result of every step, out of the report in JSON."""
    steps = [step for one in json.loads(outcome.stdout)["decks"] for step in one["steps"]]
    return [(step["command"], step["result"]) for step in steps]


def test_a_deck_that_says_what_its_commands_do_passes(site: Site) -> None:
    site.write({"slides/demo/pod.yaml": "kind: Pod\n"})
    outcome = verified(site, HEAD + console("$ cat pod.yaml", "kind: Pod", "$ cd /", "$ pwd", "/"))
    assert outcome.code == 0, outcome.stderr
    assert "3 commands on 1 slide: 3 as shown" in outcome.stdout


@pytest.mark.parametrize("changed", ["kind: pod", "kind: Pod.", "", "kind: Pod\nmore"])
def test_one_character_of_an_output_makes_it_fail(site: Site, changed: str) -> None:
    outcome = verified(site, HEAD + console("$ echo kind: Pod", changed or "..", "$ true"))
    assert outcome.code == 1
    assert outcome.places == [("command-changed", DECK, 8)]
    assert "#one" in outcome.findings[0].message
    assert re.search("^   [-+] ", outcome.stderr, re.M)


def test_only_blocks_that_say_so_run_without_the_metadata(site: Site) -> None:
    text = "# One\n\n" + console("$ echo a") + console("$ echo b", words=".console .run")
    text += "``` {.bash .run}\necho c\necho d\n```\n\n```bash\necho e\n```\n"
    outcome = verified(site, text, "--format", "json")
    assert results(outcome) == [("echo b", "passed"), ("echo c\necho d", "passed")]
    assert json.loads(outcome.stdout)["passed"] is True


def test_setup_runs_first_and_cleanup_last_whatever_happens(site: Site) -> None:
    text = HEAD + console("$ rm x", words=".console .cleanup") + console("$ cat x", "set up")
    text += console("$ exit 3") + console("$ echo lost")
    text += "``` {.bash .setup}\necho set up >x\n```\n"
    outcome = verified(site, text, "--format", "json")
    assert results(outcome) == [
        ("echo set up >x", "passed"),
        ("cat x", "passed"),
        ("exit 3", "ended"),
        ("echo lost", "not-run"),
        ("rm x", "passed"),
    ]
    assert outcome.code == 1


def test_statuses(site: Site) -> None:
    text = HEAD + console("$ false") + console("$ false", "$ (exit 3)", words='.console exit="1 3"')
    text += console("$ false", words=".console .fails") + console("$ true", words=".console .fails")
    outcome = verified(site, text)
    assert outcome.places == [("command-failed", DECK, 8), ("command-failed", DECK, 18)]


def test_sessions_are_terminals_of_their_own(site: Site) -> None:
    text = HEAD + console("$ x=1") + console("$ x=2", words=".console session=other")
    text += console("$ echo $x", "1") + console("$ echo $x", "2", words=".console session=other")
    assert verified(site, text).code == 0


def test_a_step_is_tried_again_until_it_is_as_shown(site: Site) -> None:
    text = HEAD + console("$ (sleep 0.3; echo ready >state) &", words=".console .nocompare")
    text += console("$ cat state", "ready", words='.console retry="10s"')
    assert verified(site, text).code == 0


def test_ctrl_c_is_pressed_where_the_transcript_shows_it(site: Site) -> None:
    text = HEAD + console("$ echo serving; sleep 90", "serving", "^C", "$ echo on", "on")
    assert verified(site, text).code == 0


def test_captures_masks_and_dots(site: Site) -> None:
    text = HEAD.replace("verify: true", "verify: true\nmasks:\n  build: b-[0-9]+")
    text += console("$ echo pod/web-1 created b-12", "pod/<pod> created b-1")
    text += console("$ echo <pod>", "web-1", "$ seq 9", "1", "...", "9", "$ echo a b c", "a ...")
    text += console("$ printf 'b\\na\\n'", "a", "b", words=".console .unordered")
    outcome = verified(site, text)
    assert outcome.code == 0, outcome.stderr


def test_a_program_that_is_missing_skips_the_block(site: Site) -> None:
    text = HEAD + console("$ nosuch", words='.console requires="sh nosuch"') + console("$ true")
    outcome = verified(site, text)
    assert (outcome.code, outcome.places) == (0, [("command-skipped", DECK, 8)])
    assert verified(site, text, "--strict").code == 1


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ('.console timeout="soon"', ("command-option", DECK, 7)),
        ('.console exit="1 2"', ("command-option", DECK, 7)),
        ('.console retry="-1s"', ("command-option", DECK, 7)),
    ],
)
def test_attributes_that_cannot_be_read_are_errors_and_nothing_runs(
    site: Site, words: str, place: tuple[str, str, int]
) -> None:
    outcome = verified(site, HEAD + console("$ touch ran", words=words))
    assert (outcome.code, outcome.places) == (1, [place])


@pytest.mark.parametrize(
    ("script", "code"),
    [("sleep 91", "command-timeout"), ("cat", "command-input"), ("exit", "command-ended")],
)
def test_what_costs_the_shell_names_its_slide(
    site: Site, script: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diascope.verify.session._QUIET", 0.3)
    text = HEAD + console(f"$ {script}", "$ true", words='.console timeout="3s"')
    text = text.replace("3s", "0.3s") if code == "command-timeout" else text
    outcome = verified(site, text)
    assert outcome.places == [(code, DECK, 8), ("command-not-run", DECK, 9)]
    assert all("#one" in finding.message for finding in outcome.findings)


def test_languages_without_a_shell_are_refused_in_words(site: Site) -> None:
    outcome = verified(site, HEAD + console("PS C:\\> dir", words=".pwsh-session"))
    assert outcome.places == [("command-refused", DECK, 8)]


UPDATES = """---
verify: true
---

# One

``` console
$ echo one
1
$ echo two three
two three
```

> Quoted.
>
> ``` console
> $ printf 'a\\n\\nb\\n'
> x
> ```
>

1.  Item

    ~~~ console
    $ echo item
    old
    ~~~

    $ echo not a transcript

::: columns
:::: column
```console
$ seq 3
1
...
4

$ true
```
::::
:::
"""


def test_an_update_changes_outputs_and_nothing_else(site: Site) -> None:
    outcome = verified(site, UPDATES, "--update")
    assert outcome.code == 1
    wanted = UPDATES.replace("\n1\n$ echo two", "\none\n$ echo two").replace(
        "> x\n", "> a\n>\n> b\n"
    )
    assert deck(site) == wanted.replace("    old\n", "    item\n").replace("\n4\n", "\n3\n")
    assert verified(site, deck(site), "--update").code == 0


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_update_keeps_line_ends_and_a_byte_order_mark(site: Site, end: str) -> None:
    content = ("\ufeff" + HEAD + console("$ echo é", "e")).replace("\n", end)
    site.write({DECK: content.encode()})
    diascope("verify", "--yes", "--update", folder=site.root)
    wanted = content.replace(f"{end}e{end}", f"{end}é{end}").encode()
    assert (site.root / DECK).read_bytes() == wanted


def test_an_update_fills_blocks_without_outputs_only_when_it_is_told_to(site: Site) -> None:
    text = HEAD + console("$ echo a", "$ echo b")
    verified(site, text, "--update")
    assert deck(site) == text
    verified(site, text, "--update", "--fill")
    assert deck(site) == HEAD + console("$ echo a", "a", "$ echo b", "b")


def test_outputs_in_included_files_and_extras_are_updated_there(site: Site) -> None:
    block = console("$ echo new", "old")
    site.write({"slides/_part.md": block, "slides/talk.extras.md": f"# {{#one}}\n\n{block}"})
    text = HEAD + '::: {include="_part.md"}\n:::\n'
    verified(site, text, "--update")
    assert deck(site) == text
    for name in ("_part.md", "talk.extras.md"):
        assert "\nnew\n" in (site.root / "slides" / name).read_text()


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("printf '%s\\n' '```' x", "command-not-updated"),
        ("printf '%s\\n' '$ x'", "command-not-updated"),
        ("printf -- '-----BEGIN %s KEY-----\\n' PRIVATE", "command-secret"),
    ],
)
def test_what_must_not_be_written_is_refused_with_its_place(
    site: Site, script: str, code: str
) -> None:
    text = HEAD + console(f"$ {script}", "old", "$ echo new", "old")
    outcome = verified(site, text, "--update")
    assert (code, DECK, 8) in outcome.places
    assert deck(site) == HEAD + console(f"$ {script}", "old", "$ echo new", "new")


WORDS = st.text(st.sampled_from("ab $`~>#|é.\\'\"-"), max_size=8)
BLOCKS = st.lists(st.tuples(WORDS, WORDS, st.sampled_from(["", "> ", "    ", "- "])), max_size=3)


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(BLOCKS)
def test_an_update_changes_nothing_outside_of_outputs(
    site: Site, blocks: list[tuple[str, str, str]]
) -> None:
    text = HEAD
    for printed, shown, prefix in blocks:
        quoted = "'" + printed.replace("'", "'\\''") + "'"
        lines = console(f"$ printf '%s\\n' {quoted}", f"{shown}|", "$ true").rstrip().split("\n")
        text += "\n".join(
            ("  " if n and prefix == "- " else prefix) + one for n, one in enumerate(lines)
        )
        text += "\n\n"
    verified(site, text, "--update")
    old, new = text.split("\n"), deck(site).split("\n")
    outputs = {n + 1 for n, line in enumerate(old) if "$ printf" in line}
    kept = [line for n, line in enumerate(old) if n not in outputs]
    rest = iter(new)
    assert all(line in rest for line in kept), "every line but outputs is there, in order"


def test_an_update_of_what_is_right_changes_no_byte(site: Site) -> None:
    text = HEAD + console("$ date", "Mon Nov  2 10:11:12 UTC 2026") + "\ttab \r\n\n\n"
    site.write({DECK: text.encode()})
    assert diascope("verify", "--yes", "--update", folder=site.root).code == 0
    assert (site.root / DECK).read_bytes() == text.encode()


def test_the_stamp_is_written_when_its_digests_are_new(site: Site) -> None:
    stamp = site.root / "slides" / "talk.verified.json"
    text = HEAD + console("$ echo a", "a")
    verified(site, text)
    first = json.loads(stamp.read_text())
    assert [one["result"] for one in first["steps"]] == ["passed"]
    assert first["versions"][0]["name"] == "bash"
    stamp.write_text(stamp.read_text().replace(first["date"], "2020-01-01"))
    verified(site, text)
    assert json.loads(stamp.read_text())["date"] == "2020-01-01"
    assert "1 command" not in verified(site, text, "--changed").stdout
    site.write({"slides/demo/x": "new"})
    assert "1 command" in verified(site, text, "--changed").stdout
    assert json.loads(stamp.read_text())["date"] == first["date"]
    stamp.write_text(stamp.read_text().replace(first["date"], "2020-01-01"))
    verified(site, text, "--stamp")
    assert json.loads(stamp.read_text())["date"] == first["date"]


def test_slides_tell_when_they_were_verified_until_they_change(site: Site) -> None:
    text = HEAD.replace("true", "true\nshow-verified: true") + console("$ echo a", "a")
    verified(site, text + "\n# Two {#two}\n\ntext\n")
    stamp = json.loads((site.root / "slides" / "talk.verified.json").read_text())
    site.built()
    note = site.page().css_first("#one .verified")
    assert note is not None
    version = stamp["versions"][0]["version"]
    assert note.text() == f"checked {stamp['date']} · bash {version}"
    assert site.page().css_first("#two .verified") is None
    site.write({DECK: text.replace("echo a", "echo b")})
    site.built()
    assert site.page().css_first(".verified") is None


def test_reports_for_programs(site: Site) -> None:
    text = HEAD + console("$ echo a", "b", "$ true")
    outcome = verified(site, text, "--format", "github")
    assert outcome.stdout.startswith("::error file=slides/talk.md,line=8,title=command-changed::")
    assert outcome.stdout.count("\n") == 1
    suite = ET.fromstring(verified(site, text, "--format", "junit").stdout)[0]
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert "+ a" in (suite[0][0].text or "")


def test_the_commands_of_one_slide(site: Site) -> None:
    text = HEAD + console("$ false") + "# Two {#two}\n\n" + console("$ echo a", "a")
    assert verified(site, text, "--slide", "two").code == 0
    wrong = verified(site, text, "--slide", "tow")
    assert wrong.code == 2
    assert "did you mean `two`?" in wrong.stderr


def test_nothing_runs_before_the_user_agrees_to_exactly_this(site: Site) -> None:
    def run(text: str) -> Outcome:
        site.write({DECK: text})
        return diascope("verify", folder=site.root)

    text = HEAD + console("$ touch /tmp/../$HOME/ran; echo a", "a")
    asked = run(text)
    assert asked.code == 2
    assert "touch /tmp" in asked.stderr
    os.chdir(site.root)
    allow([job.request for job in jobs((), Disk(), Memory())[0]])
    assert run(text).code == 0
    assert run(text.replace("echo a", "echo  a")).code == 2
    site.write({"slides/demo/new.sh": ""})
    assert run(text).code == 2


def test_building_runs_nothing(site: Site) -> None:
    ran = site.root / "ran"
    site.deck(HEAD + console(f"$ touch {ran}", f"$(touch {ran})", words=".console .run"))
    assert not ran.exists()


def fake(folder: Path, name: str, script: str) -> None:
    """A program that stands for one that this machine may lack."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_another_cluster_than_the_deck_names_is_refused(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(tmp_path / "bin", "kubectl", "echo production")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    text = HEAD.replace("true", "true\ncontext: kind-*") + console(f"$ touch {tmp_path}/ran")
    outcome = verified(site, text)
    assert (outcome.code, outcome.places) == (1, [("command-context", DECK, 3)])
    assert not (tmp_path / "ran").exists()
    fake(tmp_path / "bin", "kubectl", "echo kind-talk")
    assert verified(site, text).code == 0


def test_what_is_left_behind_is_listed(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = tmp_path / "names"
    names.write_text("old\n")
    fake(tmp_path / "bin", "docker", f'[ "$1" = ps ] && cat {names}')
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    outcome = verified(site, HEAD + console(f"$ echo web >>{names}"), "--leftovers")
    assert outcome.places == [("command-leftover", DECK, 0)]
    assert "container `web`" in outcome.findings[0].message


def test_versions_of_tools_are_stamped(site: Site) -> None:
    site.write({"diascope.toml": '[tools]\ngreet = "echo greet version 1.2.3-beta"\n'})
    verified(site, HEAD + console("$ true"))
    stamp = json.loads((site.root / "slides" / "talk.verified.json").read_text())
    assert {"name": "greet", "version": "1.2.3-beta"} in stamp["versions"]


def test_a_runner_takes_the_place_of_the_shell(site: Site) -> None:
    site.write({"diascope.toml": 'runner = ["sh", "-c", "cd /; exec sh"]\n'})
    assert verified(site, HEAD + console("$ pwd", "/")).code == 0


def test_ctrl_c_cleans_up_and_leaves_no_process(site: Site, tmp_path: Path) -> None:
    text = HEAD + console(f"$ touch {tmp_path}/begun; sleep 89")
    site.write({DECK: text + console(f"$ touch {tmp_path}/cleaned", words=".console .cleanup")})
    program = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    command = [sys.executable, "-c", program + "from diascope.cli import main; main()"]
    running = subprocess.Popen(
        [*command, "verify", "--yes"], cwd=site.root, stderr=subprocess.PIPE, stdout=subprocess.PIPE
    )
    until = time.monotonic() + 20
    while not (tmp_path / "begun").exists() and time.monotonic() < until:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=20)
    assert running.returncode == 1
    assert (tmp_path / "cleaned").exists()
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    assert "sleep 89" not in listed.stdout


@pytest.fixture
def tour(site: Site) -> Site:
    """A site with this repository's tour."""
    site.write({DECK: (ROOT / "slides/tour.md").read_bytes()})
    for folder in ("slides/demo", "snippets"):
        shutil.copytree(ROOT / folder, site.root / folder)
    shutil.copy(ROOT / "slides/_lens.md", site.root / "slides")
    return site


def test_the_tour_says_what_its_commands_do(tour: Site) -> None:
    outcome = diascope("verify", "--yes", "slides/talk.md", folder=tour.root)
    assert outcome.code == 0, outcome.stderr


@pytest.mark.parametrize("output", ["LIGHT", "second", "18 pod.yaml", "100"])
def test_one_character_of_the_tour_makes_it_fail(tour: Site, output: str) -> None:
    text = deck(tour)
    assert f"\n{output}\n" in text
    at = text.rindex(f"\n{output}\n") + len(output)
    outcome = verified(tour, text[:at] + "x" + text[at + 1 :])
    assert [finding.code for finding in outcome.findings] == ["command-changed"]


def test_the_stamp_of_the_tour_is_of_the_tour_as_it_is(tmp_path: Path) -> None:
    diascope("build", "-o", tmp_path, folder=ROOT)
    page = LexborHTMLParser((tmp_path / "tour" / "index.html").read_text("utf-8"))
    found = {
        one.parent.parent.attributes["id"]
        for one in page.css(".verified")
        if one.parent and one.parent.parent
    }
    assert found == {"a-console", "commands-that-still-work"}


def test_what_a_nested_program_prompts_for_is_refused(site: Site) -> None:
    text = HEAD + console("$ true", ">>> 1 + 1", "2")
    assert verified(site, text).places == [("command-refused", DECK, 9)]


def test_python_shows_its_tracebacks(site: Site) -> None:
    lines = ("Traceback (most recent call last):", "...", "ZeroDivisionError: division by zero")
    text = HEAD + console(">>> x = 0", ">>> 1 / x", *lines, ">>> x", "0", words=".pycon")
    assert verified(site, text).code == 0
    failing = verified(site, HEAD + console(">>> 1 / 0", words=".pycon"), "--format", "json")
    assert results(failing) == [("1 / 0", "failed")]


def test_outputs_of_the_library_are_updated_there(site: Site) -> None:
    site.write({"snippets/x.md": "## Say it\n\n> ``` console\n> $ echo new\n> old\n> ```\n"})
    text = HEAD + '``` {.console snippet="x.md#say-it"}\n```\n'
    verified(site, text, "--update")
    assert deck(site) == text
    assert (site.root / "snippets/x.md").read_text().count("> new\n") == 1
