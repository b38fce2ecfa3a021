"""An edit costs the slide that it changes, and that is laid out as on a fresh page."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from harness import Site
from playwright.sync_api import Browser, BrowserContext, Page
from serving import Serving

pytestmark = pytest.mark.browser

LIST = "".join(f"- point {n}, said in some more words than one would have\n" for n in range(9))
CODE = "```python\n" + "".join(f"print({n})\n" for n in range(11)) + "```\n"
BODIES = {"list": LIST, "code": CODE, "picture": f"![](dot.svg)\n\n{LIST}", "short": "a\n"}
SLIDES = 80
LAID_OUT = """() => {
    const slide = Reveal.getCurrentSlide();
    const body = slide.querySelector('.body');
    const marks = ['fit', 'code', 'wrap', 'figure', 'columns', 'heading', 'overflows'];
    const boxes = [slide, body, ...body.querySelectorAll('li, pre, img, figure')];
    return [
        marks.map(name => slide.dataset[name] ?? null),
        boxes.map(box => [box.clientWidth, box.clientHeight, getComputedStyle(box).fontSize]),
    ];
}"""


def deck(heading: str, body: str) -> str:
    """A deck of many slides, one of which is edited."""
    others = [f"# Slide {n}\n\n- some *text* on slide {n}\n" for n in range(SLIDES)]
    return "\n".join(["# First\n", f"# {heading}\n\n{body}", *others])


@pytest.fixture
def site(site: Site) -> Site:
    """A site of one deck with a drawing."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"/>'
    site.write({"slides/talk.md": deck("Begin", LIST), "slides/dot.svg": drawing})
    return site


@pytest.fixture
def page(site: Site, context: BrowserContext) -> Iterator[Page]:
    """Its page, at the slide that is edited."""
    with Serving(site.root, "--port", "0") as serving:
        page = context.new_page()
        page.goto(serving.url + "talk/#/1")
        page.wait_for_function("window.Reveal?.isReady() && document.fonts.status === 'loaded'")
        page.evaluate("Reveal.slide(1)")
        yield page


def edit(page: Page, site: Site, heading: str, body: str) -> None:
    """Save another text of the slide, and wait until the page shows it."""
    site.write({"slides/talk.md": deck(heading, body)})
    page.wait_for_function(
        "words => Reveal.getCurrentSlide().querySelector('h1').textContent === words", arg=heading
    )


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_slide_is_laid_out_as_on_a_fresh_page_whatever_its_heading(
    page: Page, site: Site, context: BrowserContext, body: str
) -> None:
    long = " ".join(["quite a long heading"] * 5)
    fresh = context.new_page()
    for heading in ("One", "Two", f"{long} {long}", f"{long} {long} {long}"):
        edit(page, site, heading, body)
        fresh.goto(page.url)
        fresh.wait_for_function("window.Reveal?.isReady() && document.fonts.status === 'loaded'")
        fresh.evaluate("Reveal.slide(1)")
        assert page.evaluate(LAID_OUT) == fresh.evaluate(LAID_OUT), heading


def test_a_body_that_stays_is_not_fitted_anew(page: Page, site: Site) -> None:
    edit(page, site, "One", LIST)
    page.evaluate("""() => {
        const { fit } = window.Diascope;
        window.fits = 0;
        window.Diascope.fit = section => {
            if (section === Reveal.getCurrentSlide()) window.fits += 1;  // its neighbours in time
            fit(section);
        };
    }""")
    edit(page, site, "Two", LIST)
    assert page.evaluate("window.fits") == 0
    edit(page, site, "Three", LIST + "- more\n")
    assert page.evaluate("window.fits") == 1


def test_the_styles_of_other_slides_are_not_computed_anew(
    page: Page, site: Site, browser: Browser
) -> None:
    edit(page, site, "One", LIST)
    page.wait_for_timeout(300)
    browser.start_tracing(page=page, categories=["disabled-by-default-devtools.timeline"])
    for heading in ("Two", "Three"):
        edit(page, site, heading, LIST)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    counts = [one["args"].get("elementCount", 0) for one in events if "LayoutTree" in one["name"]]
    assert 0 < sum(counts) < SLIDES
