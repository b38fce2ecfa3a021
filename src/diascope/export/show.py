"""A deck's page in a browser, ready to be printed or drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlencode

from diascope.browser.site import ORIGIN, Answers
from diascope.deck.diagrams import UNDRAWN, undrawn
from diascope.export.source import Exported
from diascope.pipeline.ignored import told

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

READY = "document.documentElement.hasAttribute('data-ready')"
"""What a page says of itself when all that it shows is there (`static/js/ready.js`)."""
_PATIENCE = 120_000
"""Milliseconds that a page may take: a deck of some hundred slides takes some seconds."""


@contextmanager
def shown(
    browser: Browser,
    source: Exported,
    options: Mapping[str, str],
    scheme: Literal["light", "dark"] = "light",
    scale: float = 1,
) -> Iterator[Page]:
    """The deck's page with these options of reveal.js, ready; remote files are asked for."""
    width, height = source.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
        device_scale_factor=scale,
    )
    try:
        context.set_default_timeout(_PATIENCE)
        page = context.new_page()
        page.route("**/*", Answers(source.made.files, is_online=True).fulfil)
        page.goto(f"{ORIGIN}{source.page.path}?{urlencode(options)}")
        page.wait_for_function(READY)
        yield page
        found = undrawn(source.deck, dict(page.evaluate(UNDRAWN)))
        for one in told(found, source.made.site.config, [source.deck]):
            source.tell(one)
    finally:
        context.close()
