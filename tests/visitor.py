"""A visitor of pages: opens them in Chromium and notes whatever goes wrong on them."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote, urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    Response,
    Route,
)
from waiting import share_waiting
from webserver import WebServer

if TYPE_CHECKING:
    from playwright.sync_api import WebError

share_waiting()
TIMEOUT = 15_000
"""Milliseconds that a page has for anything."""

PICTURES = {
    "container_evolution.svg": (1450, 500),
    "components-of-kubernetes.svg": (1200, 600),
}
"""The pictures of the real deck on their own host, and stand-ins in about their proportions."""
PICTURE_HOST = "https://d33wubrfki0l68.cloudfront.net"

EMPTY = (
    "{ localStorage.clear(); sessionStorage.clear() }",
    "for (let timer = setTimeout(() => {}); timer; timer--) clearTimeout(timer)",
    "document.open(); document.close()",
    "history.replaceState(null, '', '/')",
)
"""What leaves nothing of a page; its address changes, so that another with `#` is loaded."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a visitor looks at pages."""

    size: tuple[int, int] = (1280, 720)
    """The window, in CSS pixels."""
    javascript: bool = True
    """Whether scripts run."""
    scheme: Literal["light", "dark"] = "light"
    """The colour scheme that the system asks for."""
    reduced_motion: bool = False
    """Whether the system asks for little motion."""
    clipboard: bool = False
    """Whether pages may use the clipboard."""


class Windows:
    """A context of the browser for each way to look at pages, and one page in each.

    Tests use them one by one. New ones cost a second of the processor, most of what a test takes.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: dict[Wish, BrowserContext] = {}
        self._idle = list[Page]()

    def context(self, wish: Wish) -> BrowserContext:
        """The context, which `clear` has left as if it were new."""
        if wish not in self._contexts:
            self._contexts[wish] = self._new(wish)
        return self._contexts[wish]

    def page(self, wish: Wish) -> Page:
        """A page for the next test; it may still show what the last one has left."""
        context = self.context(wish)
        page = context.pages[0]
        if page not in self._idle:
            return context.new_page()
        self._idle.remove(page)
        motion: Literal["reduce", "no-preference"]
        motion = "reduce" if wish.reduced_motion else "no-preference"
        page.emulate_media(media="null", color_scheme=wish.scheme, reduced_motion=motion)
        return page

    def clear(self, context: BrowserContext) -> None:
        """Close what tests have opened, and empty the first page; to leave it would cost more."""
        first, *others = context.pages
        for page in others:
            page.close()
        for script in EMPTY:
            with suppress(Error):
                first.evaluate(script)
        context.clear_cookies()
        self._idle.append(first)

    def _new(self, wish: Wish) -> BrowserContext:
        context = self._browser.new_context(
            viewport={"width": wish.size[0], "height": wish.size[1]},
            java_script_enabled=wish.javascript,
            color_scheme=wish.scheme,
            reduced_motion="reduce" if wish.reduced_motion else "no-preference",
        )
        if wish.clipboard:
            context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.set_default_timeout(TIMEOUT)
        self._idle.append(context.new_page())
        return context


class Visitor:
    """Opens pages; `leave` fails for anything that went wrong on one."""

    def __init__(self, windows: Windows, server: WebServer) -> None:
        self.server = server
        self.requests = list[str]()
        """The address of every request, in order."""
        self.problems = list[str]()
        """Console errors, failed requests, requests to other hosts."""
        self._windows = windows
        self._contexts = list[BrowserContext]()
        self._sites = list[Path]()
        self._responses = list[Response]()
        self._is_there = False

    def put(self, site: Path) -> str:
        """The address at which a site is served while this visitor looks; it ends with a slash.

        The first site of every visitor has the same, so that the browser has the theme's scripts
        compiled in its cache.
        """
        if site not in self._sites:
            self._sites.append(site)
        return self.server.put(site, f"/talks/{self._sites.index(site)}/")

    def open(self, address: str | Path, wish: Wish = Wish()) -> Page:
        """The page at an address or in a file, ready to be presented."""
        self._listen(self._windows.context(wish))
        page = self._windows.page(wish)
        self.go(page, address)
        return page

    def go(self, page: Page, address: str | Path) -> None:
        """Go to an address, and wait until its slides, if any, can be shown."""
        if isinstance(address, Path):
            address = file_url(address)
        if self._has_remote_pictures(address):
            page.context.route(re.compile(f"^{PICTURE_HOST}"), self._picture)
        page.goto(address, wait_until="load")
        page.wait_for_function(
            "!document.documentElement.matches('.js') || !document.querySelector('.reveal')"
            " || (window.Reveal?.isReady() && document.fonts.status === 'loaded')"
        )

    def weigh(self) -> int:
        """The bytes of all that was loaded from the site, compressed as hosts send it."""
        own = (one.url for one in self._responses if not one.url.startswith(PICTURE_HOST))
        files = (self.server.file(address) for address in own)
        return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)

    def leave(self) -> None:
        """Close everything; raises `AssertionError` for what went wrong."""
        for context in self._contexts:
            context.unroute_all()
            for event, listener in self._listeners():
                context.remove_listener(event, listener)
            self._windows.clear(context)
        assert not self.problems, "\n".join(self.problems)

    def _listen(self, context: BrowserContext) -> None:
        if context not in self._contexts:
            for event, listener in self._listeners():
                context.on(event, listener)
            self._contexts.append(context)

    def _listeners(self) -> list[tuple[Any, Callable[..., None]]]:
        """What is told of each event in a context."""
        return [
            ("request", self._note),
            ("response", self._response),
            ("requestfailed", self._failed),
            ("weberror", self._threw),
            ("console", self._said),
        ]

    def _has_remote_pictures(self, address: str) -> bool:
        """Whether a page, or one below it, asks for pictures of another host.

        Only then are requests intercepted, since that switches off the browser's cache: loading
        a page costs twice the time without it.
        """
        pages = self.server.file(address).parent.rglob("*.html")
        return any(PICTURE_HOST.encode() in page.read_bytes() for page in pages)

    def _picture(self, route: Route) -> None:
        """A stand-in for a picture of another host."""
        name = urlsplit(route.request.url).path.rsplit("/", 1)[-1]
        route.fulfill(content_type="image/svg+xml", body=picture(*PICTURES[name]))

    def _note(self, request: Request) -> None:
        # until the visitor goes somewhere, it is the page that an earlier test has left
        self._is_there = self._is_there or request.is_navigation_request()
        if not self._is_there:
            return
        address = request.url
        if not address.startswith(("data:", "blob:", "about:")):
            self.requests.append(address)
        if address.startswith("http") and not address.startswith(
            (self.server.origin, PICTURE_HOST)
        ):
            self._complain(f"another host: {address}")

    def _response(self, response: Response) -> None:
        if not self._is_there:
            return
        if response.status >= 400:
            self._complain(f"status {response.status}: {response.url}")
        if response.url.startswith(("http", "file")):
            self._responses.append(response)

    def _failed(self, request: Request) -> None:
        """A request that failed, and not one that ended since the visitor went on."""
        if request.failure != "net::ERR_ABORTED":
            self._complain(f"failed: {request.url} {request.failure}")

    def _threw(self, error: WebError) -> None:
        self._complain(f"uncaught: {error.error}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._complain(f"console: {message.text}")

    def _complain(self, problem: str) -> None:
        if self._is_there:
            self.problems.append(problem)


def picture(width: int, height: int) -> str:
    """An SVG picture of this size."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}"><rect width="100%" height="100%" fill="#69c"/></svg>'
    )


def file_url(path: Path) -> str:
    """The `file:` address of a page on disk."""
    return "file://" + quote(str(path))
