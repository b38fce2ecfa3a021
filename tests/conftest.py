"""What tests share: sites to build, a server to put them on, and a browser that looks closely."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from harness import REAL_DECK, ROOT, Site, diascope
from in_memory import work_in_memory
from shared_theme import share_theme
from webserver import WebServer

from diascope.browser.find import find_browser
from diascope.serve.address import outward

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext
    from visitor import Visitor, Windows

FOLDER = Path(__file__).parent
# a build would start a browser wherever one is found
os.environ["DIASCOPE_PREVIEWS"] = "no"
work_in_memory()
# what programs keep for their user
CACHE = TemporaryDirectory(prefix="diascope-cache-")
os.environ["XDG_CACHE_HOME"] = CACHE.name
share_theme()
HEAVY = {
    *("test_limits.py", "test_write.py", "test_claims.py", "test_publish.py", "test_corpus.py"),
    *("test_verify.py", "test_verify_session.py", "test_serve_edits.py", "test_places.py"),
    *(
        "test_growth.py",
        "test_recut.py",
        "test_transcript.py",
        "test_leftovers.py",
        "test_mojibake.py",
        "test_wheel.py",
    ),
}
"""Tests that take seconds, and that ask little of libraries."""
FORKING = "test_write.py"
"""Tests that fork hundreds of times."""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    # nothing leaves the machine; one process draws all pages, which are shown one by one
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE {outward()}",
    "--renderer-process-limit=1",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put forks first, and mark what is left out with the lowest versions of libraries.

    A fork costs what the process holds, and that grows with every test.
    """
    items.sort(key=lambda item: item.path.name != FORKING)
    for item in items:
        if item.path.name in HEAVY:
            item.add_marker("heavy")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site without a file yet."""
    root = tmp_path / "talks"
    root.mkdir()
    return Site(root)


@pytest.fixture(scope="session")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Site]:
    """Makes sites that tests share."""
    return lambda name: Site(tmp_path_factory.mktemp(name))


@pytest.fixture(scope="session")
def bare_site(new_site: Callable[[str], Site]) -> Site:
    """The real deck by itself, built."""
    site = new_site("bare")
    site.write({"slides/docker-kubernetes.md": REAL_DECK.read_bytes()})
    site.built()
    return site


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's own site, built: the real deck with its extras, and the tour."""
    folder = tmp_path_factory.mktemp("own")
    outcome = diascope("build", "-o", folder, folder=ROOT)
    assert outcome.code == 0, outcome.stderr
    return folder


@pytest.fixture(scope="session")
def show_site(new_site: Callable[[str], Site]) -> Site:
    """A deck with all that is presented in a way of its own, built."""
    site = new_site("show")
    site.write({"slides/show.md": (FOLDER / "cases" / "show.md").read_bytes()})
    assert site.built().stderr == ""
    return site


@pytest.fixture(scope="session")
def arranged(new_site: Callable[[str], Site]) -> Site:
    """A slide of each layout, built."""
    from visitor import picture

    site = new_site("arranged")
    sizes = {"wide.svg": (1200, 500), "tall.svg": (400, 600)}
    files = {f"slides/{name}": picture(*size) for name, size in sizes.items()}
    site.write({"slides/talk.md": (FOLDER / "cases" / "arranged.md").read_bytes(), **files})
    site.built()
    return site


@pytest.fixture(scope="session")
def server() -> Iterator[WebServer]:
    """A web server for built sites."""
    with WebServer() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that is installed."""
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        missing("playwright is not installed")
    path = find_browser()
    if path is None:
        missing("no Chromium, Chrome or Edge was found")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS, timeout=60_000)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """The contexts of the browser that tests share."""
    from visitor import Windows

    return Windows(browser)


@pytest.fixture
def context(windows: Windows) -> Iterator[BrowserContext]:
    """A browser that has seen nothing yet, with an empty page."""
    from visitor import Wish

    fresh = windows.context(Wish())
    windows.page(Wish()).goto("about:blank")
    yield fresh
    windows.clear(fresh)
    fresh.pages[0].goto("about:blank")


def missing(what: str) -> None:
    """Skip a test that cannot run here; in CI it must."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture
def visitor(windows: Windows, server: WebServer) -> Iterator[Visitor]:
    """Someone who opens pages in the browser, and complains about what goes wrong on them."""
    from visitor import Visitor

    looking = Visitor(windows, server)
    yield looking
    looking.leave()


@pytest.fixture
def address(site: Site, visitor: Visitor) -> str:
    """Where the deck of the module's site, `slides/talk.md`, is served."""
    return visitor.put(site.output) + "talk/index.html"
