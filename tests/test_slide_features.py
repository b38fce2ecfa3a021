"""What slides can be told: backgrounds, fragments, layouts; and what a deck has on all of them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from harness import ROOT, Site, render, slide_ids
from playwright.sync_api import Page
from selectolax.lexbor import LexborHTMLParser
from visitor import Visitor

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200" viewBox="0 0 400 200">'
    '<rect width="400" height="200" fill="#cde"/></svg>'
)

DECK = """---
title: Features
title-slide-attributes:
  background-image: img/a.svg
  background-size: contain
  class: grand
---

## Colour {background-color="#102040"}

text

## Picture {background-image="img/b.svg" background-size=contain background-opacity=0.5}

text

## Frame {background-iframe="img/frame.html" background-interactive=true}

text

## Gradient {background-gradient="linear-gradient(to right, #102040, navy)"}

text

## Hidden {visibility=hidden}

text

## Uncounted {visibility=uncounted}

text

## State {state=special transition=zoom}

text

## Center {.center}

Alone.

## Smaller {.smaller}

Small.

## Fragments

[one]{.fragment fragment-index=2 .fade-up} [two]{.fragment fragment-index=1}

::: {.fragment .grow}
three
:::

![](img/a.svg){.fragment width=80px}

## Stack

::: r-stack
![](img/a.svg){.fragment width=300px}

![](img/b.svg){.fragment width=200px}
:::

## Stretch

Before.

![](img/a.svg){.r-stretch}

After.

## Columns

:::::: columns
::: {.column width="70%"}
left
:::
::: {.column width="30%"}
right
:::
::::::

## Notes

text

::: notes
one
:::

<div class="notes">two</div>

<aside class="notes">three</aside>
"""


@pytest.fixture(scope="module")
def site(new_site: Callable[[str], Site]) -> Site:
    """The deck above, built."""
    made = new_site("features")
    names = ("a.svg", "b.svg", "logo.svg")
    made.write({f"slides/img/{name}": PICTURE for name in names})
    made.write({"slides/img/frame.html": "<p>Framed</p>"})
    assert made.deck(DECK).stderr == ""
    return made


@pytest.fixture(scope="module")
def built(site: Site) -> LexborHTMLParser:
    """Its page."""
    return site.page()


def attributes(page: LexborHTMLParser, selector: str) -> dict[str, str | None]:
    """The attributes of an element."""
    return dict(page.css(selector)[0].attributes)


def theme_colour(theme: str, name: str) -> str:
    """A colour of one of reveal's themes, as its style sheet has it."""
    css = (ROOT / f"static/vendor/reveal/theme/{theme}.css").read_text("utf-8")
    return f"#{re.findall(rf'--r-{name}-color:#([0-9a-f]+)', css)[0]}"


PAINTED = """colour => {
    const pen = new OffscreenCanvas(1, 1).getContext('2d');
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
}"""
"""The red, green, blue and alpha of a colour in CSS, 0 to 255."""


class TestAttributes:
    """What becomes of a slide's attributes on the page."""

    def test_short_forms_of_backgrounds_are_reveals(
        self, site: Site, built: LexborHTMLParser
    ) -> None:
        colour, picture, frame = (
            attributes(built, f"#{s}") for s in ("colour", "picture", "frame")
        )
        assert colour["data-background-color"] == "#102040"
        assert picture["data-background-image"] == "../media/img/b.svg"
        assert picture["data-background-opacity"] == "0.5"
        assert frame["data-background-iframe"] == "../media/img/frame.html"
        assert site.files()["media/img/frame.html"] == b"<p>Framed</p>"

    def test_the_title_slide_has_its_own(self, built: LexborHTMLParser) -> None:
        title = attributes(built, "#title-slide")
        assert title["data-background-image"] == "../media/img/a.svg"
        assert title["class"] == "cover grand pictured on-picture"

    def test_visibility_state_and_transition(self, built: LexborHTMLParser) -> None:
        assert attributes(built, "#hidden")["data-visibility"] == "hidden"
        state = attributes(built, "#state")
        assert (state["data-state"], state["data-transition"]) == ("special", "zoom")

    def test_fragments_keep_their_place_and_effect(self, built: LexborHTMLParser) -> None:
        one = attributes(built, "#fragments span.fragment")
        assert one == {"class": "fragment fade-up", "data-fragment-index": "2"}
        assert len(built.css("#fragments .fragment")) == 4

    def test_notes_of_all_kinds_are_notes(self, built: LexborHTMLParser) -> None:
        notes = [" ".join(note.text().split()) for note in built.css("#notes aside.notes")]
        assert notes == ["one", "two", "three"]

    def test_files_that_are_not_there_are_reported(self) -> None:
        deck = render(
            "---\ntitle: T\nlogo: no.svg\ncss: no.css\nbackground-image: no.png\n"
            "title-slide-attributes:\n  background-video: no.mp4\n---\n\n"
            "## A {background-image=x.png}\n"
        )
        assert sorted(deck.places) == [
            ("file-link-missing", "slides/talk.md", 4),
            *(("image-missing", "slides/talk.md", line) for line in (3, 5, 7, 10)),
        ]


@pytest.mark.browser
class TestOnTheScreen:
    """What reveal makes of them."""

    @pytest.fixture
    def page(self, visitor: Visitor, site: Site) -> Page:
        """The deck in the browser."""
        return visitor.open(visitor.put(site.output) + "talk/index.html")

    def test_backgrounds_are_shown_and_text_contrasts(self, page: Page) -> None:
        for slide in ("colour", "gradient"):
            assert "has-dark-background" in str(page.locator(f"#{slide}").get_attribute("class"))
        page.evaluate("location.hash = '#/picture'")
        shown = "document.querySelector('.backgrounds .present .slide-background-content').style"
        assert "img/b.svg" in page.evaluate(f"{shown}.backgroundImage")
        assert page.evaluate(f"{shown}.opacity") == "0.5"

    def test_hidden_slides_are_left_out_and_uncounted_ones_not_counted(self, page: Page) -> None:
        assert page.locator("#hidden").count() == 0
        assert page.evaluate("Reveal.getTotalSlides()") == 13
        assert page.locator("#uncounted").count() == 1

    def test_states_are_classes_of_the_page(self, page: Page) -> None:
        page.evaluate("location.hash = '#/state'")
        page.wait_for_function("document.querySelector('.reveal-viewport.special')")

    def test_layouts_have_their_shape(self, page: Page) -> None:
        boxes = page.evaluate(
            """() => {
                const box = selector => {
                    const section = document.querySelector(selector).closest('section');
                    Reveal.slide(...Object.values(Reveal.getIndices(section)));
                    const { left, right, top, bottom, width } =
                        document.querySelector(selector).getBoundingClientRect();
                    return { left, right, top, bottom, width };
                };
                const size = id => getComputedStyle(document.querySelector(`#${id} p`)).fontSize;
                return {
                    center: box('#center p'),
                    wide: box('#columns .column:first-child'),
                    narrow: box('#columns .column:last-child'),
                    first: box('#stack img:first-child, #stack p:first-child img'),
                    second: box('#stack > .body img:last-child, #stack p:last-child img'),
                    stretch: box('#stretch img'),
                    after: box('#stretch .body > p:last-child'),
                    sizes: [size('smaller'), size('state')].map(parseFloat),
                };
            }"""
        )
        assert boxes["sizes"][0] < boxes["sizes"][1]
        middle = (boxes["center"]["left"] + boxes["center"]["right"]) / 2
        assert abs(middle - 640) < 2
        assert boxes["wide"]["width"] > 2 * boxes["narrow"]["width"]
        first, second = boxes["first"], boxes["second"]
        assert abs(first["left"] + first["right"] - second["left"] - second["right"]) < 4
        assert boxes["stretch"]["bottom"] - boxes["stretch"]["top"] > 200
        assert boxes["stretch"]["bottom"] <= boxes["after"]["top"] + 1 < 720

    def test_fragments_come_in_the_order_of_their_indices(self, page: Page) -> None:
        page.evaluate("location.hash = '#/fragments'")
        page.wait_for_function("Reveal.getCurrentSlide().id === 'fragments'")
        page.keyboard.press("ArrowRight")
        visible = page.locator("#fragments .fragment.visible")
        assert visible.all_text_contents() == ["two"]


WHOLE = """---
title: Whole
toc: true
toc-title: Overview
footer: A *footer*
logo: img/logo.svg
favicon: img/logo.svg
number-sections: true
aspect-ratio: "4:3"
css: own.css
header-includes: <meta name="mine" content="1">
background-image: img/logo.svg
---

# Part

## One {#one}

a

## Two {-}

b

## Three {.unlisted}

c

## Four {visibility=hidden}

d
"""


@pytest.fixture(scope="module")
def whole(new_site: Callable[[str], Site]) -> Site:
    """That deck, built."""
    made = new_site("whole")
    made.write({"slides/img/logo.svg": PICTURE, "slides/img/paper.svg": PICTURE})
    made.write({"slides/own.css": "h3 { background: url('img/paper.svg') }"})
    assert made.deck(WHOLE).stderr == ""
    return made


class TestWholeDeck:
    """What the metadata puts on every slide."""

    def test_the_table_of_contents_is_a_slide(self, whole: Site) -> None:
        page = whole.page()
        assert slide_ids(page)[:3] == ["title-slide", "TOC", "part"]
        assert page.css("#TOC h2")[0].text() == "Overview"
        links = [(a.text(), a.attributes["href"]) for a in page.css("#TOC nav a")]
        assert links == [("Part", "#/part"), ("One", "#/one"), ("Two", "#/two")]
        assert page.css("#TOC nav > ul > li > ul > li > a")[0].text() == "One"

    def test_it_goes_as_deep_as_a_slide_can_show(self) -> None:
        parts = (
            f"# Part {p}\n\n" + "".join(f"## S {p}.{n}\n\nx\n\n" for n in range(9)) for p in "abc"
        )
        deck = render("---\ntoc: true\n---\n\n" + "".join(parts))
        assert [a.text() for a in deck.page.css("#TOC a")] == ["Part a", "Part b", "Part c"]

    def test_headings_have_numbers_that_are_no_text(self, whole: Site) -> None:
        page = whole.page()
        assert page.css("#one h2")[0].attributes["data-number"] == "1.1"
        assert page.css("#one h2")[0].text() == "One"
        assert "data-number" not in page.css("#two h2")[0].attributes

    def test_files_come_along(self, whole: Site) -> None:
        page, files = whole.page(), whole.files()
        assert page.css("link[rel=icon]")[0].attributes["href"] == "../media/img/logo.svg"
        assert page.css(".frame .logo")[0].attributes["src"] == "../media/img/logo.svg"
        assert {"media/own.css", "media/img/paper.svg"} <= files.keys()
        assert page.css('meta[name="mine"]')

    @pytest.mark.browser
    def test_all_of_it_is_seen(self, visitor: Visitor, whole: Site) -> None:
        page = visitor.open(visitor.put(whole.output) + "talk/index.html#/one")
        assert page.locator(".frame .footer em").is_visible()
        number = "getComputedStyle(document.querySelector('#one h2'), '::before').content"
        assert "1.1" in page.evaluate(number)
        assert page.evaluate("Reveal.getConfig().width / Reveal.getConfig().height") == 4 / 3
        assert "logo.svg" in page.evaluate(
            "document.querySelector('.backgrounds').style.backgroundImage"
        )
        page.evaluate("location.hash = '#/title-slide'")
        page.wait_for_function("!document.querySelector('.frame').checkVisibility()")
        page.evaluate("location.hash = '#/TOC'")
        page.locator("#TOC a", has_text="Two").click()
        assert page.evaluate("Reveal.getCurrentSlide().id") == "two"

    @pytest.mark.browser
    def test_paper_has_the_footer_on_every_page(self, visitor: Visitor, whole: Site) -> None:
        page = visitor.open(visitor.put(whole.output) + "talk/index.html?print-pdf")
        page.wait_for_selector(".pdf-page .frame")
        assert page.locator(".pdf-page .frame").count() == 4

    @pytest.mark.browser
    @pytest.mark.parametrize("theme", ["black", "league", "sky", "serif"])
    def test_reveals_themes_show_their_colours(
        self, visitor: Visitor, new_site: Callable[[str], Site], theme: str
    ) -> None:
        made = new_site(theme)
        made.deck(f"---\ntheme: {theme}\nfooter: F\n---\n\n## A\n\ntext\n\n```python\nx = 1\n```\n")
        page = visitor.open(visitor.put(made.output) + "talk/index.html")
        for name, selector in (("heading", "#a h2"), ("main", "#a p")):
            shown = page.eval_on_selector(selector, "one => getComputedStyle(one).color")
            colours = [page.evaluate(PAINTED, one) for one in (shown, theme_colour(theme, name))]
            assert colours[0] == pytest.approx(colours[1], abs=1)
        assert page.locator(".frame .footer").is_visible()
        assert page.locator("#a").get_attribute("data-overflows") is None

    @pytest.mark.browser
    def test_right_to_left_is_mirrored(
        self, visitor: Visitor, new_site: Callable[[str], Site]
    ) -> None:
        made = new_site("rtl")
        made.deck("---\ndir: rtl\nlang: he\nfooter: ת\n---\n\n## א {#a}\n\n- ב\n\n## ג\n\nד\n")
        page = visitor.open(visitor.put(made.output) + "talk/index.html")
        heading, footer = (page.locator(s).bounding_box() for s in ("#a li", ".frame"))
        assert heading
        assert footer
        assert heading["x"] + heading["width"] > 1150
        assert footer["x"] > 900
        page.keyboard.press("ArrowLeft")
        assert page.evaluate("Reveal.getIndices().h") == 1


@pytest.mark.browser
def test_plain_decks_stay_light(visitor: Visitor, new_site: Callable[[str], Site]) -> None:
    made = new_site("light")
    made.deck("---\ntitle: T\nfooter: F\ntoc: true\n---\n\n## A\n\ntext `code`\n")
    visitor.open(visitor.put(made.output) + "talk/index.html")
    assert len(visitor.requests) <= 10
    assert visitor.weigh() <= 150_000
