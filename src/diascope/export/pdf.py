"""A deck as PDF: vector text, links, outline, tags and title."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from diascope.export.show import shown
from diascope.export.source import Exported

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_ONE_PAGE = """
  .pdf-page { overflow: hidden !important; break-inside: avoid !important }
  body > :not(.reveal) { position: absolute !important }
"""
"""What goes beyond a slide, or stands before all of them, begins no page of its own."""
_HANDOUT = Path(__file__).with_name("handout.js")


def pdf(
    browser: Browser,
    source: Exported,
    steps: bool = False,
    notes: bool = False,
    scheme: Literal["light", "dark"] = "light",
) -> bytes:
    """One page for each slide, or for each step; with `notes` a page of notes after its slide.

    A slide that is too full is made smaller until it is one page (reveal.js, "PDF Export").
    """
    options = {
        "view": "print",
        "pdfMaxPagesPerSlide": "1",
        "pdfSeparateFragments": str(steps).lower(),
        **({"showNotes": "separate-page"} if notes else {}),
    }
    with shown(browser, source, options, scheme) as page:
        page.add_style_tag(content=_ONE_PAGE)
        return page.pdf(prefer_css_page_size=True, print_background=True, outline=True, tagged=True)


def handout(browser: Browser, source: Exported, paper: Literal["a4", "letter"] = "a4") -> bytes:
    """Slides beside their notes, with commands and links in full and room to write."""
    options = {"view": "print", "pdfMaxPagesPerSlide": "1", "pdfSeparateFragments": "false"}
    with shown(browser, source, options) as page:
        page.evaluate(source.made.disk.read(_HANDOUT).decode())
        page.evaluate("paper => Handout.lay(paper)", paper)
        return page.pdf(prefer_css_page_size=True, print_background=True, outline=True, tagged=True)
