"""An exception that nobody expected: a diagnostic with the place, and all else goes on."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from harness import Outcome, Site, diascope
from serving import Following, served
from starlette.testclient import TestClient

from diascope.diagnostics import Diagnostic
from diascope.dialect.block_state import BlockState
from diascope.links.resolver import Resolver
from diascope.serve import live as live_module
from diascope.serve.app import make_app
from diascope.serve.guard import access_for
from diascope.serve.live import Live

BAD = "---\ntitle: Bad\n---\n\n# One\n\nfirst\n\n## Two\n\nBOOM\n"
STAGES = {
    "diascope.dialect.blocks.BlockParser._block": 11,
    "diascope.parse.resolve.read_inlines": 11,
    "diascope.deck.outline.Slide": 0,
    "diascope.links.tokens._token": 11,
    "diascope.render.html.HtmlWriter.inlines": 11,
    "diascope.render.slides.with_fragments": 5,
    "diascope.deck.read.check_tex": 0,
    "diascope.pipeline.pages.check_targets": 0,
    "diascope.deck.read.deck_meta": 0,
    "diascope.pipeline.pages.deck_page": 0,
}
"""Functions of the stages, and the line that is told when one fails; 0 where any will do."""


def in_a_thread(scene: Coroutine[None, None, Live]) -> Live:
    """What comes of a scene, in a thread: that of the tests may have the browser's event loop."""
    with ThreadPoolExecutor(1) as pool:
        live: Live = pool.submit(asyncio.run, scene).result()
    return live


def holds(value: object, word: str) -> bool:
    """Whether an argument shows a word: a text, a value, or the line that is being read."""
    if isinstance(value, BlockState):
        return word in value.lines[value.line]
    return not isinstance(value, Resolver) and word in repr(value)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Makes a function fail that is given `BOOM`."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def break_(name: str) -> None:
        owner, _, attribute = name.rpartition(".")
        where = __import__("pkgutil").resolve_name(owner)
        real = getattr(where, attribute)

        def failing(*given: Any, **named: Any) -> Any:
            if any(holds(one, "BOOM") for one in given):
                raise KeyError("tokens")
            return real(*given, **named)

        monkeypatch.setattr(where, attribute, failing)

    return break_


def build(site: Site) -> Outcome:
    return diascope("build", folder=site.root, fails=True)


def codes(live: Following) -> list[str]:
    return [one.code for one in live.state.diagnostics]


def traceback_of(outcome: Outcome) -> str:
    found = re.search(r"the traceback is in (\S+)", outcome.stderr)
    assert found
    return Path(found[1]).read_text(encoding="utf-8")


EXACT = {name: line for name, line in STAGES.items() if line}


@pytest.mark.parametrize("stage", EXACT)
def test_a_build_tells_where_it_was_and_builds_the_other_decks(
    stage: str, site: Site, broken: Callable[[str], None]
) -> None:
    site.write({"slides/bad.md": BAD.replace("BOOM", "calm"), "slides/good.md": "# Good\n"})
    site.built()
    before = site.text("bad/index.html")
    broken(stage)
    site.write({"slides/bad.md": BAD, "slides/good.md": "# Better\n"})
    outcome = build(site)
    assert outcome.code == 1
    assert outcome.places == [("internal-error", "slides/bad.md", EXACT[stage])]
    assert "KeyError: 'tokens'" in outcome.findings[0].message
    assert "Traceback (most recent call last)" in traceback_of(outcome)
    assert "Better" in site.text("good/index.html")
    assert site.text("bad/index.html") == before


def test_nothing_is_written_where_no_deck_is_left(
    site: Site, broken: Callable[[str], None]
) -> None:
    broken("diascope.parse.resolve.read_inlines")
    site.write({"slides/bad.md": BAD})
    outcome = build(site)
    assert outcome.code == 1
    assert "Nothing was written" in outcome.stderr
    assert not site.output.exists()


def test_mistakes_of_the_user_still_keep_all_from_being_written(
    site: Site, broken: Callable[[str], None]
) -> None:
    broken("diascope.parse.resolve.read_inlines")
    site.write({"slides/bad.md": BAD, "slides/good.md": '# A\n\n::: {include="no.md"}\n:::\n'})
    outcome = build(site)
    assert sorted(one.code for one in outcome.findings) == ["include-missing", "internal-error"]
    assert not site.output.exists()


@pytest.mark.parametrize("function", ["find_site", "assemble", "output_of", "write_site"])
def test_what_fails_for_all_decks_is_told(
    function: str, site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(f"diascope.pipeline.{function}", failing)
    site.write({"slides/good.md": "# Good\n"})
    outcome = build(site)
    assert outcome.code == 1
    assert [one.code for one in outcome.findings] == ["internal-error"]
    assert "RecursionError: too deep" in traceback_of(outcome)


def test_a_traceback_that_cannot_be_kept_in_one_place_is_kept_in_another(
    site: Site, broken: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null")
    broken("diascope.parse.resolve.read_inlines")
    site.write({"slides/bad.md": BAD})
    assert "KeyError" in traceback_of(build(site))
    monkeypatch.setattr("tempfile.mkstemp", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    assert "its traceback could not be saved" in build(site).stderr


@pytest.mark.parametrize("stage", STAGES)
def test_a_live_site_keeps_its_last_good_state_and_goes_on(
    stage: str, site: Site, broken: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site.root)
    site.write(
        {"slides/bad.md": "---\ntitle: Bad\n---\n\n# One\n\ncalm\n", "slides/good.md": "# G\n"}
    )
    live = Following()
    live.renew()
    assert codes(live) == []
    before = live.state.page("bad/index.html")
    broken(stage)
    text = BAD.replace("title: Bad", "title: BOOM").replace("## Two", "## BOOM")
    site.write({"slides/bad.md": text, "slides/good.md": "# H\n"})
    live.renew()
    assert codes(live) == ["internal-error"]
    assert live.state.page("bad/index.html") == before
    good = live.state.page("good/index.html")
    assert good
    assert "H</h" in good[0]
    site.write({"slides/bad.md": "# Mended\n"})
    live.renew()
    assert codes(live) == []
    page = live.state.page("bad/index.html")
    assert page
    assert "Mended" in page[0]


class Bursts:
    """Reports a burst whenever it is asked for one, a few times."""

    def __init__(self, count: int) -> None:
        self.left = count
        self.failed: Mapping[Path, str] = {}

    def start(self) -> None: ...

    async def goes_on(self) -> bool:
        return False

    def cover(self, folders: Mapping[Path, bool], names: Collection[str]) -> set[Path]:
        return set()

    async def burst(self) -> Collection[Path] | None:
        self.left -= 1
        if self.left < 0:
            raise asyncio.CancelledError
        return None


@pytest.mark.parametrize("function", ["next_state", "watched_folders", "watched_names"])
def test_no_exception_ends_the_live_server(
    function: str, site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(site.root)
    site.write({"slides/talk.md": "# One\n"})
    real, calls = getattr(live_module, function), list[int]()

    def sometimes(*given: Any) -> Any:
        calls.append(1)
        if 2 < len(calls) < 5:
            raise ValueError("odd")
        return real(*given)

    monkeypatch.setattr(live_module, function, sometimes)
    told = list[Sequence[Diagnostic]]()

    async def follow() -> Live:
        live = Live((), told.append)
        with pytest.raises(asyncio.CancelledError):
            await live.follow(Bursts(5))  # type: ignore[arg-type]
        return live

    live = in_a_thread(follow())
    assert "internal-error" in [one.code for some in told for one in some]
    assert live.state.diagnostics == ()
    assert live.state.page("talk/index.html")


def test_a_page_that_cannot_be_printed_is_told_on_it(
    site: Site, broken: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site.root)
    site.write({"slides/talk.md": "# One\n"})
    live = served()
    monkeypatch.setattr(
        "diascope.serve.state.State.page", lambda *_: (_ for _ in ()).throw(KeyError("x"))
    )
    client = TestClient(make_app(live, access_for("127.0.0.1", 80, ""), follow=False))
    answer = client.get("/talk/", headers={"host": "127.0.0.1:80"})
    assert answer.status_code == 500
    assert "live.js" in answer.text
    assert [one.code for one in live.state.diagnostics] == ["internal-error"]


def test_a_terminal_that_is_gone_does_not_end_the_server(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site.root)
    site.write({"slides/talk.md": "# One\n\n![](no.png)\n"})

    def report(_: Sequence[Diagnostic]) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    async def follow() -> Live:
        live = Live((), report)
        with pytest.raises(asyncio.CancelledError):
            await live.follow(Bursts(1))  # type: ignore[arg-type]
        return live

    live = in_a_thread(follow())
    assert [one.code for one in live.state.diagnostics] == ["image-missing"]
