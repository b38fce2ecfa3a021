"""Layouts, callouts and tabs in a real Chromium: where things stand, keys, paper, accessibility."""

from typing import Any

import pytest
from harness import ROOT, Site
from playwright.sync_api import Page, expect
from visitor import Visitor, Wish

pytestmark = pytest.mark.browser

AXE = ROOT / "static" / "vendor" / "check" / "axe.js"
FAULTS = """
async ids => {
    const found = [];
    for (const id of ids ?? Reveal.getSlides().map(slide => slide.id)) {
        const { h, v } = Reveal.getIndices(document.getElementById(id));
        Reveal.slide(h, v, 99);
        const { violations } = await axe.run(Reveal.getCurrentSlide());
        found.push(...violations.map(one => `${id}: ${one.id}: ${one.nodes[0].html}`));
    }
    return found;
}"""


@pytest.fixture
def page(visitor: Visitor, arranged: Site) -> Page:
    """The deck."""
    return visitor.open(visitor.put(arranged.output) + "talk/", Wish(reduced_motion=True))


def show(page: Page, slide: str) -> None:
    """Go to a slide, and wait until it is complete."""
    page.evaluate(
        "id => Diascope.show(Reveal.getSlides().findIndex(slide => slide.id === id))", slide
    )


def box(page: Page, selector: str) -> Any:
    """The box of the first such element, in pixels of the slide, which is 1280 by 720."""
    return page.evaluate(
        "s => document.querySelector(s).getBoundingClientRect().toJSON()", selector
    )


def test_statements_numbers_and_headings_are_large_and_near_the_middle(page: Page) -> None:
    parts = {
        "#statement .body > p": 50,
        "#quote blockquote": 36,
        "#uptime .body > p": 150,
        "#a-heading-that-stands-alone-on-its-slide > h2": 70,
        "#term dt": 50,
    }
    for selector, least in parts.items():
        show(page, selector[1:].split()[0])
        size = page.evaluate(
            "s => parseFloat(getComputedStyle(document.querySelector(s)).fontSize)", selector
        )
        found = box(page, selector)
        assert size >= least, selector
        assert 200 < (found["top"] + found["bottom"]) / 2 < 440, selector
        assert found["right"] <= 1280 - 72 + 1, selector


def test_code_stands_beside_its_list(page: Page) -> None:
    show(page, "code-beside")
    items, code = box(page, "#code-beside ul"), box(page, "#code-beside .sourceCode")
    assert abs(items["top"] - code["top"]) < 3
    assert items["right"] < code["left"]


def test_pictures_reach_the_edges(page: Page) -> None:
    edges = {
        "bleed": (0, 0, 1280, 720),
        "picture-at-the-left": (0, 0, 640, 720),
        "picture-at-the-right": (640, 0, 1280, 720),
    }
    for slide, wanted in edges.items():
        show(page, slide)
        found = box(page, f"#{slide} img")
        assert tuple(round(found[side]) for side in ("left", "top", "right", "bottom")) == wanted
    text = box(page, "#picture-at-the-right ul")
    assert text["right"] < 640
    show(page, "picture-at-the-left")
    assert box(page, "#picture-at-the-left > h2")["left"] > 640


def test_links_at_the_foot_go_below_a_picture_at_the_side(page: Page) -> None:
    show(page, "docs-beside")
    figure, links = box(page, "#docs-beside figure"), box(page, "#docs-beside .docs")
    assert links["width"] > 1100
    assert links["height"] < 50
    assert figure["bottom"] <= links["top"]


def test_a_short_timeline_goes_across_and_a_long_one_down(page: Page) -> None:
    show(page, "history")
    first, last = box(page, "#history li:first-child"), box(page, "#history li:last-child")
    assert first["top"] == last["top"]
    show(page, "long-history")
    first, last = box(page, "#long-history dt"), box(page, "#long-history dt:last-of-type")
    assert first["left"] == last["left"]
    assert first["bottom"] < last["top"]


def test_tabs_are_chosen_by_keys_that_do_not_turn_the_slide(page: Page) -> None:
    show(page, "tabs")
    page.evaluate("Reveal.navigateFragment(-1)")
    tabs = page.locator("#tabs").get_by_role("tab")
    panel = page.locator("#tabs").get_by_role("tabpanel")
    tabs.first.focus()
    height = box(page, "#tabs .tabs")["height"]
    for key, name in [
        ("ArrowRight", "macOS"),
        ("End", "Windows"),
        ("ArrowRight", "Linux"),
        ("ArrowLeft", "Windows"),
        ("Home", "Linux"),
    ]:
        page.keyboard.press(key)
        expect(tabs.filter(has_text=name)).to_be_focused()
        expect(tabs.filter(has_text=name)).to_have_attribute("aria-selected", "true")
        expect(panel).to_have_accessible_name(name)
        assert box(page, "#tabs .tabs")["height"] == height
    assert page.evaluate("Reveal.getCurrentSlide().id") == "tabs"


def test_after_a_click_the_arrows_go_on_presenting(page: Page) -> None:
    show(page, "code-group")
    tab = page.locator("#code-group").get_by_role("tab", name="js")
    tab.click()
    expect(page.locator("#code-group pre").last).to_be_visible()
    expect(page.locator("#code-group pre").first).to_be_hidden()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("Reveal.getCurrentSlide().id") == "thank-you"


def test_a_step_in_a_panel_shows_its_panel(page: Page) -> None:
    page.evaluate("location.hash = '#/tabs'")
    expect(page.locator("#tabs")).to_have_class("slide level2 present")
    page.keyboard.press("Space")
    expect(page.locator("#tabs").get_by_text("A step.")).to_be_visible()
    expect(page.locator("#tabs").get_by_role("tab", name="Windows")).to_have_attribute(
        "aria-selected", "true"
    )


@pytest.mark.parametrize("way", ["?print-pdf", "without a script"])
def test_all_panels_are_shown_below_their_names(visitor: Visitor, arranged: Site, way: str) -> None:
    is_paper = way.startswith("?")
    address = visitor.put(arranged.output) + f"talk/{way if is_paper else ''}"
    page = visitor.open(address, Wish(javascript=is_paper))
    headings = page.locator("#tabs .tab-panel > h3")
    expect(headings).to_have_text(["Linux", "macOS", "Windows"])
    for heading in headings.all():
        expect(heading).to_be_visible()
    expect(page.locator("#code-group pre").last).to_be_visible()
    expect(page.get_by_role("tab")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault(visitor: Visitor, arranged: Site, scheme: Any) -> None:
    address = visitor.put(arranged.output) + "talk/"
    page = visitor.open(address, Wish(scheme=scheme, reduced_motion=True))
    page.evaluate(AXE.read_text("utf-8"))
    tinted = ["agenda-first-part", "picture-at-the-right", "callouts", "tabs", "code-group"]
    assert page.evaluate(FAULTS, tinted if scheme == "dark" else None) == []
