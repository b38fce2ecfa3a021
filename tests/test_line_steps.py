"""Pointing at lines of code, step by step, and code that changes between two slides."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from harness import Site
from playwright.sync_api import Page
from visitor import Visitor

pytestmark = pytest.mark.browser

DECK = """
## Steps

Before.

```{.python code-line-numbers="1|3-4|all"}
a = 1
b = 2
c = 3
d = 4
```

## Numbered {data-state="numbered"}

```{.python .numberLines startFrom="7" data-line-numbers="8|7,9"}
a = 1
b = 2
c = 3
```

## Paused

First.

. . .

```{.sh line-numbers="1|2"}
one
two
```

## One way {auto-animate=true}

```python
def area(side):
    return side * side
```

## Another {auto-animate=true}

```python
def area(side):
    \"\"\"The area
    of a square.\"\"\"
    return side * side
```
"""


@pytest.fixture(scope="module")
def site(new_site: Callable[[str], Site]) -> Site:
    """The deck above, built."""
    made = new_site("lines")
    assert made.deck(DECK).stderr == ""
    return made


def marked(page: Page) -> list[int]:
    """The numbers of the lines that the current slide points at."""
    lines = page.eval_on_selector_all(
        "section.present .line.highlighted", "lines => lines.map(line => Number(line.dataset.line))"
    )
    assert isinstance(lines, list)
    return lines


def turn(page: Page, key: str) -> list[int]:
    """Press a key, and say which lines are pointed at then."""
    page.keyboard.press(key)
    return marked(page)


def test_steps_go_forward_and_back(visitor: Visitor, address: str) -> None:
    page = visitor.open(address + "#/steps")
    assert marked(page) == [1]
    assert page.locator("section.present code.pointing").count() == 1
    assert turn(page, "ArrowRight") == [3, 4]
    assert turn(page, "ArrowRight") == []
    assert page.locator("section.present code.pointing").count() == 0
    assert turn(page, "ArrowLeft") == [3, 4]
    assert turn(page, "ArrowLeft") == [1]


def test_steps_count_as_the_slides_fragments(visitor: Visitor, address: str) -> None:
    page = visitor.open(address + "#/steps")
    assert page.locator("section.present .fragment").count() == 2
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert page.evaluate("Reveal.getCurrentSlide().id") == "numbered"


def test_lines_are_counted_as_they_are_shown(visitor: Visitor, address: str) -> None:
    page = visitor.open(address + "#/numbered")
    assert marked(page) == [8]
    assert turn(page, "ArrowRight") == [7, 9]


def test_steps_follow_a_pause(visitor: Visitor, address: str) -> None:
    page = visitor.open(address + "#/paused")
    visible = (
        "getComputedStyle(document.querySelector('#paused .sourceCode').parentElement).opacity"
    )
    assert page.evaluate(visible) == "0"
    assert turn(page, "ArrowRight") == [1]
    assert turn(page, "ArrowRight") == [2]


def test_paper_has_one_page_with_the_last_step(visitor: Visitor, address: str) -> None:
    page = visitor.open(address + "?print-pdf")
    page.wait_for_selector(".pdf-page")
    assert page.locator(".pdf-page:has(#steps)").count() == 1
    assert page.locator("#steps .line.highlighted").count() == 0
    assert page.locator("#numbered .line.highlighted").count() == 2


def test_paper_can_have_a_page_for_every_step(
    visitor: Visitor, new_site: Callable[[str], Site]
) -> None:
    site = new_site("steps-on-paper")
    site.deck("---\npdfSeparateFragments: true\n---\n" + DECK)
    page = visitor.open(visitor.put(site.output) + "talk/index.html?print-pdf")
    page.wait_for_selector(".pdf-page")
    pages = page.locator(".pdf-page:has(section[id=steps])")
    assert [pages.nth(n).locator(".highlighted").count() for n in range(pages.count())] == [1, 2, 0]


def test_lines_that_both_slides_have_are_moved(visitor: Visitor, address: str) -> None:
    page = visitor.open(address + "#/one-way")
    text = page.locator("#one-way pre").inner_text()
    assert text == "def area(side):\n    return side * side"
    page.keyboard.press("ArrowRight")
    moved = "#another .line[data-auto-animate-target]:not([data-auto-animate-target=unmatched])"
    assert page.locator(moved).all_inner_texts() == ["def area(side):", "    return side * side"]
    assert page.locator("#another .line").count() == 4
    assert page.locator("#another pre").inner_text().count("\n") == 3
