"""Diagrams: drawn in the browser, offline, as large as the slide has room."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from harness import Site
from playwright.sync_api import Page
from visitor import Visitor, Wish

DECK = """
## Words

No diagram here.

## Flow {#flow}

Above it stands text.

```mermaid
flowchart LR
  A[Begin] --> B{Which?} --> C[End]
```

## Talk {#talk}

```{.mermaid alt="Who greets whom"}
sequenceDiagram
  Ann->>Bob: Hello
```

## Wrong {#wrong}

```mermaid
flowchart LR
  A -- [ B
```

## Dark {#dark background-color="#102030"}

```mermaid
flowchart TD
  A --> B
```
"""
DRAWN = "!document.querySelector('.diagram:not([data-drawn])')"


@pytest.fixture(scope="module")
def site(new_site: Callable[[str], Site]) -> Site:
    """The deck above, built."""
    made = new_site("diagrams")
    assert made.deck(DECK).stderr == ""
    return made


def drawn(page: Page) -> Page:
    """The page, when all its diagrams are drawn."""
    page.wait_for_function(DRAWN)
    return page


def shapes(page: Page, slide: str) -> str:
    """The colour of a diagram's first shape."""
    script = "shape => getComputedStyle(shape).fill"
    return str(page.eval_on_selector(f"#{slide} svg .node rect", script))


class TestOnThePage:
    """What is there before any script runs."""

    def test_the_source_can_be_read(self, site: Site) -> None:
        pre = site.page().css("#flow .diagram > pre.mermaid")[0]
        assert pre.text() == "flowchart LR\n  A[Begin] --> B{Which?} --> C[End]"

    def test_only_decks_with_diagrams_load_mermaid(
        self, site: Site, new_site: Callable[[str], Site]
    ) -> None:
        assert "assets/mermaid/mermaid.js" in site.files()
        other = new_site("none")
        other.deck("# A\n\n```sh\nls\n```\n")
        assert "mermaid" not in other.text()
        assert not [name for name in other.files() if "mermaid" in name or "diagram" in name]


@pytest.mark.browser
class TestInTheBrowser:
    """What the script does."""

    def test_all_are_drawn_whole(self, visitor: Visitor, address: str) -> None:
        page = drawn(visitor.open(address + "#/flow"))
        assert page.locator("#flow svg").is_visible()
        assert not page.locator("#flow pre").is_visible()
        box, slide = (page.locator(s).bounding_box() for s in ("#flow svg", "#flow"))
        assert box
        assert slide
        assert box["height"] > 120
        assert box["y"] + box["height"] <= slide["y"] + slide["height"]
        assert page.locator("#flow").get_attribute("data-overflows") is None
        assert page.locator("#talk svg").count() == 1

    def test_a_mistake_leaves_the_source_with_a_note(self, visitor: Visitor, address: str) -> None:
        page = drawn(visitor.open(address + "#/wrong"))
        assert page.locator("#wrong pre").is_visible()
        assert "cannot be drawn" in page.locator("#wrong .problem").inner_text()
        assert page.locator("body > [id^=ddiagram]").count() == 0

    def test_they_have_the_themes_colours_in_both_schemes(
        self, visitor: Visitor, address: str
    ) -> None:
        page = drawn(visitor.open(address + "#/flow"))
        light = shapes(page, "flow")
        assert shapes(page, "dark") != light
        page.emulate_media(color_scheme="dark")
        fill = "getComputedStyle(document.querySelector('#flow svg .node rect')).fill"
        page.wait_for_function(f"old => {DRAWN} && {fill} !== old", arg=light)
        assert shapes(page, "flow") == shapes(page, "dark")

    def test_their_words_are_said(self, visitor: Visitor, address: str) -> None:
        page = drawn(visitor.open(address + "#/talk"))
        assert page.locator("#talk svg").get_attribute("aria-label") == "Who greets whom"

    def test_paper_and_the_reading_view_have_them(self, visitor: Visitor, address: str) -> None:
        for query in ("?print-pdf", "?read"):
            page = drawn(visitor.open(address + query))
            assert page.locator("#flow svg").bounding_box()

    def test_without_scripts_the_source_is_there(self, visitor: Visitor, address: str) -> None:
        page = visitor.open(address, Wish(javascript=False))
        assert "Begin" in page.locator("#flow pre").inner_text()

    def test_a_slide_that_changed_is_drawn_anew(self, visitor: Visitor, address: str) -> None:
        page = drawn(visitor.open(address + "#/flow"))
        page.evaluate(
            """() => {
                const box = document.querySelector('#flow .diagram');
                delete box.dataset.drawn;
                box.innerHTML = '<pre class="mermaid"><code>flowchart LR\\n  X --> Y</code></pre>';
                Reveal.getPlugin('diagrams').slide(box.closest('section'));
            }"""
        )
        assert "X" in drawn(page).locator("#flow svg").all_text_contents()[0]
