"""What tests measure of slides in the browser, with `browser/measure.js`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

MEASURE = (Path(__file__).parent / "browser" / "measure.js").read_text(encoding="utf-8")
COVERS = ".cover, .title-slide"


def measured(page: Page, expression: str) -> Any:
    """What a function of `measure.js` finds."""
    if not page.evaluate("'Measure' in window"):
        page.evaluate(MEASURE)
    return page.evaluate(expression)


def pictures_loaded(page: Page) -> None:
    """Wait until every picture and diagram is there and slides have been fitted around them."""
    page.evaluate("[...document.images].forEach(image => { image.loading = 'eager' })")
    page.evaluate("Reveal.getPlugin('diagrams')?.all()")
    page.wait_for_function("[...document.images].every(image => image.complete)")
    page.wait_for_function("!document.querySelector('.diagram:not([data-drawn])')")
    painted(page)


def painted(page: Page) -> None:
    """Wait until what was changed can be seen."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def on_slides(page: Page, prepare: str, measure: str) -> list[Any]:
    """What is measured on all slides, each shown in turn with all its fragments, and painted."""
    found: list[Any] = page.evaluate(
        f"""async () => {{
            {MEASURE};
            const frame = () => new Promise(requestAnimationFrame);
            const found = [];
            for (const each of Reveal.getSlides()) {{
                const {{ h, v }} = Reveal.getIndices(each);
                Reveal.slide(h, v, 99);
                const slide = Reveal.getCurrentSlide();
                {prepare};
                await frame();
                await frame();
                found.push(...{measure});
            }}
            return found;
        }}"""
    )
    return found
