"""The theme's style sheets within the pages of decks: their first paint waits for no other file.

Pages that are edited live, whose sheets are replaced one by one, and exports, which leave out the
fonts that no letter needs, have them as files.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from html import unescape

from diascope.links.css import with_css_urls
from diascope.links.locations import url_path
from diascope.patterns import lazy_pattern
from diascope.pipeline.assemble import Assembled
from diascope.pipeline.policy import Trusted, trusted, with_policy
from diascope.render.assets import FOLDER
from diascope.write import Content

SHEET = lazy_pattern(r'<link rel="stylesheet" href="([^"]+)">')
"""The link of a page to a sheet of the theme; its URL is a group."""
_OTHER = lazy_pattern(r"[a-z]+:|//|#|/", re.I)
"""What a URL begins with that no page changes."""


def finished(made: Assembled) -> dict[str, Content]:
    """The files of a site, pages with their policies, decks' with the theme's sheets in them."""
    known = dict[tuple[str, str], str]()
    ready = made.units.files
    config, decks = made.site.config, {page.path: page for page in made.pages}

    def page(path: str, text: str) -> str:
        deck = decks.get(path)
        if deck is None:
            return with_policy(text, config, Trusted(text))
        text = _styled(text, path, made.files, known)
        return with_policy(text, config, trusted(deck, text, lambda: made.shell_html(deck)))

    printed = {
        path: page(path, content.decode()).encode()
        for path, content in made.files.items()
        if isinstance(content, bytes) and path.endswith(".html") and path not in ready
    }
    return {**made.files, **printed}


def _styled(
    html: str, page: str, files: Mapping[str, Content], known: dict[tuple[str, str], str]
) -> str:
    """The text of a page with its sheets, each made once for all pages as far below the root."""
    folder = posixpath.dirname(page)
    up = "../" * page.count("/")

    def element(match: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(folder, unescape(match[1]).partition("?")[0]))
        css = files.get(path)
        if not isinstance(css, bytes) or posixpath.dirname(path) != FOLDER:
            return match[0]
        key = (path, up)
        if key not in known:
            known[key] = f"<style>{_moved(css.decode(), path, up)}</style>"
        return known[key]

    return SHEET.sub(element, html)


def _moved(css: str, sheet: str, up: str) -> str:
    """A sheet whose URLs lead from a page, from which `up` leads to the root, to where they led."""

    def url_of(address: str) -> str:
        if _OTHER.match(address):
            return address
        path, mark, rest = address.partition("#" if "?" not in address else "?")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(sheet), path))
        return up + url_path(target) + mark + rest

    return with_css_urls(css, url_of).replace("</", "<\\/")
