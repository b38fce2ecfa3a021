"""Pictures of first slides: drawn by every build where there is a browser, and kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from harness import Site, diascope
from playwright.sync_api import Browser

from diascope.browser import BrowserMissingError
from diascope.diagnostics import Diagnostic, of_file

pytestmark = pytest.mark.browser

FILES = {
    "diascope.toml": 'url = "https://talks.example/"\n',
    "slides/one.md": "---\ntitle: One\n---\n\n# A\n\n![](dot.svg)\n",
    "slides/two.md": "---\ntitle: Two\n---\n\n# A\n",
    "slides/dot.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
}


@pytest.fixture
def starts(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Has builds draw where there is a browser, with that of the tests; grows with each start."""
    found = list[str]()

    @contextmanager
    def running() -> Iterator[Browser]:
        found.append("started")
        yield browser

    monkeypatch.delenv("DIASCOPE_PREVIEWS")
    monkeypatch.setattr("diascope.export.drawn.open_browser", running)
    return found


def test_an_index_shows_first_slides_and_pages_name_theirs(site: Site, starts: list[str]) -> None:
    site.write(FILES)
    assert site.built().stderr == ""
    assert starts == ["started"]
    index = (site.output / "index.html").read_text("utf-8")
    page = (site.output / "one/index.html").read_text("utf-8")
    assert 'src="one/index-preview.png"' in index
    address = "https://talks.example/one/index-preview.png"
    assert f'<meta property="og:image" content="{address}">' in page
    picture = (site.output / "one/index-preview.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert picture != (site.output / "two/index-preview.png").read_bytes()


def test_only_a_first_slide_that_changed_is_drawn_anew(site: Site, starts: list[str]) -> None:
    site.write(FILES)
    site.built()
    before = {path.name: path.read_bytes() for path in site.output.rglob("*.png")}
    site.write({"slides/one.md": FILES["slides/one.md"] + "\nMore.\n"})
    site.built()
    assert starts == ["started"]
    assert {path.name: path.read_bytes() for path in site.output.rglob("*.png")} == before
    site.write({"slides/two.md": "---\ntitle: Three\n---\n\n# A\n"})
    site.built()
    assert starts == ["started", "started"]
    kept = site.root / ".diascope"
    assert len(list(kept.rglob("*.png"))) == 2
    assert (kept / ".gitignore").read_text("utf-8") == "*\n"


def test_a_first_slide_is_drawn_anew_with_its_picture(site: Site, starts: list[str]) -> None:
    text = '---\ntitle: One\ntitle-slide-attributes: {data-background-image: "a b.svg"}\n---\n'
    files = {**FILES, "slides/one.md": text}
    site.write({**files, "slides/a b.svg": files["slides/dot.svg"]})
    site.built()
    site.write({"slides/a b.svg": files["slides/dot.svg"].replace("'9'", "'90'", 1)})
    site.built()
    assert starts == ["started", "started"]


def test_what_is_kept_may_be_removed_at_any_time(site: Site, starts: list[str]) -> None:
    site.write({"slides/two.md": FILES["slides/two.md"]})
    site.built()
    for path in (site.root / ".diascope").rglob("*.png"):
        path.unlink()
    site.built()
    assert starts == ["started", "started"]


def test_a_browser_that_does_not_start_costs_the_previews_alone(
    site: Site, starts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing() -> None:
        raise BrowserMissingError(Diagnostic("browser-missing", of_file(site.root), "it is gone"))

    monkeypatch.setattr("diascope.export.drawn.open_browser", failing)
    site.write(FILES)
    outcome = site.build("--strict")
    assert [one.code for one in outcome.findings] == ["previews-missing"]
    assert outcome.code == 0
    assert "preview.png" not in (site.output / "index.html").read_text("utf-8")
    wanted = site.build("--previews")
    assert [one.code for one in wanted.findings] == ["browser-missing"]
    assert wanted.code == 1


def test_without_a_browser_or_a_wish_there_are_none(
    site: Site, starts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write(FILES)
    assert diascope("build", "--no-previews", folder=site.root).code == 0
    monkeypatch.setenv("CHROMIUM", "none")
    assert site.built().stderr == ""
    assert starts == []
    assert "preview.png" not in (site.output / "index.html").read_text("utf-8")
