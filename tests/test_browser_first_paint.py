"""What is seen of a deck before its scripts run, and what is not loaded until it is near."""

from collections.abc import Callable

import pytest
from harness import Site
from playwright.sync_api import BrowserContext, Page, Request, Route
from webserver import WebServer

pytestmark = pytest.mark.browser

DECK = """---
title: A title that is long enough to be set in several lines of the largest size
author: [Ann, Bob]
---

# One

# Two

# Three

# Four

![Far away](far.svg)

# Five

```mermaid
flowchart LR
  A --> B
```
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"/>'
UNTITLED = "# A slide without a title slide before it\n\n- one\n- two\n\n# Next\n"
WHERE = """() => [...document.querySelectorAll('.slides section.present:not(.stack) *')]
    .filter(one => one.getClientRects().length)
    .map(one => {
        const { x, y, width, height } = one.getBoundingClientRect();
        return [one.localName, x, y, width, height, getComputedStyle(one).color];
    })"""
SHIFT = """(() => {
    window.shift = 0;
    const add = one => { window.shift += one.value; };
    new PerformanceObserver(list => list.getEntries().forEach(add))
        .observe({ type: 'layout-shift', buffered: true });
})()"""


@pytest.fixture(scope="module")
def address(new_site: Callable[[str], Site], server: WebServer) -> str:
    """Where the decks above are served."""
    site = new_site("paint")
    site.write({"slides/far.svg": SVG.encode(), "slides/untitled.md": UNTITLED.encode()})
    assert site.deck(DECK).stderr == ""
    return server.put(site.output)


class Early:
    """A page whose scripts are on their way."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.held = list[Route]()
        self.asked = list[str]()
        page.add_init_script(SHIFT)
        page.on("request", self._note)
        page.route("**/deck.js*", self._hold)
        page.goto(address, wait_until="domcontentloaded")
        page.evaluate("document.fonts.ready.then(() => true)")

    def _note(self, request: Request) -> None:
        self.asked.append(request.url)

    def _hold(self, route: Route) -> None:
        self.held.append(route)

    def start(self) -> Page:
        """The page, once its scripts have come and the deck is ready."""
        while not self.held:
            self.page.wait_for_timeout(10)
        self.held.pop().continue_()
        self.page.wait_for_selector("html[data-ready]", state="attached")
        return self.page

    def has_asked_for(self, name: str) -> bool:
        """Whether a file was asked for."""
        return any(name in url for url in self.asked)


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)], ids=["wide", "upright"])
@pytest.mark.parametrize("deck", ["talk", "untitled"])
def test_the_first_slide_stands_before_the_scripts_where_it_stands_after_them(
    context: BrowserContext, address: str, deck: str, size: tuple[int, int]
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    early = Early(page, f"{address}{deck}/index.html")
    before = page.evaluate(WHERE)
    assert len(before) > 3
    assert page.locator(".backgrounds.unlit").count() == 1
    assert early.start().evaluate(WHERE) == before
    assert page.locator(".backgrounds.unlit").count() == 0
    assert page.evaluate("shift") < 0.001


def test_the_beam_of_light_comes_with_the_scripts(context: BrowserContext, address: str) -> None:
    beam = """() => getComputedStyle(
        document.querySelector('.slide-background.cover'), '::before').content"""
    early = Early(context.new_page(), f"{address}talk/index.html")
    assert early.page.evaluate(beam) == "none"
    assert early.start().evaluate(beam) != "none"


def test_what_is_far_is_loaded_when_it_comes_near_and_no_key_is_lost(
    context: BrowserContext, address: str
) -> None:
    early = Early(context.new_page(), f"{address}talk/index.html")
    early.page.keyboard.press("PageDown")
    page = early.start()
    page.wait_for_function("Reveal.getCurrentSlide().id === 'one'")
    assert not early.has_asked_for("far.svg")
    assert not early.has_asked_for("mermaid.js")
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    page.wait_for_function("document.querySelector('#four img').naturalWidth")
    page.wait_for_selector("#five svg", state="attached")


def test_an_address_of_another_slide_shows_that_one_alone(
    context: BrowserContext, address: str
) -> None:
    early = Early(context.new_page(), f"{address}talk/index.html#/two")
    assert early.page.evaluate(WHERE) == []
    assert early.start().evaluate("Reveal.getCurrentSlide().id") == "two"
