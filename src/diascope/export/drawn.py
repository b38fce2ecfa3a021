"""What a build draws in a browser: pictures of first slides, and PDFs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from diascope.browser import BrowserMissingError, open_browser
from diascope.diagnostics import Diagnostic, Diagnostics, of_file
from diascope.export.pdf import pdf
from diascope.export.png import pictures
from diascope.export.source import Exported
from diascope.pipeline import Assembled
from diascope.pipeline.carried import pdf_path
from diascope.render.pages import preview_path

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Progress = Callable[[int, int, str], None]
"""Told after each deck: how many are done, how many there are, and its page."""


def drawn(
    made: Assembled, progress: Progress | None = None
) -> tuple[dict[str, bytes], Diagnostics]:
    """The files that the site asks for and that a browser makes, by path in it; what is wrong."""
    files = dict[str, bytes]()
    try:
        with open_browser() as browser:
            from playwright.sync_api import Error

            try:
                for number, page in enumerate(made.pages, 1):
                    files |= _of_deck(browser, Exported(made, page))
                    if progress:
                        progress(number, len(made.pages), page.path)
            except Error as error:
                why = error.message.strip().splitlines()[0]
                place = of_file(made.site.config.root)
                return {}, (Diagnostic("export-failed", place, f"the browser failed: {why}"),)
    except BrowserMissingError as error:
        return {}, (error.diagnostic,)
    return files, ()


def _of_deck(browser: Browser, source: Exported) -> dict[str, bytes]:
    site, files = source.made.site, dict[str, bytes]()
    if site.has_previews:
        files[preview_path(source.page.path)] = next(pictures(browser, source, [0]))
    path = pdf_path(source.deck, source.page)
    if site.has_pdfs and path not in source.made.files:
        files[path] = pdf(browser, source)
    return files
