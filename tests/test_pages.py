"""A published site as GitHub Pages serves it: below a project's path, crawled link by link."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

import pytest
from harness import ROOT, diascope
from pages_server import PagesHandler
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

BASES = ["/some-project/", "/some-project/talks/"]


@contextmanager
def served(folder: Path, base: str) -> Iterator[str]:
    """The address of a folder that is served below a path."""
    handler = type("Handler", (PagesHandler,), {"folder": folder, "base": base})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}{base}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def public_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's own site, built for everybody."""
    folder = tmp_path_factory.mktemp("public")
    outcome = diascope("build", "--public", "-o", folder, folder=ROOT)
    assert outcome.code == 0, outcome.stderr
    return folder


def crawl(start: str) -> dict[str, int]:
    """The status of every address of the site that a page names, from the first page on."""
    found, wanted = dict[str, int](), [start]
    while wanted:
        url = wanted.pop()
        if url in found:
            continue
        try:
            with urlopen(url) as answer:
                found[url] = answer.status
                is_page = answer.headers.get_content_type() == "text/html"
                text = answer.read().decode() if is_page else ""
        except HTTPError as error:
            found[url] = error.code
            continue
        for node in LexborHTMLParser(text).css("[href], [src]") if text else ():
            named = node.attributes.get("href") or node.attributes.get("src") or ""
            target = urldefrag(urljoin(url, named))[0]
            if target.startswith(start):
                wanted.append(target)
    return found


@pytest.mark.parametrize("base", BASES)
def test_every_link_leads_somewhere_below_any_path(public_site: Path, base: str) -> None:
    with served(public_site, base) as start:
        found = crawl(start)
    assert set(found.values()) == {200}
    assert {f"{start}tour/", f"{start}tour/index.html"} & found.keys()
    assert len(found) > 10


def test_pages_answers_as_github_does(public_site: Path) -> None:
    with served(public_site, BASES[0]) as start:
        with urlopen(f"{start}tour") as answer:
            assert answer.url == f"{start}tour/"
        for lost in ("Tour/", "tour/missing", "TOUR/index.html"):
            with pytest.raises(HTTPError) as error:
                urlopen(start + lost)
            assert error.value.code == 404
            assert b"This slide is not in the tray" in error.value.read()


@pytest.mark.browser
def test_a_browser_finds_all_that_pages_ask_for(public_site: Path, browser: Browser) -> None:
    lost = list[str]()
    with served(public_site, BASES[1]) as start:
        page = browser.new_page()
        page.on(
            "response", lambda answer: lost.append(answer.url) if answer.status >= 400 else None
        )
        page.goto(f"{start}tour/")
        page.wait_for_selector("html[data-ready]")
        page.goto(f"{start}tour/#/links")
        page.wait_for_function("Reveal.getCurrentSlide().id === 'links'")
        page.goto(f"{start}")
        page.locator(".decks a").first.click()
        page.wait_for_selector("html[data-ready]", timeout=20_000)
        page.close()
    assert lost == []
