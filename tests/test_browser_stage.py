"""What a speaker calls up: overview, search, jump, links back, pen, countdown, help, the foot."""

import re
from collections.abc import Callable

import pytest
from harness import ROOT, Site
from playwright.sync_api import Page, expect
from visitor import Visitor, Wish

pytestmark = pytest.mark.browser

DECK = """---
title: A talk
---

# First

## Coffee

- naïve **Ca**fé, [on to tea](#tea)

::: notes
whispered
:::

## Milk

- one

. . .

- two

# Second

## Tea

- a café is no tea house

---

No heading here.
"""
TITLES = ["A talk", "First", "Coffee", "Milk", "Second", "Tea", ""]


@pytest.fixture(scope="module")
def talk(new_site: Callable[[str], Site]) -> Site:
    """A deck with sections, links, notes and a slide without a heading, built."""
    site = new_site("stage")
    assert site.deck(DECK).stderr == ""
    return site


def opened(visitor: Visitor, talk: Site, behind: str = "", wish: Wish | None = None) -> Page:
    """The talk's page."""
    return visitor.open(visitor.put(talk.output) + f"talk/{behind}", wish or Wish())


def number(page: Page) -> int:
    """The number that the slide shows, which is that of its place among all slides."""
    shown = page.locator(".slide-number").inner_text().split("/")[0]
    return int(shown)


@pytest.mark.parametrize(
    "wish", [Wish(), Wish(size=(390, 844), scheme="dark")], ids=["wide", "phone"]
)
def test_the_overview_shows_all_slides_and_keys_move_in_two_dimensions(
    visitor: Visitor, talk: Site, wish: Wish
) -> None:
    page = opened(visitor, talk, "#/coffee", wish)
    page.keyboard.press("o")
    overview = page.get_by_role("dialog", name="All slides")
    expect(overview.locator(".group > h2")).to_have_text(["First", "Second"])
    entries = overview.get_by_role("button")
    expect(entries).to_have_count(len(TITLES))
    current = overview.get_by_role("button", name="3: Coffee")
    expect(current).to_be_focused()
    expect(current).to_have_attribute("aria-current", "true")
    expect(current.locator(".mini")).to_have_text(re.compile("naïve"))
    expect(current.locator(".number")).to_have_text("3")
    expect(current.locator(".mini")).not_to_contain_text("whispered")
    page.keyboard.press("Home")
    expect(overview.get_by_role("button", name="1: A talk")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(overview.get_by_role("button", name="2: First")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(overview).to_have_count(0)
    assert number(page) == 3
    page.keyboard.press("Escape")
    overview.get_by_role("button", name="6: Tea").click()
    assert number(page) == 6


def test_search_finds_what_is_shown_and_marks_it(visitor: Visitor, talk: Site) -> None:
    page = opened(visitor, talk)
    page.keyboard.press("Control+Shift+F")
    panel = page.get_by_role("dialog", name="Search all slides")
    field = panel.get_by_role("searchbox")
    expect(field).to_be_focused()
    field.fill("whispered")
    expect(panel.get_by_role("status")).to_have_text("0 of 7 slides")
    field.fill("CAFE")
    hits = panel.get_by_role("listitem")
    expect(hits).to_have_count(2)
    expect(hits.locator("mark")).to_have_text(["Café", "café"])
    marked = "[...CSS.highlights.get('search')].map(String)"
    for key, slide in [("Enter", 3), ("Enter", 6), ("Enter", 3), ("Shift+Enter", 6)]:
        field.press(key)
        assert number(page) == slide
    assert page.evaluate(marked) == ["café"]
    expect(hits.nth(1).get_by_role("button")).to_have_attribute("aria-current", "true")
    field.press("Escape")
    expect(panel).to_have_count(0)
    assert page.evaluate(marked) == []
    page.keyboard.press("ArrowLeft")
    assert number(page) == 5


def test_numbers_on_slides_in_addresses_and_in_jumps_are_the_same(
    visitor: Visitor, talk: Site
) -> None:
    page = opened(visitor, talk, "#/5")
    assert number(page) == 5
    expect(page).to_have_url(re.compile("#/second$"))
    page.keyboard.type("3")
    expect(page.locator(".typed")).to_contain_text("3")
    page.keyboard.press("Enter")
    assert number(page) == 3
    page.keyboard.press("g")
    field = page.get_by_role("searchbox", name="Number or title of a slide")
    field.fill("te")
    field.press("Enter")
    expect(field).to_have_count(0)
    assert number(page) == 6
    page.keyboard.press("End")
    expect(page).to_have_url(re.compile("#/7$"))
    page.reload()
    page.wait_for_function("window.Reveal?.isReady()")
    assert number(page) == 7
    page.evaluate("location.hash = '#/2'")
    page.wait_for_function("Reveal.getCurrentSlide().id === 'first'")


def test_back_leads_to_where_a_link_was_followed(visitor: Visitor, talk: Site) -> None:
    page = opened(visitor, talk)
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    for way in (page.go_back, lambda: page.keyboard.press("Backspace"), None):
        page.get_by_role("link", name="on to tea").click()
        expect(page).to_have_url(re.compile("#/tea$"))
        assert number(page) == 6
        back = page.get_by_role("button", name="Back to slide 3")
        expect(back).to_be_visible()
        (way or back.click)()
        expect(page).to_have_url(re.compile("#/coffee$"))
        page.wait_for_function("Reveal.getCurrentSlide().id === 'coffee'")
        expect(back).to_be_hidden()


def test_what_is_drawn_stays_with_its_slide_until_it_is_cleared(
    visitor: Visitor, talk: Site
) -> None:
    page = opened(visitor, talk, "#/coffee")
    lines = page.locator("svg.ink path")
    page.keyboard.press("d")
    expect(page.get_by_role("toolbar", name="Pen")).to_be_visible()
    for y in (400, 500):
        page.mouse.move(300, y)
        page.mouse.down()
        page.mouse.move(600, y, steps=3)
        page.mouse.up()
    expect(lines).to_have_count(2)
    page.keyboard.press("u")
    expect(lines).to_have_count(1)
    box = lines.first.bounding_box()
    assert box is not None
    assert abs(box["x"] - 300) < 4
    assert abs(box["y"] + box["height"] / 2 - 400) < 4
    page.keyboard.press("ArrowRight")
    expect(lines).to_have_count(0)
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("#/coffee$"))
    page.reload()
    page.wait_for_function("window.Reveal?.isReady()")
    expect(lines).to_have_count(1)
    page.keyboard.press("Delete")
    expect(lines).to_have_count(0)


def test_a_countdown_of_as_many_minutes_as_were_typed(visitor: Visitor, talk: Site) -> None:
    page = opened(visitor, talk)
    page.keyboard.type("12t")
    countdown = page.get_by_role("dialog", name="Countdown")
    expect(countdown.get_by_role("timer")).to_have_text(re.compile(r"12:00|11:5\d"))
    expect(countdown.locator("[aria-live=polite]")).to_have_text("12 minutes left")
    page.keyboard.press("Escape")
    expect(countdown).to_have_count(0)
    assert number(page) == 1


def test_the_help_shows_all_keys_and_the_documentation_has_them(
    visitor: Visitor, talk: Site
) -> None:
    page = opened(visitor, talk)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    rows = [row.inner_text().split("\t") for row in dialog.get_by_role("row").all()]
    documented = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    for keys, words in rows:
        if "click" not in keys:
            assert f"| {words} |" in documented, keys
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert number(page) == 1


def test_what_is_called_up_has_no_axe_violation(visitor: Visitor, talk: Site) -> None:
    page = opened(visitor, talk, "#/coffee")
    page.add_script_tag(path=ROOT / "static" / "vendor" / "check" / "axe.js")
    for keys in ("o", "?", "/cafe", "gte", "d", "t"):
        for key in keys:
            page.keyboard.press(key)
            page.wait_for_selector("dialog[open], .pens:not([hidden])")
        found = page.evaluate("axe.run({resultTypes: ['violations']}).then(it => it.violations)")
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], keys
        page.keyboard.press("d" if keys == "d" else "Escape")


def test_the_foot_is_for_fingers_and_fades(visitor: Visitor, talk: Site) -> None:
    page = opened(visitor, talk, "#/coffee", Wish(size=(390, 844)))
    before, after = (
        page.get_by_role("button", name=f"{way} slide") for way in ("Previous", "Next")
    )
    left, middle, right = (
        one.bounding_box() for one in (before, page.locator(".slide-number"), after)
    )
    assert left is not None
    assert middle is not None
    assert right is not None
    assert min(left["width"], left["height"], right["width"], right["height"]) >= 44
    assert left["x"] + left["width"] <= middle["x"] + 1
    assert middle["x"] + middle["width"] <= right["x"] + 1
    after.click()
    assert number(page) == 4
    page.evaluate("Diascope.load()")
    page.evaluate("document.activeElement.blur()")
    page.evaluate("document.querySelector('.reveal').dataset.idle = ''")
    expect(after).to_have_css("opacity", "0")
    page.mouse.move(100, 100)
    expect(after).not_to_have_css("opacity", "0")


def test_slides_that_are_not_counted_and_hidden_tabs_are_found(
    visitor: Visitor, site: Site
) -> None:
    site.deck(
        "# A\n\n[there](#inside)\n\n# Aside {visibility=uncounted}\n\nzebra\n\n"
        "# B\n\n::: tabs\n## One\n\nx\n\n## Two\n\n### Inside {#inside}\n\ny\n:::\n"
    )
    page = visitor.open(visitor.put(site.output) + "talk/")
    page.keyboard.press("o")
    overview = page.get_by_role("dialog", name="All slides")
    expect(overview.locator("button .visually-hidden")).to_have_text(["1: A", "Aside", "2: B"])
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("zebra")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert page.evaluate("Reveal.getCurrentSlide().id") == "aside"
    page.keyboard.press("Home")
    page.locator("#a a").click()
    expect(page.get_by_role("tab", name="Two")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#inside")).to_be_visible()
