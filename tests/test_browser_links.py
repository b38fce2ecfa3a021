"""Links in a real Chromium: the panel, new tabs, previews, codes; and `check --layout`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from harness import REAL_DECK, Finding, Site
from playwright.sync_api import Browser, Page, expect
from visitor import Visitor, Wish

from diascope.browser.find import find_browser

pytestmark = pytest.mark.browser
WIDE = Wish()

DECK = """\
---
title: Links
links-slide: true
---

# One

- [first](/a.html), [docs](k8s:x)

# Two

- [second](/b.html), [previewed](/c.html){preview-link=""}
- [within](#one), [file](plan.txt){download=""}

## Below

None here.
"""
FILES = {f"static/{name}.html": f"<title>{name}</title><p>page {name}</p>" for name in "abc"}
FILES |= {"slides/plan.txt": "plan", "diascope.toml": 'url = "https://example.org"'}


@pytest.fixture(scope="module")
def linked(new_site: Callable[[str], Site]) -> Site:
    """A deck with links, built."""
    site = new_site("linked")
    site.write({**FILES, "slides/talk.md": DECK})
    site.built()
    return site


def shown(visitor: Visitor, linked: Site, slide: str, wish: Wish = WIDE) -> Page:
    """The page at a slide."""
    return visitor.open(f"{visitor.put(linked.output)}talk/#/{slide}", wish)


def test_the_key_opens_a_panel_with_the_links_of_this_slide_first(
    visitor: Visitor, linked: Site
) -> None:
    page = shown(visitor, linked, "two")
    page.keyboard.press("l")
    panel = page.locator("dialog.links-panel")
    expect(panel).to_be_visible()
    assert panel.locator("ul").first.locator("a").all_text_contents() == [
        "second",
        "previewed",
        "file",
    ]
    assert panel.locator("h3").all_text_contents() == ["One"]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("l")
    expect(panel).to_be_hidden()
    assert page.evaluate("Reveal.getCurrentSlide().id") == "two"


def test_the_button_opens_it_and_a_heading_leads_to_its_slide(
    visitor: Visitor, linked: Site
) -> None:
    page = shown(visitor, linked, "two")
    page.get_by_role("button", name="Links").click()
    page.locator(".links-panel").get_by_role("button", name="One").click()
    expect(page.locator(".links-panel")).to_be_hidden()
    assert page.evaluate("Reveal.getCurrentSlide().id") == "one"
    page.get_by_role("button", name="Links").click()
    page.keyboard.press("Escape")
    expect(page.locator(".links-panel")).to_be_hidden()


def test_a_link_opens_beside_the_talk_which_keeps_its_place(visitor: Visitor, linked: Site) -> None:
    page = shown(visitor, linked, "two")
    with page.context.expect_page() as opened:
        page.locator("#two a", has_text="second").click()
    assert opened.value.url.endswith("/b.html")
    assert opened.value.evaluate("window.opener") is None
    page.keyboard.press("l")
    with page.context.expect_page() as opened:
        page.locator(".links-panel a", has_text="first").click()
    assert opened.value.url.endswith("/a.html")
    page.keyboard.press("Escape")
    page.locator("#two a", has_text="within").click()
    assert page.evaluate("Reveal.getCurrentSlide().id") == "one"
    assert len(page.context.pages) == 3


def test_a_previewed_link_opens_over_the_slide(visitor: Visitor, linked: Site) -> None:
    page = shown(visitor, linked, "two")
    page.locator("#two a", has_text="previewed").click()
    expect(page.frame_locator("iframe").get_by_text("page c")).to_be_visible()
    assert len(page.context.pages) == 1
    page.keyboard.press("Escape")
    assert page.evaluate("Reveal.getCurrentSlide().id") == "two"


def test_the_list_is_read_where_no_script_runs(visitor: Visitor, linked: Site) -> None:
    page = visitor.open(visitor.put(linked.output) + "talk/", Wish(javascript=False))
    listed = page.locator("nav.link-list")
    expect(listed).to_be_visible()
    assert listed.locator("h3").all_text_contents() == ["One", "Two"]
    presented = shown(visitor, linked, "one")
    expect(presented.locator("nav.link-list")).to_be_hidden()


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)])
def test_the_closing_slide_shows_all_of_its_list_and_code(
    visitor: Visitor, linked: Site, size: tuple[int, int]
) -> None:
    page = shown(visitor, linked, "links-slide", Wish(size=size))
    slide = page.locator("#links-slide")
    for part in (slide.locator("svg.qr-code"), slide.get_by_text("previewed")):
        box = part.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]
        assert box["y"] + box["height"] <= size[1]
    code = slide.locator("svg.qr-code").bounding_box()
    words = slide.locator(".links-of").first.bounding_box()
    assert code is not None
    assert words is not None
    assert code["width"] >= 150
    assert words["x"] + words["width"] <= code["x"] + 1 or words["y"] >= code["y"] + code["height"]


def check_layout(site: Site, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """What `check --layout` finds with the browser of the tests; a process can drive one alone."""

    @contextmanager
    def running() -> Iterator[Browser]:
        yield browser

    monkeypatch.setattr("diascope.check.layout.open_browser", running)
    return site.check("--layout").findings


def test_layout_finds_what_is_wrong_on_each_slide(
    site: Site, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "\n".join(f"line {n}" for n in range(60))
    faults = {
        "layout-overflow": (f"``` text\n{lines}\n```", "cut off"),
        "layout-text-small": (
            '[fine print]{style="font-size: 9px"}',
            "`fine print` is 9 pixels high",
        ),
        "layout-contrast": ('[pale]{style="color: #aaa"}', "where 4.5:1 is needed"),
        "layout-accessibility": ("<iframe src='about:blank'></iframe>", "(axe, frame-title)"),
        "layout-remote": ("![a moon](https://example.org/moon.jpg)", "needs the network"),
        "diagram-error": ("``` mermaid\nflowchart LR\n  A -- [ B\n```", "Parse error"),
    }
    deck = "# Fine\n\nText\n\n"
    places = dict[str, int]()
    for code, (markdown, _) in faults.items():
        places[code] = deck.count("\n") + 1
        deck += f"# {code}\n\n{markdown}\n\n"
    deck += "# Broken\n\n<script>throw new Error('oops')</script>\n\n"
    deck += "<p style='background: url(no.png)'>x</p>\n"
    site.write({"slides/talk.md": deck, "slides/no.png": "x"})
    site.write({"static/more.css": "@import 'gone.css';", "slides/talk.extras.md": HEAD})
    found = check_layout(site, browser, monkeypatch)
    layout = [one for one in found if one.code.startswith(("layout", "diagram"))]
    lines_down = {"layout-remote": 2, "diagram-error": 4}
    for code, (_, words) in faults.items():
        line = places[code] + lines_down.get(code, 0)
        here = [one.message for one in layout if (one.code, one.line) == (code, line)]
        assert any(words in message for message in here), (code, layout)
    messages = {one.code: one.message for one in layout if not one.line}
    assert "oops" in messages["layout-script-failed"]
    assert "gone.css" in messages["layout-request-failed"]
    assert not [one for one in layout if one.line == 1]


HEAD = """\
---
header-includes: <script>document.write("<link rel=stylesheet href=../gone.css>")</script>
---
"""


def test_the_real_deck_has_no_fault_to_be_seen(
    site: Site, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write({"slides/docker-kubernetes.md": REAL_DECK.read_bytes()})
    found = check_layout(site, browser, monkeypatch)
    assert {one.code for one in found if one.code.startswith("layout")} == {"layout-remote"}


def test_the_browser_is_found_and_started(site: Site) -> None:
    site.write({"slides/talk.md": '# One\n\n[pale]{style="color: #ccc"}\n'})
    command = [sys.executable, "-m", "diascope", "check", "--layout"]
    run = subprocess.run(command, cwd=site.root, capture_output=True, text=True, check=False)
    assert "warning[layout-contrast]" in run.stderr
    assert run.returncode == 0


def test_without_a_browser_one_sentence_says_how_to_get_one(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    site.write({"slides/talk.md": "# One\n"})
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))
    assert find_browser() is None
    outcome = site.check("--layout")
    assert outcome.code == 1
    assert [one.code for one in outcome.findings] == ["browser-missing"]
    assert outcome.hint("browser-missing").startswith("install Chromium, Chrome or Edge")
