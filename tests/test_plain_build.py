"""A build that is asked for in plain words loads no click, and does what click would have it do."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from harness import Site

from diascope import __main__ as program
from diascope.cli import building
from diascope.cli.building import plain_order

DECK = "# One\n\n[lost](nowhere.md)\n\n::: notes\nsecret\n:::\n"
WORDS = [
    [],
    ["-q"],
    ["--quiet", "--public"],
    ["--strict"],
    ["slides/talk.md"],
    ["slides/talk.md", "--no-previews"],
    ["slides/nothing.md"],
    ["--strict", "slides/talk.md", "-q"],
]


def ran(site: Site, words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[object, ...]:
    """The exit code, what was printed, and the files."""
    with contextlib.chdir(site.root), pytest.raises(SystemExit) as left:
        program.main(["build", *words])
    out, err = capsys.readouterr()
    pages = {path: path.read_bytes() for path in sorted(site.output.rglob("*.html"))}
    return left.value.code, re.sub(r"\d+\.\d\d s", "S", out), err, pages


@pytest.mark.parametrize("words", WORDS, ids=" ".join)
def test_it_is_as_with_click(
    site: Site,
    words: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("diascope.unchanged.record.record", lambda *_: True)
    site.write({"slides/talk.md": DECK})
    assert plain_order(words) is not None
    plain = ran(site, words, capsys)
    with monkeypatch.context() as other:
        other.setattr(building, "plain_order", lambda _: None)
        assert ran(site, words, capsys) == plain


@pytest.mark.parametrize("word", ["--help", "-o", "--output=x", "-qx", "--", "--stric", ""])
def test_other_words_are_for_click(word: str) -> None:
    assert plain_order(["slides/talk.md", word]) is None


def test_click_is_not_loaded(site: Site, tmp_path: Path) -> None:
    site.write({"slides/talk.md": DECK})
    code = "import atexit, sys; sys.argv = ['diascope', 'build', '-q']\n"
    code += "atexit.register(lambda: print(*sys.modules))\n"
    code += "from diascope.__main__ import main; main()"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=site.root,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name.split(".")[0] for name in ran.stdout.split()}
    assert "jinja2" in loaded
    assert loaded.isdisjoint({"click", "ftfy", "pygments"})


def test_it_can_be_stopped(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> int:
        raise KeyboardInterrupt

    site.write({"slides/talk.md": DECK})
    monkeypatch.setattr(building, "build", stop)
    code, out, err, pages = ran(site, [], capsys)
    assert (code, out, err, pages) == (1, "", "\nAborted!\n", {})
