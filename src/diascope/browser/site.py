"""A site in memory as a browser asks for it; other hosts are asked only where that is wanted."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Route

ORIGIN = "http://diascope.localhost/"
"""The address of the site's root; nothing is asked of the network for it."""
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_LOCAL = ("data:", "blob:", "about:")


class Answers:
    """Answers a page's requests from the files of a site, and notes those that it cannot answer."""

    def __init__(self, files: Mapping[str, bytes | Path], is_online: bool = False) -> None:
        self._files, self._is_online = files, is_online
        self.remote = dict[str, None]()
        """The addresses of other hosts that were asked for, in order."""
        self.missing = dict[str, None]()
        """The paths that the site does not have, in order."""

    def fulfil(self, route: Route) -> None:
        """Answer a request."""
        url = route.request.url
        if url.startswith(_LOCAL):
            route.continue_()
        elif not url.startswith(ORIGIN):
            self.remote[url] = None
            if self._is_online:
                route.continue_()
            else:
                route.abort()
        else:
            self._answer(route, unquote(urlsplit(url).path).lstrip("/"))

    def _answer(self, route: Route, path: str) -> None:
        content = self._files.get(path)
        if content is None and (not path or path.endswith("/")):
            path = f"{path}index.html"
            content = self._files.get(path)
        if content is None:
            self.missing[path] = None
            route.fulfill(status=404, body="")
            return
        kind = _TYPES.get(Path(path).suffix) or mimetypes.guess_type(path)[0]
        kind = kind or "application/octet-stream"
        if isinstance(content, Path):
            route.fulfill(path=content, content_type=kind)
        else:
            route.fulfill(body=content, content_type=kind)
