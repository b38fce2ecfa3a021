"""Pauses leave everything in its place; stacks; text as wide as the slide: in a real Chromium."""

import re
from collections.abc import Sequence

import pytest
from harness import Site
from playwright.sync_api import Locator, Page, expect
from visitor import Visitor, Wish

pytestmark = pytest.mark.browser

PAUSE = "\n. . .\n\n"
NONE, EVERYWHERE = ("", "", ""), (PAUSE, PAUSE, PAUSE)
PAUSES = [NONE, (PAUSE, "", ""), ("", PAUSE, ""), ("", "", PAUSE), EVERYWHERE]
"""What stands before, between and within columns."""
WIDTHS = [
    ("", ""),
    ("30%", "70%"),
    ("60%", ""),
    ("", "", ""),
    ("20%", "50%", "30%"),
    ("", "50%", ""),
    ("", "", "", ""),
    ("10%", "20%", "30%", "40%"),
]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}"/>'
IMAGES = {"slides/a.svg": SVG.format(600, 300), "slides/b.svg": SVG.format(300, 300)}
VIEWS = pytest.mark.parametrize("query", ["", "?print-pdf"], ids=["screen", "paper"])


def columns(widths: Sequence[str], pauses: Sequence[str]) -> str:
    """A slide with columns of these widths."""
    before, between, within = pauses
    given = [f' width="{width}"' if width else "" for width in widths]
    parts = [
        f"::: {{.column{one}}}\nfirst {n}\n{within}\nsecond {n}\n:::\n"
        for n, one in enumerate(given)
    ]
    return f"# A\n\nAbove.\n{before}\n:::: columns\n{between.join(parts)}::::\n"


def opened(visitor: Visitor, site: Site, text: str, query: str = "") -> Page:
    """The page of a deck."""
    site.deck(text)
    address = visitor.put(site.output) + f"talk/index.html{query}"
    page = visitor.open(address, Wish(reduced_motion=True))
    if query:
        page.wait_for_selector(".pdf-page")
    return page


def slides(page: Page) -> list[Locator]:
    """The slides of a deck, without stacks."""
    return page.locator(".slides section").all()


def show(page: Page, at: int) -> None:
    """Show a slide with all its fragments; on paper all are to be seen."""
    page.evaluate("at => document.querySelector('.pdf-page') || Reveal.slide(at, 0, 99)", at)


def boxes(slide: Locator, selector: str) -> list[tuple[int, int, int]]:
    """The left, right and upper edges of elements, in pixels from those of their slide."""
    found = slide.evaluate(
        """(slide, selector) => {
          const { left, top } = slide.getBoundingClientRect();
          return [...slide.querySelectorAll(selector)].map(one => one.getBoundingClientRect())
            .map(box => [box.left - left, box.right - left, box.top - top].map(Math.round));
        }""",
        selector,
    )
    return [tuple(edges) for edges in found]


@VIEWS
def test_columns_keep_places_and_widths_whatever_pauses(
    visitor: Visitor, site: Site, query: str
) -> None:
    text = "\n".join(columns(widths, pauses) for widths in WIDTHS for pauses in PAUSES)
    page = opened(visitor, site, text, query)
    found = list[list[tuple[int, int, int]]]()
    for at, slide in enumerate(slides(page)):
        show(page, at)
        found.append(boxes(slide, ".column"))
        expect(slide.get_by_text("second 1")).to_be_visible()
    for widths in WIDTHS:
        plain, *paused = [found.pop(0) for _ in PAUSES]
        assert len({edges[:2] for edges in plain}) == len(widths)
        assert paused == [plain] * 4, widths


def test_a_pause_holds_back_all_columns_up_to_the_next(visitor: Visitor, site: Site) -> None:
    parts = [f"::: column\ntext {n}\n:::\n" for n in range(4)]
    text = f"# A\n\n:::: columns\n{parts[0]}{PAUSE}{parts[1]}{parts[2]}{PAUSE}{parts[3]}::::\n"
    page = opened(visitor, site, text)
    for shown in ([0], [0, 1, 2], [0, 1, 2, 3]):
        for n in range(4):
            words = page.locator("#a").get_by_text(f"text {n}")
            expect(words).to_be_visible() if n in shown else expect(words).to_be_hidden()
        page.keyboard.press("ArrowRight")


@VIEWS
def test_other_layouts_keep_their_places_as_well(visitor: Visitor, site: Site, query: str) -> None:
    site.write(IMAGES)
    grid = '{style="display: grid; grid-template-columns: 1fr 1fr"}'
    parts = ["![](a.svg){width=200}\n", "some words\n", "![](b.svg){width=100}\n"]
    openings = ["r-hstack", "r-vstack", "r-stack", grid]
    text = "".join(
        f"# A\n\n::: {opening}\n{join.join(parts)}:::\n\n"
        for opening in openings
        for join in ("\n", PAUSE)
    )
    page = opened(visitor, site, text, query)
    found = list[list[tuple[int, int, int]]]()
    for at, slide in enumerate(slides(page)):
        show(page, at)
        found.append(boxes(slide, ".body > div :is(img, p)"))
    for opening in openings:
        plain, paused = found.pop(0), found.pop(0)
        assert paused == plain, opening
        assert len(plain) == 5


def test_pictures_in_columns_below_a_pause_are_large(visitor: Visitor, site: Site) -> None:
    site.write(IMAGES)
    column = "::: column\n![Moon](a.svg)\n:::\n"
    text = f"# A\n\nAbove.\n{PAUSE}:::: columns\n{column}{column}::::\n\nBelow.\n"
    page = opened(visitor, site, text)
    assert page.locator("#a").get_attribute("data-overflows") is None
    for left, right, _ in boxes(page.locator("#a"), "img"):
        assert right - left > 400


@VIEWS
def test_images_of_a_stack_lie_upon_each_other(visitor: Visitor, site: Site, query: str) -> None:
    site.write(IMAGES)
    ways = [
        "![](a.svg)\n\n![](b.svg)\n",
        "![](a.svg)\n![](b.svg)\n",
        "![](a.svg){.fragment}\n\n![](b.svg){.fragment}\n\n",
        "![Moon](a.svg)\n\n![Sun](b.svg)\n",
    ]
    page = opened(visitor, site, "".join(f"# A\n\n::: r-stack\n{one}:::\n" for one in ways), query)
    for at, slide in enumerate(slides(page)):
        show(page, at)
        first, second = boxes(slide, "img")
        assert abs(sum(first[:2]) - sum(second[:2])) <= 2, ways[at]
        assert abs(first[2] - second[2]) <= 2, ways[at]


FITTED = {
    "a word": "::: r-fit-text\nHi\n:::",
    "a letter": "::: r-fit-text\nI\n:::",
    "a line": "::: r-fit-text\nA few more words on one line\n:::",
    "two": "::: r-fit-text\nFirst line of some words\n:::\n\n::: r-fit-text\nGo\n:::",
    "a span": "[Big]{.r-fit-text}",
    "a paragraph": "::: r-fit-text\n" + "many words " * 40 + "\n:::",
    "a column": (
        "::::: columns\n:::: column\n::: r-fit-text\nHi\n:::\n::::\n:::: column\nwords\n::::\n:::::"
    ),
    "a pause": "above\n" + PAUSE + "::: r-fit-text\nHi\n:::",
}


@VIEWS
def test_text_as_wide_as_the_slide_leaves_room_for_the_rest(
    visitor: Visitor, site: Site, query: str
) -> None:
    headings = ("# A", "# A {.r-fit-text}")
    rest = "The last words.\n\n- an item\n"
    text = "".join(f"{one}\n\n{big}\n\n{rest}\n" for one in headings for big in FITTED.values())
    page = opened(visitor, site, text, query)
    for at, slide in enumerate(slides(page)):
        show(page, at)
        expect(slide).not_to_have_attribute("data-overflows", re.compile(""))
        frame = slide.bounding_box()
        assert frame is not None
        for part in slide.locator(":is(.r-fit-text, p, li)").all():
            box = part.bounding_box()
            assert box is not None, at
            assert box["x"] >= frame["x"], at
            assert 0 < box["width"] <= frame["x"] + 1280 - 70 - box["x"], at
            assert 0 <= box["y"] - frame["y"] < 720 - 40 - box["height"], at


def test_a_line_alone_is_as_wide_as_the_slide(visitor: Visitor, site: Site) -> None:
    text = "# A\n\n::: r-fit-text\nA few more words on one line\n:::\n"
    ((left, right, _),) = boxes(opened(visitor, site, text).locator("#a"), ".r-fit-text")
    assert 1100 < right - left <= 1137
