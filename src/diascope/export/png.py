"""Pictures of slides, and all of them on one sheet."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Literal

from diascope.export.show import shown
from diascope.export.source import Exported

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Progress = Callable[[int, int, str], None]
"""Told after each slide: how many are done, how many there are, and which it was."""
_SHEET = """<!doctype html><meta charset="utf-8"><style>
  body {{ display: grid; grid-template-columns: repeat({across}, 1fr); gap: 16px; margin: 16px }}
  body {{ background: #e8e4de; font: 13px/1.3 system-ui, sans-serif; color: #444 }}
  figure {{ margin: 0 }} figcaption {{ margin-top: 4px }}
  img {{ display: block; width: 100%; border-radius: 3px; box-shadow: 0 1px 4px #0004 }}
</style>{figures}"""
_ACROSS, _WIDTH = 4, 1600
"""How many pictures stand in a row of a sheet, and its width in CSS pixels."""


def pictures(
    browser: Browser,
    source: Exported,
    slides: Sequence[int],
    scale: float = 1,
    scheme: Literal["light", "dark"] = "light",
) -> Iterator[bytes]:
    """PNG pictures of slides, counted from 0, with all their steps taken, one after the other."""
    options = {"controls": "false", "progress": "false", "hash": "false"}
    with shown(browser, source, options, scheme, scale) as page:
        page.add_style_tag(content=".links-button { display: none !important }")
        for number in slides:
            page.evaluate("async number => void await Diascope.show(number)", number)
            yield page.screenshot()


def contact_sheet(browser: Browser, source: Exported, taken: Sequence[tuple[int, bytes]]) -> bytes:
    """One picture of many, each with the number and the title of its slide."""
    titles = [_title(source, number) for number, _ in taken]
    figures = "\n".join(
        f'<figure><img src="data:image/png;base64,{b64encode(picture).decode()}">'
        f"<figcaption>{escape(title)}</figcaption></figure>"
        for title, (_, picture) in zip(titles, taken, strict=True)
    )
    page = browser.new_page(viewport={"width": _WIDTH, "height": 100})
    try:
        across = min(_ACROSS, max(1, len(taken)))
        page.set_content(_SHEET.format(across=across, figures=figures))
        page.evaluate("Promise.all([...document.images].map(image => image.decode()))")
        return page.screenshot(full_page=True)
    finally:
        page.close()


def _title(source: Exported, number: int) -> str:
    slide = list(source.deck.slides())[number]
    children = slide.heading[1].children if slide.heading else ()
    words = "".join(token.content for token in children or ()).strip()
    return f"{number + 1}  {words}".strip()
