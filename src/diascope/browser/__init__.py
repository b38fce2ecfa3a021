"""A browser of the user's: found on this machine, and driven by Playwright.

Playwright is an optional extra; nothing is imported from it before a browser is opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from diascope.browser.find import find_browser
from diascope.diagnostics import Diagnostic, of_file

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ARGUMENTS = (
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--hide-scrollbars",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
)
"""So that pages look the same on every machine, and nothing but the page asks the network."""
_START = 60_000
"""Milliseconds that a browser may take to start."""


class BrowserMissingError(Exception):
    """There is no browser, or nothing to drive it with."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A browser without windows, closed at the end; raises `BrowserMissingError`."""
    if find_spec("playwright") is None:
        message = "Playwright, which drives the browser, is not installed"
        raise _missing(message, 'install it with `pip install "diascope[browser]"`')
    path = find_browser()
    if path is None:
        hint = "install Chromium, Chrome or Edge, or name one in the variable `CHROMIUM`"
        raise _missing("no browser was found on this machine", hint)
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=path, args=list(ARGUMENTS), timeout=_START
            )
        except Error as error:
            why = error.message.strip().splitlines()[0]
            raise _missing(f"`{path}` cannot be started: {why}", "try it by hand") from error
        try:
            yield browser
        finally:
            browser.close()


def _missing(message: str, hint: str) -> BrowserMissingError:
    return BrowserMissingError(Diagnostic("browser-missing", of_file(Path.cwd()), message, hint))
