"""Presenting in a real Chromium: keys, fragments, addresses, search, zoom, paper."""

import re
from pathlib import Path
from typing import Literal

import pytest
from harness import REAL_PAGE, Site
from playwright.sync_api import Page, expect
from visitor import Visitor, Wish, file_url

from diascope.config.reveal import DEFAULTS

pytestmark = pytest.mark.browser

SHOW_IDS = [
    "title-slide",
    "first-part",
    "steps",
    "terminal",
    "second-part",
    "table",
    "columns",
    "last",
]
REAL_IDS = [
    "title-slide",
    "what-is-this-about",
    "where-do-we-use-kubernetes-in-the-ãbs",
    "docker",
    "kubernetes",
    "kubernetes-pods",
    "kubernetes-api-or-cli",
]

WISHES = [Wish(), Wish(size=(390, 844))]


def address(visitor: Visitor, site: Site, way: str) -> str:
    """Where the show is, on a server or in a file."""
    page = "show/index.html"
    return visitor.put(site.output) + page if way == "http" else file_url(site.output / page)


def current(page: Page) -> str:
    """The id of the slide that is shown."""
    found = page.evaluate("Reveal.getCurrentSlide().id")
    assert isinstance(found, str)
    return found


def walk(page: Page, key: str) -> list[str]:
    """The ids of the slides that a key leads through, until it leads no further."""
    seen = [current(page)]
    for _ in range(60):
        before = page.evaluate("JSON.stringify(Reveal.getState())")
        page.keyboard.press(key)
        if page.evaluate("JSON.stringify(Reveal.getState())") == before:
            return seen
        if current(page) != seen[-1]:
            seen.append(current(page))
    raise AssertionError(f"{key} never came to an end: {seen}")


@pytest.mark.parametrize("wish", WISHES, ids=["wide", "upright"])
def test_keys_lead_through_all_slides_of_the_real_deck_and_back(
    visitor: Visitor, bare_site: Site, wish: Wish
) -> None:
    page = visitor.open(visitor.put(bare_site.output) + REAL_PAGE, wish)
    assert walk(page, "ArrowRight") == REAL_IDS
    assert walk(page, "ArrowLeft") == REAL_IDS[::-1]


@pytest.mark.parametrize("wish", WISHES, ids=["wide", "upright"])
@pytest.mark.parametrize("key", ["Space", "PageDown", "n"])
def test_keys_lead_down_stacks_and_on(
    visitor: Visitor, show_site: Site, wish: Wish, key: str
) -> None:
    page = visitor.open(visitor.put(show_site.output) + "show/index.html", wish)
    assert walk(page, key) == SHOW_IDS


def test_right_left_and_swipes_lead_through_the_source_in_its_order(
    visitor: Visitor, show_site: Site
) -> None:
    page = visitor.open(visitor.put(show_site.output) + "show/index.html")
    assert walk(page, "ArrowRight") == SHOW_IDS
    assert walk(page, "ArrowLeft") == SHOW_IDS[::-1]
    page.keyboard.press("End")
    assert current(page) == SHOW_IDS[-1]
    page.keyboard.press("Home")
    assert current(page) == SHOW_IDS[0]
    page.evaluate("Reveal.right({skipFragments: true})")
    page.evaluate("Reveal.right({skipFragments: true})")
    assert current(page) == SHOW_IDS[2]


SWIPE = """() => {
    const slides = document.querySelector('.reveal');
    const send = (kind, clientX) => slides.dispatchEvent(new PointerEvent(kind, {
        pointerType: 'touch', clientX, clientY: 300, bubbles: true, cancelable: true }));
    send('pointerdown', 900);
    send('pointermove', 700);
    send('pointerup', 700);
}"""


def test_a_talk_by_swipes_alone_and_by_a_clicker_alone(visitor: Visitor, show_site: Site) -> None:
    page = visitor.open(visitor.put(show_site.output) + "show/index.html")
    seen = [current(page)]
    for _ in range(30):
        page.evaluate(SWIPE)
        if current(page) != seen[-1]:
            seen.append(current(page))
    assert seen == SHOW_IDS
    assert walk(page, "PageUp") == SHOW_IDS[::-1]
    page.keyboard.press("PageDown")
    page.keyboard.press(".")
    assert page.evaluate("Reveal.isPaused()")
    page.keyboard.press(".")
    assert not page.evaluate("Reveal.isPaused()")
    expect(page).to_have_url(re.compile(f"#/{SHOW_IDS[1]}$"))
    page.reload()
    page.wait_for_function("window.Reveal?.isReady()")
    page.keyboard.press("PageDown")
    assert current(page) == SHOW_IDS[2]


def test_what_extras_add_stays_below_and_is_shown_to_be_there(
    visitor: Visitor, own_site: Path
) -> None:
    page = visitor.open(visitor.put(own_site) + f"{REAL_PAGE}#/docker")
    down = page.get_by_role("button", name="below")
    expect(down).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert current(page) == "mssql-dockerfile"
    page.keyboard.press("ArrowRight")
    assert current(page) == "kubernetes"
    page.keyboard.press("ArrowLeft")
    assert current(page) == "docker"
    page.keyboard.press("Home")
    expect(down).to_be_hidden()


TYPED = [
    ({"key": "?", "keyCode": 219, "shiftKey": True}, "help"),
    ({"key": "?", "keyCode": 191, "shiftKey": True}, "help"),
    ({"key": "#", "keyCode": 191}, ""),
    ({"key": "/", "keyCode": 191}, "search"),
    ({"key": "b", "keyCode": 66}, "blank"),
]


def test_keys_are_known_by_what_they_type(visitor: Visitor, bare_site: Site) -> None:
    """As a German keyboard has them: `?` and `#` in other places than an American one."""
    page = visitor.open(visitor.put(bare_site.output) + REAL_PAGE)
    dialogs = {"help": "Keys", "search": "Search all slides"}
    for given, changes in TYPED:
        page.evaluate(
            "given => document.dispatchEvent("
            "new KeyboardEvent('keydown', {...given, bubbles: true}))",
            given,
        )
        assert page.evaluate("Reveal.isPaused()") == (changes == "blank"), given
        for kind, name in dialogs.items():
            expect(page.get_by_role("dialog", name=name)).to_have_count(int(changes == kind))
        if changes in dialogs:
            page.keyboard.press("Escape")
            expect(page.get_by_role("dialog", name=dialogs[changes])).to_have_count(0)


def test_a_blank_screen_is_left_by_the_keys_that_go_on(visitor: Visitor, bare_site: Site) -> None:
    page = visitor.open(visitor.put(bare_site.output) + REAL_PAGE)
    for at, key in enumerate(("Space", "ArrowRight", "PageDown")):
        page.keyboard.press("b")
        assert page.evaluate("Reveal.isPaused()")
        page.keyboard.press(key)
        assert not page.evaluate("Reveal.isPaused()")
        assert current(page) == REAL_IDS[at]
        page.keyboard.press(key)
        assert current(page) == REAL_IDS[at + 1]


def test_fragments_come_and_go_one_by_one(visitor: Visitor, show_site: Site) -> None:
    page = visitor.open(visitor.put(show_site.output) + "show/index.html#/steps")
    steps = page.locator("#steps .fragment")

    def shown() -> list[str]:
        texts = page.locator("#steps .fragment.visible").all_text_contents()
        return [text.strip() for text in texts]

    expect(steps).to_have_count(3)
    texts = ["one", "two", "A paragraph at last."]
    for count in range(4):
        assert shown() == texts[:count]
        assert current(page) == "steps"
        page.keyboard.press("ArrowDown")
    assert current(page) == "terminal"
    page.keyboard.press("ArrowUp")
    assert shown() == texts
    page.keyboard.press("ArrowUp")
    assert shown() == texts[:2]
    expect(steps.nth(2)).to_have_css("opacity", "0")


@pytest.mark.parametrize("step", ["Reveal.slide(6)", "location.hash = '#/kubernetes-api-or-cli'"])
def test_what_happens_while_the_deck_starts_counts(
    visitor: Visitor, bare_site: Site, step: str
) -> None:
    address = visitor.put(bare_site.output) + REAL_PAGE
    page = visitor.open(address).context.new_page()
    # reveal.js takes keys and addresses a moment before it says that it is ready
    page.add_init_script(f"addEventListener('ready', () => {{ {step} }}, true)")
    visitor.go(page, address)
    page.wait_for_function("Reveal.getCurrentSlide().id === 'kubernetes-api-or-cli'")
    expect(page).to_have_url(re.compile(r"#/kubernetes-api-or-cli$"))


def test_the_address_follows_and_leads_back(visitor: Visitor, bare_site: Site) -> None:
    address = visitor.put(bare_site.output) + REAL_PAGE
    page = visitor.open(address)
    page.keyboard.press("End")
    expect(page).to_have_url(re.compile(r"#/kubernetes-api-or-cli$"))
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"#/kubernetes-pods$"))
    copied = page.url
    assert current(visitor.open(copied)) == "kubernetes-pods"
    page.reload()
    page.wait_for_function("window.Reveal?.isReady()")
    assert current(page) == "kubernetes-pods"


@pytest.mark.parametrize("wish", WISHES, ids=["wide", "upright"])
@pytest.mark.parametrize("slide", ["where-do-we-use-kubernetes-in-the-ãbs", "docker"])
def test_a_deep_link_opens_its_slide(
    visitor: Visitor, bare_site: Site, wish: Wish, slide: str
) -> None:
    page = visitor.open(visitor.put(bare_site.output) + f"{REAL_PAGE}#/{slide}", wish)
    assert current(page) == slide
    expect(page.locator(f'[id="{slide}"] h1')).to_be_in_viewport()


def test_the_page_opens_without_the_name_of_its_file(visitor: Visitor, bare_site: Site) -> None:
    page = visitor.open(
        visitor.server.put(bare_site.output, "/talks/x/") + "diary/terminal/#/docker"
    )
    assert current(page) == "docker"
    page.wait_for_function("document.querySelector('#docker img').naturalWidth > 0")


def test_notes_are_not_on_the_slides(visitor: Visitor, show_site: Site) -> None:
    page = visitor.open(visitor.put(show_site.output) + "show/index.html#/steps")
    expect(page.locator("#steps aside.notes")).to_be_hidden()


@pytest.mark.parametrize("way", ["http", "file"])
def test_paper_has_one_page_a_slide(visitor: Visitor, show_site: Site, way: str) -> None:
    page = visitor.open(address(visitor, show_site, way) + "?print-pdf")
    page.wait_for_function("document.querySelectorAll('.pdf-page').length === 8")
    for slide in SHOW_IDS:
        box = page.locator(f"#{slide}").bounding_box()
        sheet = page.locator(f".pdf-page:has(#{slide})").bounding_box()
        assert box is not None
        assert sheet is not None
        assert (round(sheet["width"]), round(sheet["height"], -1)) == (1280, 720)
        assert box["height"] <= sheet["height"] + 1
    expect(page.locator("#steps .fragment").last).to_be_visible()
    assert pdf_pages(page.pdf(prefer_css_page_size=True, print_background=True)) == 8


def test_the_real_deck_has_seven_sheets(visitor: Visitor, bare_site: Site) -> None:
    page = visitor.open(visitor.put(bare_site.output) + f"{REAL_PAGE}?print-pdf")
    page.wait_for_function("document.querySelectorAll('.pdf-page').length === 7")
    assert pdf_pages(page.pdf(prefer_css_page_size=True, print_background=True)) == 7


def pdf_pages(pdf: bytes) -> int:
    """The number of pages of a PDF as Chromium writes them."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_a_click_with_the_zoom_key_zooms_in_and_out(visitor: Visitor, bare_site: Site) -> None:
    page = visitor.open(visitor.put(bare_site.output) + f"{REAL_PAGE}#/kubernetes")
    item = page.locator("#kubernetes li").first
    before = item.bounding_box()
    assert before is not None
    # reveal leaves Alt to the window managers of Linux.
    linux = page.evaluate("/Linux/.test(navigator.platform)")
    key: Literal["Control", "Alt"] = "Control" if linux else "Alt"

    def settled(height: float) -> None:
        box = "document.querySelector('#kubernetes li').getBoundingClientRect()"
        page.wait_for_function(f"Math.abs({box}.height - {height}) < 1")

    item.click(modifiers=[key])
    settled(2 * before["height"])
    page.mouse.click(640, 360)
    settled(2 * before["height"])
    page.keyboard.down(key)
    page.mouse.click(640, 360)
    page.keyboard.up(key)
    settled(before["height"])
    assert current(page) == "kubernetes"


@pytest.mark.parametrize("wish", WISHES, ids=["wide", "upright"])
def test_a_deck_opens_from_a_file(visitor: Visitor, show_site: Site, wish: Wish) -> None:
    page = visitor.open(show_site.output / "show" / "index.html", wish)
    assert walk(page, "Space") == SHOW_IDS
    assert page.evaluate("document.fonts.check('16px \"Source Sans\"')")
    assert page.evaluate(
        "getComputedStyle(document.querySelector('.reveal')).fontFamily"
    ).startswith('"Source Sans",')


def test_the_index_leads_to_a_deck_and_from_a_file_too(visitor: Visitor, bare_site: Site) -> None:
    for address in (visitor.put(bare_site.output), bare_site.output / "index.html"):
        page = visitor.open(address)
        page.get_by_role("link", name="Very Basic Docker and K8 course").click()
        page.wait_for_function("window.Reveal?.isReady()")
        assert current(page) == "title-slide"


def test_options_of_the_metadata_reach_reveal(visitor: Visitor, site: Site) -> None:
    options = "transition: zoom\ncontrols: false\nslideNumber: true\nhash: false\nwidth: 1000"
    site.deck(f"---\ntitle: T\n{options}\n---\n\n# A\n\n# B\n")
    page = visitor.open(visitor.put(site.output) + "talk/")
    wanted = {
        "transition": "zoom",
        "controls": False,
        "slideNumber": True,
        "hash": False,
        "width": 1000,
    }
    config = page.evaluate("Reveal.getConfig()")
    assert {key: config[key] for key in wanted} == wanted
    page.keyboard.press("ArrowRight")
    assert current(page) == "a"
    assert page.url.endswith("/talk/")


def test_the_defaults_of_the_reference_are_those_of_the_page(visitor: Visitor, site: Site) -> None:
    site.deck("---\ntitle: T\n---\n\n# A\n")
    page = visitor.open(visitor.put(site.output) + "talk/")
    config = page.evaluate("Reveal.getConfig()")
    assert {key: config[key] for key in DEFAULTS} == DEFAULTS


def test_reveals_black_theme_needs_no_other_host(visitor: Visitor, site: Site) -> None:
    site.deck("---\ntitle: T\ntheme: black\n---\n\n# A\n\n- text\n")
    page = visitor.open(visitor.put(site.output) + "talk/#/a")
    assert (
        page.evaluate(
            "getComputedStyle(document.querySelector('.reveal-viewport')).backgroundColor"
        )
        == "rgb(25, 25, 25)"
    )
    assert (
        page.evaluate("getComputedStyle(document.querySelector('#a h1')).color")
        == "rgb(255, 255, 255)"
    )
    expect(page.locator("#a li")).to_be_in_viewport()


def test_without_scripts_all_slides_are_there_one_under_the_other(
    visitor: Visitor, show_site: Site
) -> None:
    for address in (
        visitor.put(show_site.output) + "show/",
        show_site.output / "show" / "index.html",
    ):
        page = visitor.open(address, Wish(javascript=False))
        bottom = 0.0
        for slide in SHOW_IDS:
            heading = page.locator(f"#{slide} :is(h1, h2)")
            expect(heading).to_be_visible()
            box = heading.bounding_box()
            assert box is not None
            assert box["y"] >= bottom, slide
            bottom = box["y"] + box["height"]
        expect(page.get_by_text("A paragraph at last.")).to_be_visible()
        expect(page.locator("button.copy")).to_have_count(0)


def test_the_scroll_view_lays_slides_out_as_ever(visitor: Visitor, show_site: Site) -> None:
    page = visitor.open(visitor.put(show_site.output) + "show/index.html?view=scroll")
    title = page.locator(".scroll-page >> nth=0").locator("h1")
    box = title.bounding_box()
    assert box is not None
    assert box["y"] > 360


def test_on_paper_text_as_wide_as_the_slide_is_whole(visitor: Visitor, site: Site) -> None:
    site.deck("## As wide as the slide {.r-fit-text}\n\nx\n")
    page = visitor.open(visitor.put(site.output) + "talk/index.html?print-pdf")
    page.wait_for_selector(".pdf-page")
    box = page.locator("h2").bounding_box()
    assert box is not None
    assert 71 <= box["x"] < box["x"] + box["width"] <= 1209
