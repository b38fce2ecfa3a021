"""Slides that hold more than fits, in a real Chromium: on the screen and on paper."""

import re
from collections import Counter
from pathlib import Path

import pytest
from harness import Site
from playwright.sync_api import Page
from pypdf import PdfReader
from visitor import Visitor

pytestmark = pytest.mark.browser

MARK = re.compile(r"\b(?:line|row|item|word)\d+\b")
CODE = "``` python\n{}\n```\n"
TABLE = "| Name | Value |\n|:--|--:|\n{}\n"


def code(count: int) -> str:
    return CODE.format("\n".join(f"line{n} = 1  # comment" for n in range(count)))


def rows(count: int) -> str:
    return TABLE.format("\n".join(f"| row{n} | {n} |" for n in range(count)))


def items(count: int, first: int = 0) -> str:
    return "\n".join(f"- item{n} of many" for n in range(first, first + count)) + "\n"


def words(count: int) -> str:
    return "\n\n".join(f"word{n} and more" for n in range(count)) + "\n"


CELLS = [f"row{n}" for n in range(30)]
FULL = {
    "code": code(45),
    "numbered code": code(45).replace("``` python", "``` {.python .numberLines}"),
    "rows": rows(30),
    "items": items(60),
    "nested items": "1. One\n\n" + "".join(f"   {line}\n" for line in items(40).splitlines()),
    "words": words(30),
    "a quotation": "".join(f"> {line}\n" for line in words(30).splitlines()),
    "mixed": f"{words(1)}\n{code(20)}\n{rows(12)}\n{items(15)}",
    "columns": f"::: columns\n::: column\n{items(30)}:::\n::: column\n{code(40)}:::\n:::\n",
    "paused columns": (
        f":::: columns\n::: column\n{items(30)}:::\n\n. . .\n\n"
        f"::: column\n{code(40)}:::\n::: column\n{rows(5)}\n:::\n::::\n"
    ),
    "pauses": f"{items(20)}\n. . .\n\n{items(20, 20)}\n. . .\n\n{rows(12)}",
    "a box": f"::: box\n{code(20)}\n{rows(12)}\n:::\n",
    "a wide table": "\n".join(["|a" * 30 + "|", "|--" * 30 + "|", f"|{'|'.join(CELLS)}|\n"]),
}


def open_paper(visitor: Visitor, site: Site, text: str) -> Page:
    """The deck's page, laid out for paper."""
    site.deck(text)
    page = visitor.open(visitor.put(site.output) + "talk/index.html?print-pdf")
    page.wait_for_selector(".pdf-page")
    return page


def printed(page: Page, folder: Path) -> list[str]:
    """The text of every page of the PDF."""
    path = folder / "talk.pdf"
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    return [one.extract_text() for one in PdfReader(path).pages]


def test_on_paper_nothing_of_a_full_slide_is_lost(
    visitor: Visitor, site: Site, tmp_path: Path
) -> None:
    text = "".join(f"# {name.title()}\n\n{given}\n" for name, given in FULL.items())
    page = open_paper(visitor, site, text)
    pages = printed(page, tmp_path)
    marks = visible_marks(page)
    assert len(pages) == len(marks)
    for name, given in FULL.items():
        own = [at for at, one in enumerate(pages) if one.strip().startswith(name.title())]
        assert own == list(range(own[0], own[-1] + 1))
        assert len(own) > 1 or name == "a wide table"
        expected = Counter(MARK.findall(given))
        assert Counter(mark for at in own for mark in MARK.findall(pages[at])) == expected, name
        assert Counter(mark for at in own for mark in marks[at]) == expected, name


def visible_marks(page: Page) -> list[list[str]]:
    """The marks that are whole on each page."""
    found = page.evaluate(
        """() => [...document.querySelectorAll('.pdf-page')].map(page => {
          const sheet = page.getBoundingClientRect();
          const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
          const seen = [];
          while (walker.nextNode()) {
            const range = document.createRange();
            range.selectNodeContents(walker.currentNode);
            const box = range.getBoundingClientRect();
            const across = box.left >= sheet.left && box.right <= sheet.right + 1;
            const whole = across && box.top >= sheet.top && box.bottom <= sheet.bottom;
            if (whole) seen.push(walker.currentNode.data);
          }
          return seen.join(' ');
        })"""
    )
    return [MARK.findall(text) for text in found]


def test_each_further_page_has_the_heading_the_background_and_the_footer(
    visitor: Visitor, site: Site
) -> None:
    page = open_paper(
        visitor,
        site,
        f'---\nfooter: The foot\n---\n\n# Full {{background-color="#123456"}}\n\n{items(60)}',
    )
    sheets = page.locator(".pdf-page")
    assert sheets.count() == 4
    for at in range(4):
        assert sheets.nth(at).locator("h1").inner_text() == "Full"
        assert sheets.nth(at).locator(".footer").inner_text() == "The foot"
        assert (
            sheets.nth(at)
            .locator(".slide-background")
            .evaluate("one => getComputedStyle(one).backgroundColor")
            == "rgb(18, 52, 86)"
        )
    assert page.locator("#full").count() == 1


def test_a_table_repeats_its_header(visitor: Visitor, site: Site, tmp_path: Path) -> None:
    pages = printed(open_paper(visitor, site, f"# Rows\n\n{rows(30)}"), tmp_path)
    assert len(pages) == 3
    assert all("Value" in text for text in pages)


@pytest.mark.parametrize("most", [1, 2])
def test_as_many_pages_as_the_deck_allows(
    visitor: Visitor, site: Site, tmp_path: Path, most: int
) -> None:
    text = f"---\npdfMaxPagesPerSlide: {most}\n---\n\n# Items\n\n{items(60)}"
    pages = printed(open_paper(visitor, site, text), tmp_path)
    assert len(pages) == most
    assert len(MARK.findall(" ".join(pages))) == 60


def test_pictures_on_a_full_slide_are_whole(visitor: Visitor, site: Site) -> None:
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}"/>'
    site.write({f"slides/{w}.svg": picture.format(w, h) for w, h in ((900, 300), (300, 900))})
    figures = "![Wide](900.svg)\n\n![Tall](300.svg)\n\n![](300.svg)\n\n![](900.svg){width=90%}\n\n"
    page = open_paper(visitor, site, f"# Full\n\n{items(12)}\n{figures}{figures}")
    whole = page.evaluate(
        """() => [...document.querySelectorAll('.pdf-page')].map(page => {
          const sheet = page.getBoundingClientRect();
          return [...page.querySelectorAll('.body img')].filter(image => {
            const box = image.getBoundingClientRect();
            const across = box.width > 90 && box.left >= sheet.left && box.right <= sheet.right;
            return across && box.top >= sheet.top && box.bottom <= sheet.bottom;
          }).length;
        }).reduce((sum, count) => sum + count)"""
    )
    assert whole == 8


def test_a_tall_formula_is_one_page(visitor: Visitor, site: Site) -> None:
    lines = r" \\ ".join(f"x_{{{n}}} &= {n}" for n in range(24))
    page = open_paper(visitor, site, f"# Sums\n\n$$\\begin{{aligned}}{lines}\\end{{aligned}}$$\n")
    assert page.locator(".pdf-page").count() == 1
    box = page.locator(".katex-html").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 720


def test_a_long_title_is_whole_on_paper(visitor: Visitor, site: Site) -> None:
    page = open_paper(visitor, site, f"% {'word ' * 150}\n% {'Somebody; ' * 20}\n\n# A\n\nx\n")
    assert page.locator(".pdf-page").count() == 2
    box = page.locator("h1.title").bounding_box()
    assert box is not None
    assert box["y"] >= 0


def test_an_article_on_paper_holds_the_whole_of_a_wide_table(
    visitor: Visitor, site: Site, tmp_path: Path
) -> None:
    site.deck(f"# Wide\n\n{FULL['a wide table']}")
    page = visitor.open(visitor.put(site.output) + "talk/index.html?read")
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    (told,) = printed(page, tmp_path)
    assert Counter(filter(str.isalnum, told)) == Counter("Wide" + "a" * 30 + "".join(CELLS))


def test_columns_keep_their_height_above_what_follows(visitor: Visitor, site: Site) -> None:
    column = f"::: column\n{items(9)}\n:::\n"
    site.deck(f"# One\n\n::: columns\n{column}\n{column}:::\n\n{items(12, 9)}\n")
    page = visitor.open(site.output / "talk" / "index.html")
    assert page.evaluate(
        """() => {
          const [columns, list] = document.querySelector('.body').children;
          const bottom = element => element.getBoundingClientRect().bottom;
          const inner = [...columns.querySelectorAll('li')].map(bottom);
          return Math.max(...inner) <= list.getBoundingClientRect().top;
        }"""
    )
