"""How slides look in a real Chromium: whole, large enough, steady, readable in both schemes."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from harness import REAL_PAGE, ROOT, Site
from measuring import COVERS, MEASURE, measured, on_slides, painted, pictures_loaded
from playwright.sync_api import Page, expect
from visitor import Visitor, Wish

pytestmark = pytest.mark.browser

THEMES = sorted(path.stem for path in ROOT.glob("static/vendor/reveal/theme/*.css"))
OF_A_THEME = """---
theme: {}
slide-level: 2
---

# Part

## Everything

- A [link](#part), `code`, **weight**
- A [mark]{{.mark}} and a note^[At the foot.]

> A quotation

| Name | Year |
|:-----|-----:|
| Lamp | 1659 |

``` {{.python title="greet.py"}}
x = "you"  # who came
```
"""
CUT = "...Measure.cut(slide), ...(slide.dataset.overflows ? [slide.id] : [])"


@pytest.fixture(scope="module")
def themes_site(new_site: Callable[[str], Site]) -> Site:
    """A deck in each of reveal's themes, built."""
    site = new_site("themes")
    site.write({f"slides/{theme}.md": OF_A_THEME.format(theme) for theme in THEMES})
    site.built()
    return site


def each_slide(page: Page, *more: str) -> list[str]:
    """Show every slide in turn, with all its fragments; what is cut, and what else is found."""
    pictures_loaded(page)
    return on_slides(
        page,
        "Reveal.getPlugin('fit').fit(slide)",
        f"[{', '.join((CUT, *more))}]",
    )


def deck_pages(folder: Path) -> list[str]:
    """The pages of a site's decks, by their path."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("index.html"))
    return sorted(path for path in found if path != "index.html")


def test_the_docker_slide_is_whole_with_no_text_under_22_pixels(
    visitor: Visitor, bare_site: Site
) -> None:
    page = visitor.open(visitor.put(bare_site.output) + f"{REAL_PAGE}#/docker")
    pictures_loaded(page)
    sizes = measured(page, "Measure.sizes(document.querySelector('#docker'))")
    assert len(sizes) >= 8
    assert [(text, size) for text, size in sizes if size < 21.99] == []
    assert measured(page, "Measure.cut(document.querySelector('#docker'))") == []
    image = page.locator("#docker img").bounding_box()
    assert image is not None
    assert image["width"] / image["height"] == pytest.approx(2.9, rel=0.02)
    assert image["width"] * image["height"] > 0.1 * 1280 * 720, "the picture is too small to read"


def test_on_the_repositorys_own_slides_nothing_is_cut_and_all_text_has_contrast(
    visitor: Visitor, own_site: Path
) -> None:
    base = visitor.put(own_site)
    pages = deck_pages(own_site)
    assert REAL_PAGE in pages
    for name in pages:
        page = visitor.open(base + name, Wish(reduced_motion=True))
        assert each_slide(page, "...Measure.faint(slide)") == []
        assert measured(page, "Measure.paper()") > 0.1


def test_nor_is_anything_of_any_layout_on_an_older_screen_in_the_dark(
    visitor: Visitor, own_site: Path, arranged: Site
) -> None:
    wish = Wish(size=(1024, 768), scheme="dark", reduced_motion=True)
    for address in (
        visitor.put(own_site) + REAL_PAGE,
        visitor.put(arranged.output) + "talk/",
    ):
        page = visitor.open(address, wish)
        assert each_slide(page, "...Measure.faint(slide)") == []
        assert measured(page, "Measure.paper()") < 0.1


def test_on_a_phone_the_real_deck_is_whole_and_readable(visitor: Visitor, bare_site: Site) -> None:
    page = visitor.open(visitor.put(bare_site.output) + REAL_PAGE, Wish(size=(390, 844)))
    assert each_slide(page) == []
    for at in range(7):
        page.evaluate("at => Reveal.slide(at)", at)
        sizes = measured(page, "Measure.sizes(Reveal.getCurrentSlide())")
        assert [(text, size) for text, size in sizes if size < 12] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_slide_that_is_too_full_says_so(visitor: Visitor, site: Site) -> None:
    site.deck(
        "# Full\n\n" + "".join(f"Paragraph {n} of many.\n\n" for n in range(40)) + "# Fine\n\nx\n"
    )
    page = visitor.open(visitor.put(site.output) + "talk/")
    expect(page.locator("#full")).to_have_attribute("data-overflows", "tall")
    page.keyboard.press("ArrowRight")
    assert page.locator("#fine").get_attribute("data-overflows") is None


def test_columns_leave_room_for_what_stands_below_them(visitor: Visitor, site: Site) -> None:
    lines = "".join(f"- Point {n}\n" for n in range(9))
    column = f"::: column\n{lines}\n:::\n"
    site.deck(f"# A\n\n:::: columns\n{column}{column}::::\n\nA note.^[It stands at the foot.]\n")
    page = visitor.open(visitor.put(site.output) + "talk/")
    points, words = (
        page.locator(f"#a {part}").bounding_box() for part in ("ul >> nth=0", ".body > p")
    )
    assert points is not None
    assert words is not None
    assert words["y"] >= points["y"] + points["height"]
    assert page.locator("#a").get_attribute("data-overflows") is None


@pytest.mark.parametrize("words", [20, 60])
def test_a_long_title_stays_clear_of_the_beam(visitor: Visitor, site: Site, words: int) -> None:
    site.deck(f"% {'word ' * words}\n% {'Somebody; ' * 9}\n\n# A\n\nx\n")
    page = visitor.open(visitor.put(site.output) + "talk/")
    box = page.locator("h1.title").bounding_box()
    assert box is not None
    beam = page.evaluate(
        "getComputedStyle(document.querySelector('.slide-background.cover'), '::before').content"
    )
    assert box["y"] >= 0
    assert box["y"] >= 360 or beam == "none"


def test_words_after_code_in_a_column_keep_their_distance(visitor: Visitor, site: Site) -> None:
    site.deck("# A\n\n::: column\n``` python\n1\n```\n\none `two` three\n:::\n")
    page = visitor.open(visitor.put(site.output) + "talk/")
    code, words = (page.locator(f"#a {part}").bounding_box() for part in ("pre", "p > code"))
    assert code is not None
    assert words is not None
    assert words["y"] - code["y"] - code["height"] > 16


@pytest.mark.parametrize("name", ["column", "fragment"])
def test_words_of_a_division_stay_on_their_line(visitor: Visitor, site: Site, name: str) -> None:
    site.deck(f"# A\n\n::: {name}\none *two* `three` four\n:::\n")
    page = visitor.open(visitor.put(site.output) + "talk/")
    tops = page.evaluate(
        "[...document.querySelectorAll('#a em, #a code')].map(word => word.offsetTop)"
    )
    assert len(tops) == 2
    assert abs(tops[0] - tops[1]) < 10


def test_the_heading_stands_at_one_place_and_the_body_begins_at_one_line(
    visitor: Visitor, bare_site: Site, own_site: Path
) -> None:
    for address in (
        visitor.put(bare_site.output) + REAL_PAGE,
        visitor.put(own_site) + REAL_PAGE,
    ):
        page = visitor.open(address)
        pictures_loaded(page)
        places = page.evaluate(
            """covers => { Reveal.getPlugin('fit').all();
            return Reveal.getSlides().filter(slide => !slide.matches(covers)).map(slide => {
              const { h, v } = Reveal.getIndices(slide);
              Reveal.slide(h, v);
              const [heading, body] = [':is(h1, h2, h3)', '.body'].map(
                part => slide.querySelector(`:scope > ${part}`).getBoundingClientRect());
              return [heading.left, heading.top, body.left, body.top].map(Math.round).join(' ');
            }) }""",
            COVERS,
        )
        assert len(places) >= 6
        assert len(set(places)) == 1, places


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_contrast_in_both_schemes(
    visitor: Visitor, show_site: Site, scheme: Any
) -> None:
    address = visitor.put(show_site.output) + "show/"
    page = visitor.open(address, Wish(scheme=scheme, reduced_motion=True))
    assert on_slides(page, "", "Measure.faint(slide)") == []
    assert (measured(page, "Measure.paper()") < 0.1) == (scheme == "dark")


def test_reveals_themes_have_contrast_too(visitor: Visitor, themes_site: Site) -> None:
    """As slides, and as the reading view, which the page becomes in a small window."""
    base = visitor.put(themes_site.output)
    wish = Wish(reduced_motion=True)
    page = visitor.open(base, wish)
    across, down = wish.size
    for theme in THEMES:
        visitor.go(page, f"{base}{theme}/index.html")
        for slide in ("part", "everything"):
            page.evaluate("id => { location.hash = `#/${id}` }", slide)
            painted(page)
            assert faint_on(page, slide) == [], theme
        page.set_viewport_size({"width": across // 2, "height": down // 2})
        page.wait_for_selector("html.no-js")
        for slide in ("part", "everything"):
            assert faint_on(page, slide) == [], theme
        page.set_viewport_size({"width": across, "height": down})


def faint_on(page: Page, slide: str) -> Any:
    """The words of a slide that lack contrast."""
    return page.evaluate(f"{MEASURE}; Measure.faint(document.getElementById('{slide}'))")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["", "404.html"])
def test_the_other_pages_have_contrast_too(
    visitor: Visitor, bare_site: Site, scheme: Any, name: str
) -> None:
    page = visitor.open(visitor.put(bare_site.output) + name, Wish(scheme=scheme))
    assert measured(page, "Measure.faint(document.body)") == []


@pytest.mark.parametrize("wish", [Wish(), Wish(size=(390, 844))], ids=["wide", "upright"])
def test_the_other_pages_fit_the_window(visitor: Visitor, bare_site: Site, wish: Wish) -> None:
    for name in ("", "404.html"):
        page = visitor.open(visitor.put(bare_site.output) + name, wish)
        assert page.evaluate("document.documentElement.scrollWidth") <= wish.size[0]
        expect(page.locator("h1")).to_have_count(1)


def test_nothing_moves_for_those_who_ask_for_no_motion(visitor: Visitor, show_site: Site) -> None:
    address = visitor.put(show_site.output) + "show/index.html#/steps"
    assert measured(visitor.open(address), "Measure.moving()") != []
    assert measured(visitor.open(address, Wish(reduced_motion=True)), "Measure.moving()") == []


def test_pages_may_be_zoomed_and_name_their_language(visitor: Visitor, show_site: Site) -> None:
    page = visitor.open(visitor.put(show_site.output) + "show/")
    content = page.locator("meta[name=viewport]").get_attribute("content") or ""
    assert "user-scalable" not in content
    assert "maximum-scale" not in content
    assert page.locator("html").get_attribute("lang") == "da"


def test_every_slide_has_one_heading_and_every_picture_a_text(
    visitor: Visitor, bare_site: Site, show_site: Site
) -> None:
    for address in (
        visitor.put(bare_site.output) + REAL_PAGE,
        visitor.put(show_site.output) + "show/",
    ):
        page = visitor.open(address)
        headings = page.evaluate(
            "Reveal.getSlides().map(slide => slide.querySelectorAll('h1, h2, h3, h4').length)"
        )
        assert set(headings) == {1}
        assert page.locator("img:not([alt])").count() == 0
        assert (
            page.locator("button:not([aria-label])").filter(has_not_text=re.compile(r"\w")).count()
            == 0
        )


def test_slides_can_be_turned_by_touch_buttons_and_have_names(
    visitor: Visitor, bare_site: Site
) -> None:
    page = visitor.open(visitor.put(bare_site.output) + REAL_PAGE)
    page.get_by_role("button", name="next slide").click()
    assert page.evaluate("Reveal.getCurrentSlide().id") == "what-is-this-about"
    page.get_by_role("button", name="previous slide").click()
    assert page.evaluate("Reveal.getCurrentSlide().id") == "title-slide"
