"""The look of slides in a real Chromium: sizes, places, pictures, photographs, colours."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from harness import Site
from measuring import measured, on_slides, painted, pictures_loaded
from playwright.sync_api import Page
from visitor import Visitor, Wish

pytestmark = pytest.mark.browser

CASE = Path(__file__).parent / "cases" / "look.md"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}">'
    "{2}</svg>"
)
FILES = {
    "wide.svg": SVG.format(720, 260, '<rect width="720" height="260" fill="#69c"/>'),
    "tall.svg": SVG.format(300, 400, '<rect width="300" height="400" fill="#9c6"/>'),
    "white.svg": SVG.format(160, 90, '<rect width="160" height="90" fill="#fff"/>'),
    "drawing.svg": SVG.format(80, 60, '<path id="line" d="M0 0h80" stroke="currentColor"/>'),
}
ACCENTS = ["#ff0", "#000", "#fff", "crimson", "lime", "oklch(0.7 0.3 330)", "rgb(0 0 255)", "gold"]


@pytest.fixture(scope="module")
def stage(new_site: Callable[[str], Site]) -> Site:
    """The slides of `cases/look.md`, built."""
    site = new_site("look")
    lines = "\n".join(f"line{number} = {number}" for number in range(36))
    lines += '\nlonger = "a line that is too long for a column, so that it wraps within it"'
    items = "\n".join(f"- item {number}" for number in range(60))
    text = CASE.read_text("utf-8").replace("LINES", lines).replace("ITEMS", items)
    files = {f"slides/{name}": svg for name, svg in FILES.items()}
    site.write({"slides/stage.md": text, **files})
    site.built()
    return site


@pytest.fixture
def page(visitor: Visitor, stage: Site) -> Page:
    """The deck, with its pictures."""
    found = visitor.open(visitor.put(stage.output) + "stage/", Wish(reduced_motion=True))
    pictures_loaded(found)
    return found


def show(page: Page, slide: str) -> None:
    """Go to a slide."""
    page.evaluate("id => { location.hash = `#/${id}` }", slide)
    painted(page)


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    """The boxes of elements, in pixels of the slide, which is 1280 by 720."""
    found: list[dict[str, float]] = page.evaluate(
        "s => [...document.querySelectorAll(s)].map(e => e.getBoundingClientRect().toJSON())",
        selector,
    )
    return found


def test_text_and_code_fill_the_room_there_is(page: Page) -> None:
    sizes = {}
    for slide, element in (("list", "li"), ("code-alone", "pre"), ("long-code", "pre")):
        show(page, slide)
        style = f"getComputedStyle(document.querySelector('#{slide} {element}'))"
        sizes[slide] = page.evaluate(f"parseFloat({style}.fontSize)")
    assert sizes["list"] == 36
    assert sizes["code-alone"] == 28
    assert 17 <= sizes["long-code"] < 20


@pytest.mark.parametrize("slide", ["code-alone", "table-alone", "quotation-alone"])
def test_what_has_a_slide_to_itself_stands_at_the_optical_middle(page: Page, slide: str) -> None:
    show(page, slide)
    (only,) = boxes(page, f"#{slide} .body > *")
    (body,) = boxes(page, f"#{slide} .body")
    above, below = only["top"] - body["top"], body["bottom"] - only["bottom"]
    assert above > 40
    assert 0 < below - above < 60


def test_a_list_keeps_its_line(page: Page) -> None:
    show(page, "list")
    (only,) = boxes(page, "#list .body > ul")
    (body,) = boxes(page, "#list .body")
    assert only["top"] - body["top"] < 2


def test_a_picture_without_words_leaves_room_for_the_text(page: Page) -> None:
    show(page, "picture")
    assert measured(page, "Measure.cut(document.querySelector('#picture'))") == []
    (image,) = boxes(page, "#picture img")
    assert len(boxes(page, "#picture li")) == 5
    assert image["width"] * image["height"] > 0.05 * 1280 * 720


def test_two_pictures_of_one_paragraph_stand_side_by_side(page: Page) -> None:
    show(page, "two-pictures")
    assert measured(page, "Measure.cut(document.querySelector('#two-pictures'))") == []
    one, two = boxes(page, "#two-pictures img")
    (words,) = boxes(page, "#two-pictures p:not(.pictures)")
    assert one["right"] < two["left"]
    assert abs(one["height"] - two["height"]) < 2
    assert one["height"] > 250
    assert words["top"] > one["bottom"]


def test_a_linked_picture_is_laid_out_too(page: Page) -> None:
    show(page, "linked-picture")
    (image,) = boxes(page, "#linked-picture a img")
    assert image["width"] > 400


def test_long_code_stands_in_two_columns_before_it_is_cut(page: Page) -> None:
    show(page, "long-code")
    assert measured(page, "Measure.cut(document.querySelector('#long-code'))") == []
    words = boxes(page, "#long-code code span")
    assert words[-1]["left"] > words[0]["left"] + 400
    assert not page.locator("#long-code").get_attribute("data-overflows")


def test_what_is_too_much_scrolls_by_keys_and_shows_that_there_is_more(page: Page) -> None:
    show(page, "too-much")
    body = page.locator("#too-much .body")
    assert body.get_attribute("data-more") == "below"
    body.focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_function("document.querySelector('#too-much .body').scrollTop > 10")
    assert page.evaluate("Reveal.getCurrentSlide().id") == "too-much"
    body.evaluate("body => body.scrollTo(0, body.scrollHeight)")
    page.wait_for_function("document.querySelector('#too-much .body').dataset.more === 'above'")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("Reveal.getCurrentSlide().id") == "photograph"


def test_text_on_a_photograph_can_be_read_even_if_that_is_white(page: Page) -> None:
    show(page, "photograph")
    assert measured(page, "Measure.faint(document.querySelector('#photograph'))") == []
    assert "on-picture" not in (page.locator("#faint").get_attribute("class") or "")


def test_in_the_middle_stands_the_heading_too(page: Page) -> None:
    show(page, "middle")
    (heading,), (body,) = boxes(page, "#middle > h2"), boxes(page, "#middle > .body")
    assert abs((heading["top"] + body["bottom"]) / 2 - 360) < 30


def test_a_drawing_follows_the_colours_of_the_page(visitor: Visitor, stage: Site) -> None:
    address = visitor.put(stage.output) + "stage/#/drawing"
    stroke = "getComputedStyle(document.querySelector('#drawing svg path')).stroke"
    light, dark = (visitor.open(address, Wish(scheme=one)) for one in ("light", "dark"))
    assert light.evaluate(stroke) != dark.evaluate(stroke)
    assert light.get_by_role("img", name="Words").count() == 1
    (box,) = boxes(light, "#drawing svg.drawing")
    assert box["height"] > 300


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_whatever_the_accent_all_text_can_be_read(
    visitor: Visitor, stage: Site, scheme: Any
) -> None:
    address = visitor.put(stage.output) + "stage/"
    page = visitor.open(address, Wish(scheme=scheme, reduced_motion=True))
    with_accent = """accent => {
        document.documentElement.style.setProperty('--accent', accent);
        return Measure.faint(slide).map(words => [accent, words]);
    }"""
    assert on_slides(page, "", f"{json.dumps(ACCENTS)}.flatMap({with_accent})") == []


@pytest.mark.parametrize("theme", ["folio", "signal"])
def test_a_theme_of_tokens_has_contrast_and_no_request_elsewhere(
    visitor: Visitor, site: Site, theme: str
) -> None:
    text = CASE.read_text("utf-8").replace("title:", f"theme: {theme}\naccent: teal\ntitle:")
    site.write({"slides/a.md": text, **{f"slides/{name}": svg for name, svg in FILES.items()}})
    site.built()
    address = visitor.put(site.output) + "a/"
    for scheme in ("light", "dark"):
        page = visitor.open(address, Wish(scheme=scheme, reduced_motion=True))
        assert on_slides(page, "", "Measure.faint(slide)") == []
        accent = page.evaluate(
            "getComputedStyle(document.documentElement).getPropertyValue('--accent')"
        )
        assert accent.strip() == "teal"


def test_in_the_place_of_a_picture_that_is_gone_stand_its_words(
    visitor: Visitor, site: Site
) -> None:
    site.deck("---\ntitle: T\n---\n\n# A\n\n![A sketch of the cluster](gone.svg)\n")
    page = visitor.open(visitor.put(site.output) + "talk/#/a")
    shown = "getComputedStyle(document.querySelector('#a img'), '::after').content"
    page.wait_for_function(f"{shown}.includes('A sketch of the cluster')")
    visitor.problems.clear()


def test_a_window_as_small_as_zoom_makes_it_has_text_that_wraps(
    visitor: Visitor, stage: Site
) -> None:
    page = visitor.open(visitor.put(stage.output) + "stage/#/photograph", Wish(size=(641, 361)))
    page.set_viewport_size({"width": 320, "height": 180})
    page.wait_for_selector("html.no-js")
    item = page.locator("#photograph li")
    assert item.evaluate("item => parseFloat(getComputedStyle(item).fontSize)") >= 16
    across = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(across) <= 0
    assert measured(page, "Measure.faint(document.querySelector('#photograph'))") == []
    page.evaluate("dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint'))")
    assert page.locator("html.no-js").count() == 1
    assert not page.evaluate("Reveal.getConfig().keyboard")
    page.locator("#photograph a").click()
    page.wait_for_function(
        "Math.abs(document.querySelector('#list').getBoundingClientRect().top) < 60"
    )
    page.evaluate("document.querySelector('#drawing').scrollIntoView()")
    painted(page)
    page.set_viewport_size({"width": 1280, "height": 720})
    page.wait_for_selector("html.js")
    assert page.evaluate("Reveal.getCurrentSlide().id") == "drawing"
    assert page.evaluate("Reveal.getConfig().keyboard")
    page.set_viewport_size({"width": 641, "height": 361})


def test_the_reading_view_shows_the_picture_behind_a_slide(visitor: Visitor, stage: Site) -> None:
    page = visitor.open(visitor.put(stage.output) + "stage/?read")
    behind = "getComputedStyle(document.querySelector('#photograph')).backgroundImage"
    assert "white.svg" in page.evaluate(behind)
    assert measured(page, "Measure.faint(document.querySelector('#photograph'))") == []


@pytest.mark.parametrize("way", [Wish(javascript=False), Wish(size=(640, 360))], ids=str)
def test_the_picture_behind_a_slide_is_seen_without_scripts(
    visitor: Visitor, stage: Site, way: Wish
) -> None:
    page = visitor.open(visitor.put(stage.output) + "stage/", way)
    page.wait_for_load_state("networkidle")
    assert any(one.endswith("/media/white.svg") for one in visitor.requests)
    shown = page.locator("#photograph").evaluate("one => getComputedStyle(one).backgroundImage")
    assert "/media/white.svg" in shown


def test_only_sections_come_with_a_push(visitor: Visitor, show_site: Site) -> None:
    noted = """pushed = []; Element.prototype.animate = function () {
        if (this.matches?.('section')) pushed.push(this.id) }"""
    for wish, expected in (
        (Wish(), ["first-part", "title-slide"]),
        (Wish(reduced_motion=True), []),
    ):
        page = visitor.open(visitor.put(show_site.output) + "show/", wish)
        page.evaluate(noted)
        page.keyboard.press("Space")
        page.keyboard.press("Space")
        assert page.evaluate("Reveal.getCurrentSlide().id") == "steps"
        assert page.evaluate("pushed") == expected


def test_a_deck_with_a_transition_of_its_own_has_no_other(site: Site) -> None:
    for asked, is_pushed in (("", True), ("transition: fade\n", False)):
        site.deck(f"---\ntitle: T\n{asked}---\n\n# A\n\n## B\n\nx\n")
        assert (" data-push>" in site.text()) == is_pushed


def test_a_picture_with_a_size_of_its_own_yields_to_text(visitor: Visitor, site: Site) -> None:
    items = "".join(f"- Point {n}\n" for n in range(6))
    site.write({"slides/wide.svg": SVG.format(900, 500, "")})
    site.deck(
        f"# A\n\n![](wide.svg){{height=475px}}\n\n{items}\n# B\n\n![](wide.svg){{height=300px}}\n"
    )
    page = visitor.open(visitor.put(site.output) + "talk/")
    pictures_loaded(page)
    assert measured(page, "Measure.cut(document.querySelector('#a'))") == []
    assert page.locator("#a[data-overflows]").count() == 0
    assert boxes(page, "#a img")[0]["height"] > 100
    page.keyboard.press("ArrowRight")
    assert boxes(page, "#b img")[0]["height"] == 300


@pytest.mark.parametrize("size", [(1024, 768), (1600, 600)], ids=str)
def test_a_picture_that_fills_reaches_the_edges_of_the_window(
    visitor: Visitor, site: Site, size: tuple[int, int]
) -> None:
    site.write({"slides/wide.svg": SVG.format(900, 500, "")})
    site.deck(
        "# A {.image-full}\n\n![](wide.svg)\n\n# B {.image-right}\n\n![](wide.svg)\n\nwords\n"
    )
    page = visitor.open(visitor.put(site.output) + "talk/", Wish(size=size, reduced_motion=True))
    pictures_loaded(page)
    across, down = size
    (box,) = boxes(page, "#a img")
    assert [box["x"], box["y"], box["width"], box["height"]] == pytest.approx(
        [0, 0, across, down], abs=1
    )
    show(page, "b")
    (box,) = boxes(page, "#b img")
    assert [box["x"], box["y"], box["width"], box["height"]] == pytest.approx(
        [across / 2, 0, across / 2, down], abs=1
    )
