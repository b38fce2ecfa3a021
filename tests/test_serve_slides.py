"""After every edit the page that is open shows what a fresh one shows."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from harness import Site
from playwright.sync_api import BrowserContext, Page
from serving import Serving

pytestmark = pytest.mark.browser

DECK = "slides/talk.md"
HEAD = "---\ntitle: A talk\nslide-level: 2\n---\n\n"
SNAPSHOT = Path(__file__).with_name("snapshot.js").read_text(encoding="utf-8")
PRESENT = """() => {
    const present = document.querySelectorAll('.slides > .present, .slides > .present > .present');
    const others = [...present].filter(one => !one.contains(Reveal.getCurrentSlide()));
    return others.map(one => one.outerHTML);
}"""


def opened(context: BrowserContext, url: str) -> Page:
    """A page of the live server, ready."""
    page = context.new_page()
    page.goto(url)
    page.wait_for_function("window.Reveal?.isReady() && document.fonts.status === 'loaded'")
    return page


def heading(page: Page) -> str:
    """The heading that is shown."""
    return str(page.evaluate("Reveal.getCurrentSlide().querySelector('h1, h2').textContent"))


class Author:
    """Someone who keeps changing a deck, at random and always in the same way."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.count = 0
        self.slides = [self.slide() for _ in range(8)]

    def slide(self) -> str:
        """A slide of some kind; a heading of the first level heads a stack."""
        self.count += 1
        n = self.count
        bodies = (
            f"Words {n}.",
            f"- one\n- two {n}\n\n. . .\n\nlater {n}",
            f"::: incremental\n- a {n}\n- b\n:::",
            f"```python\nx = {n}\n```",
            f'``` {{.python data-line-numbers="1|2"}}\na = {n}\nb = 2\n```',
            f"| a | b |\n|---|---|\n| {n} | 2 |\n\n::: notes\nsay {n}\n:::",
            f"Note[^{n}].\n\n[^{n}]: The note {n}.",
            "<details><summary>more</summary>inside</details>",
        )
        level = "#" if self.chance.random() < 0.25 else "##"
        attributes = self.chance.choice(("", "", " {.wide}", f" {{#own-{n} data-state=x}}"))
        return f"{level} Slide {n}{attributes}\n\n{self.chance.choice(bodies)}\n"

    def edit(self) -> None:
        """Change the deck in one of the ways that there are."""
        slides, at = self.slides, self.chance.randrange(len(self.slides))
        match self.chance.choice("eeeehhinndmMjx"):
            case "e":
                slides[at] += f"\nMore words {self.chance.random()}.\n"
            case "h":
                first, _, rest = slides[at].partition("\n")
                slides[at] = first.replace("Slide", "Slide really") + "\n" + rest
            case "i" | "n":
                slides.insert(at, self.slide())
            case "d" if len(slides) > 2:
                del slides[at]
            case "m":
                slides.insert(self.chance.randrange(len(slides)), slides.pop(at))
            case "M":
                self.chance.shuffle(slides)
            case "j" if at:
                slides[at - 1] += "\n" + slides.pop(at).partition("\n")[2]
            case _:
                slides[at] = self.slide()

    def text(self) -> str:
        """The deck."""
        return HEAD + "# Part\n\n" + "\n".join(self.slides)


def test_the_page_shows_what_a_fresh_one_shows(site: Site, context: BrowserContext) -> None:
    site.write({DECK: Author(0).text()})
    with Serving(site.root, "--port", "0") as serving:
        page, fresh = (opened(context, serving.url + "talk/") for _ in range(2))
        for seed in range(2):
            author = Author(seed)
            for step in range(6):
                for _ in range(author.chance.choice((1, 1, 1, 3))):
                    author.edit()
                author.count += 1
                end = f"Seed {seed} end {author.count}"
                site.write({DECK: author.text() + f"\n## {end}\n"})
                page.wait_for_function(
                    f"document.querySelector('.slides').textContent.includes('{end}')"
                )
                fresh.reload()
                fresh.wait_for_function("window.Reveal?.isReady()")
                for mine, wanted in zip(
                    page.evaluate(SNAPSHOT), fresh.evaluate(SNAPSHOT), strict=True
                ):
                    assert mine == wanted, (seed, step)
                assert page.evaluate(PRESENT) == [], (seed, step)
