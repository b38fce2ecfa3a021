"""The speaker's view and the remote control, with the slides that they steer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from harness import ROOT, Site
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect
from serving import Serving
from visitor import Visitor, Wish, file_url

pytestmark = pytest.mark.browser

AXE = ROOT / "static" / "vendor" / "check" / "axe.js"
DECK = """---
title: A talk
duration: 10
---

# First {time=4}

## Coffee

- beans

. . .

- water

::: notes
Say it *slowly*.
:::

## Milk

text

# Second

## Tea {#tea}

text
"""
EXTRAS = "# {#tea}\n\n## More on tea\n\ntext\n"


@pytest.fixture(scope="module")
def talk(new_site: Callable[[str], Site]) -> Site:
    """A deck with sections, steps, notes, times, and a slide below another, built."""
    site = new_site("speaker")
    site.write({"slides/talk.extras.md": EXTRAS})
    assert site.deck(DECK).stderr == ""
    return site


def called(page: Page) -> Page:
    """The view that S opens."""
    with page.expect_popup() as opened:
        page.keyboard.press("s")
    view = opened.value
    expect(view.locator("main.stage h2.title").first).not_to_be_empty()
    return view


def frame(view: Page, title: str) -> FrameLocator:
    """One of the two slides in the view."""
    return view.frame_locator(f'iframe[title="{title}"]')


def at(page: Page) -> tuple[str, int]:
    """The id of the slide that is shown, and how many of its steps are."""
    found = page.evaluate("[Reveal.getCurrentSlide().id, (Reveal.getIndices().f ?? -1) + 1]")
    return found[0], found[1]


def shows(view: Page, now: str, coming: str) -> None:
    """Wait until the view names these, the slide and what is next, step or slide."""
    expect(view.locator(".now .title")).to_have_text(now)
    expect(view.locator(".next .bar")).to_have_text(coming)


def test_the_view_and_the_slides_go_together_from_a_file(visitor: Visitor, talk: Site) -> None:
    page = visitor.open(talk.output / "talk/index.html")
    view = called(page)
    shows(view, "A talk", "NextFirst")
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    shows(view, "Coffee", "Next: step 1 of 1water")
    expect(view.locator(".words em")).to_have_text("slowly")
    now, coming = frame(view, "Current slide"), frame(view, "What comes next")
    expect(now.locator("#coffee.present h2")).to_be_visible()
    expect(now.locator("#coffee .fragment")).to_have_css("opacity", "0")
    expect(coming.locator("#coffee.present .fragment")).to_have_css("opacity", "1")
    view.keyboard.press("PageDown")
    shows(view, "Coffee", "NextMilk")
    assert at(page) == ("coffee", 1)
    expect(coming.locator("#milk.present h2")).to_be_visible()
    view.get_by_role("button", name="Next", exact=True).click()
    shows(view, "Milk", "NextSecond")
    expect(view.locator(".words")).to_have_text("No notes")
    view.keyboard.press("b")
    expect(view.get_by_role("button", name="Blank", pressed=True)).to_be_visible()
    assert page.evaluate("Reveal.isPaused()")
    view.keyboard.press("ArrowRight")
    expect(view.get_by_role("button", name="Blank", pressed=False)).to_be_visible()
    assert at(page) == ("milk", 0)


def test_slides_and_view_find_each_other_after_a_reload(visitor: Visitor, talk: Site) -> None:
    page = visitor.open(talk.output / "talk/index.html")
    view = called(page)
    page.reload()
    page.wait_for_function("window.Reveal?.isReady()")
    page.keyboard.press("End")
    shows(view, "Tea", "NextThe end")
    expect(view.locator(".where")).to_have_text("6 / 7 · ↓ 1 below")
    view.reload()
    shows(view, "Tea", "NextThe end")
    view.keyboard.press("ArrowDown")
    shows(view, "More on tea", "NextThe end")
    view.keyboard.type("3")
    view.keyboard.press("Enter")
    shows(view, "Coffee", "Next: step 1 of 1water")
    assert at(page) == ("coffee", 0)


def test_slides_are_listed_notes_grow_and_the_pace_is_told(visitor: Visitor, talk: Site) -> None:
    page = visitor.open(visitor.put(talk.output) + "talk/#/coffee")
    view = called(page)
    view.get_by_role("button", name="Slides").click()
    listed = view.get_by_role("dialog", name="All slides").get_by_role("listitem")
    expect(listed).to_have_text(
        ["1A talk", "2First", "3Coffee", "4Milk", "5Second", "6Tea", "7More on tea"]
    )
    expect(listed.nth(2).get_by_role("button")).to_be_focused()
    listed.nth(3).click()
    shows(view, "Milk", "NextSecond")
    assert at(page) == ("milk", 0)
    words = view.locator(".words")
    view.get_by_role("button", name="larger notes").click()
    expect(words).to_have_css("font-size", "25px")
    pace = view.locator(".pace-words")
    expect(pace).to_have_text("4 min ahead")
    for seconds, said in ((300, "On time"), (490, "3 min behind")):
        watch = json.dumps({"begun": None, "before": seconds * 1000})
        view.evaluate("it => sessionStorage.setItem('diascope-elapsed', it)", watch)
        view.reload()
        expect(pace).to_have_text(said)
    expect(view.locator(".times dd").nth(1)).to_have_text("8:10")
    expect(words).to_have_css("font-size", "25px")


@pytest.mark.parametrize(
    ("scheme", "sizes"),
    [("light", [(1280, 720), (768, 1024)]), ("dark", [(1024, 768), (390, 844)])],
)
def test_the_view_fits_and_axe_finds_no_fault(
    visitor: Visitor, talk: Site, scheme: Any, sizes: list[tuple[int, int]]
) -> None:
    wish = Wish(scheme=scheme)
    page = visitor.open(visitor.put(talk.output) + "talk/#/coffee", wish)
    view = called(page)
    view.add_script_tag(path=AXE)
    view.get_by_role("button", name="Start").click()
    for width, height in sizes:
        view.set_viewport_size({"width": width, "height": height})
        seen = view.evaluate(
            """async () => ({
                wrong: (await axe.run({resultTypes: ['violations']})).violations.map(it => it.id),
                outside: [...document.querySelectorAll('main.stage *')].filter(one => {
                    const box = one.getBoundingClientRect();
                    return box.width && !one.closest('.words, .visually-hidden')
                        && (box.right > innerWidth + 1 || box.bottom > innerHeight + 1);
                }).map(one => one.className),
                small: [...document.querySelectorAll('main.stage button')].filter(
                    one => one.getBoundingClientRect().height < 44).map(one => one.textContent),
            })"""
        )
        assert seen == {"wrong": [], "outside": [], "small": []}, (width, height)


def test_a_view_without_slides_is_the_talk_itself(visitor: Visitor, talk: Site) -> None:
    view = visitor.open(file_url(talk.output / "talk/index.html") + "?speaker")
    shows(view, "A talk", "NextFirst")
    for _ in range(2):
        view.keyboard.press("Space")
    shows(view, "Coffee", "Next: step 1 of 1water")
    coming = frame(view, "What comes next")
    expect(coming.locator("#coffee.present .fragment")).to_be_visible()


@pytest.fixture(scope="module")
def served(new_site: Callable[[str], Site]) -> Site:
    """The deck, to be served."""
    site = new_site("speaker-served")
    site.write({"slides/talk.md": DECK})
    return site


@pytest.fixture(scope="module")
def serving(served: Site) -> Iterator[Serving]:
    """A live server for the deck."""
    with Serving(served.root, "--port", "0") as running:
        yield running


def remote(context: BrowserContext, serving: Serving) -> tuple[Page, Page]:
    """The page that presents, and a phone at the speaker's address."""
    page, phone = context.new_page(), context.new_page()
    phone.set_viewport_size({"width": 390, "height": 844})
    page.goto(serving.url + "talk/")
    page.wait_for_function("window.Reveal?.isReady()")
    phone.goto(f"{serving.url}.live/speaker")
    shows(phone, "A talk", "NextFirst")
    assert phone.locator("iframe").count() == 0
    return page, phone


def test_a_remote_steers_and_others_follow(
    context: BrowserContext, browser: Browser, serving: Serving
) -> None:
    address = serving.url + "talk/"
    page, phone = remote(context, serving)
    with browser.new_context(extra_http_headers={"X-Forwarded-For": "192.168.7.7"}) as away:
        viewer = away.new_page()
        viewer.goto(address)
        follow = viewer.get_by_role("button", name="Follow the speaker")
        viewer.wait_for_function("window.Reveal?.isReady()")
        for name in ("First", "Coffee"):
            phone.get_by_role("button", name="Next", exact=True).click()
            expect(phone.locator(".now .title")).to_have_text(name)
        viewer.wait_for_function("Reveal.getCurrentSlide().id === 'coffee'")
        assert at(page) == ("coffee", 0)
        expect(follow).to_be_hidden()
        viewer.keyboard.press("Home")
        expect(follow).to_be_visible()
        phone.get_by_role("button", name="Next", exact=True).click()
        shows(phone, "Coffee", "NextMilk")
        assert at(viewer) == ("title-slide", 0)
        follow.click()
        viewer.wait_for_function("Reveal.getIndices().f === 0")
        assert at(viewer) == ("coffee", 1)
        viewer.goto(f"{address}?speaker")
        expect(viewer.locator(".state")).to_have_text("Looking on")
        expect(viewer.get_by_role("button", name="Next", exact=True)).to_be_hidden()


def test_notes_and_times_follow_the_file(
    context: BrowserContext, serving: Serving, served: Site
) -> None:
    page, phone = remote(context, serving)
    phone.get_by_role("button", name="Slides").click()
    phone.get_by_role("dialog").get_by_role("button", name="Coffee").click()
    expect(phone.locator(".words em")).to_have_text("slowly")
    assert at(page) == ("coffee", 0)
    served.write({"slides/talk.md": DECK.replace("slowly", "quickly").replace(": 10", ": 20")})
    expect(phone.locator(".words em")).to_have_text("quickly")
    expect(phone.locator(".times dd").last).to_have_text("20:00")
