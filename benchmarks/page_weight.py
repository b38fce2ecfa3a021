"""What a deck's page weighs in Chromium, with everything that it loads.

    python -m benchmarks.page_weight [_site/diary/terminal/index.html]

Counts bytes as they are once unpacked, on the first visit, up to the moment when nothing more is
fetched.  Other hosts are not asked: what a page would take from them is listed, not counted.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Response, Route, sync_playwright

from benchmarks.browser import chromium, served

TIMEOUT = 30_000
"""Milliseconds for a page to load."""


def weigh(browser: Browser, origin: str, path: str) -> None:
    """Load a page, and print every address with its bytes."""
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.set_default_timeout(TIMEOUT)
    others = list[str]()
    sizes = dict[str, int]()

    def answer(route: Route) -> None:
        address = route.request.url
        if address.startswith(origin):
            route.continue_()
        else:
            others.append(address)
            route.abort()

    page.route("**/*", answer)
    responses = list[Response]()
    page.on("response", lambda response: responses.append(response))  # noqa: PLW0108
    page.goto(origin + quote(path), wait_until="networkidle")
    for response in responses:
        sizes[response.url.removeprefix(origin)] = len(response.body())
    for address, size in sizes.items():
        print(f"{size:9,}  {address}")
    print(f"{sum(sizes.values()):9,}  bytes in {len(sizes)} requests")
    for address in others:
        print(f"   not asked: {address}")


def site_of(page: Path) -> Path:
    """The folder of the built site that a page lies in."""
    return next((p for p in page.parents if (p / ".diascope-manifest").exists()), page.parent)


def main() -> None:
    """Read the command line, serve the page's site, and weigh the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument(
        "page", nargs="?", type=Path, default=Path("_site/diary/terminal/index.html")
    )
    page = parser.parse_args().page.resolve()
    if not page.is_file():
        parser.error(f"there is no {page}; build the site first")
    root = site_of(page)
    with sync_playwright() as playwright, served(root) as origin:
        browser = chromium(playwright)
        weigh(browser, origin, page.relative_to(root).as_posix())
        browser.close()


if __name__ == "__main__":
    main()
