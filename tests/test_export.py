"""Exports: one file, PDF, pictures, handouts, made in the Chromium that is installed."""

from __future__ import annotations

import io
import os
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from harness import REAL_DECK, Outcome, Site, diascope
from playwright.sync_api import Browser
from pypdf import PdfReader
from visitor import Visitor, file_url

from diascope.export.html import single_file
from diascope.export.source import chosen, read_for_export

DECK = """\
---
title: To take away
aspect-ratio: 4:3
---

# First

See [a link](https://example.org/a) and *words*.

![a dot](dot.svg)

::: notes
Said to <b>nobody</b>.
:::

# Steps

::: incremental
- one
- two
:::

# Ω and Ж

``` console
$ echo 'hello world'
hello world
```

![far](https://example.org/far.png)
"""


@pytest.fixture(scope="module")
def taken(new_site: Callable[[str], Site]) -> Site:
    """A site with a deck to export."""
    site = new_site("export")
    dot = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><circle r='4'/></svg>"
    site.write({"slides/talk.md": DECK, "slides/dot.svg": dot, "diascope.toml": ""})
    return site


@pytest.fixture
def drawing(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have exports use the browser of the tests, since each process can drive one alone."""

    @contextmanager
    def running() -> Iterator[Browser]:
        yield browser

    monkeypatch.setattr("diascope.browser.open_browser", running)


def export(site: Site, *arguments: str) -> Outcome:
    return diascope("export", *arguments, folder=site.root)


def test_a_pdf_tells_of_diagrams_that_cannot_be_drawn(site: Site, drawing: None) -> None:
    deck = "# A\n\n``` mermaid\n%% a remark\nflowchart LR\n  A -- [ B\n```\n"
    site.write({"slides/talk.md": deck, "diascope.toml": ""})
    outcome = export(site, "pdf", "slides/talk.md")
    assert outcome.code == 0
    assert outcome.places == [("diagram-error", "slides/talk.md", 4)]


def titles(outline: list[Any]) -> list[Any]:
    """The titles of an outline, those below others in lists."""
    return [titles(one) if isinstance(one, list) else one.title for one in outline]


class TestOneFile:
    def test_a_remote_picture_is_in_it_or_told(self, taken: Site) -> None:
        source, _ = read_for_export(taken.root / "slides/talk.md")
        assert source is not None
        whole, wrong = single_file(source, lambda url: ("image/png", url.encode()))
        assert "data:image/png;base64,aHR0cHM6Ly9leGFtcGxlLm9yZy9mYXIucG5n" in whole
        assert "example.org/far" not in whole
        assert wrong == []
        linked, wrong = single_file(source, lambda url: "answers with status 404")
        assert 'src="https://example.org/far.png"' in linked
        assert [(one.code, one.line) for one in wrong] == [("export-remote", 30)]

    def test_fonts_come_along_where_their_letters_occur(self, taken: Site, tmp_path: Path) -> None:
        plain = taken.root / "slides/plain.md"
        plain.write_text("# Plain\n\nText\n", "utf-8")
        sizes = []
        for name in ("plain.md", "talk.md"):
            source, _ = read_for_export(taken.root / "slides" / name)
            assert source is not None
            sizes.append(single_file(source, None)[0].count("data:font/woff2"))
        plain.unlink()
        assert sizes[0] < sizes[1]

    @pytest.mark.browser
    def test_it_asks_for_nothing_and_its_keys_work(
        self, visitor: Visitor, site: Site, tmp_path: Path
    ) -> None:
        site.write({"slides/real.md": REAL_DECK.read_bytes()})
        assert export(site, "html", "slides/real.md", "--no-fetch", "-o", "real.html").code == 0
        file = site.root / "real.html"
        assert file.stat().st_size < 700_000
        text = file.read_text("utf-8")
        for picture in ("container_evolution.svg", "components-of-kubernetes.svg"):
            text = text.replace(picture, "gone").replace("cloudfront.net", "invalid")
        moved = tmp_path / "elsewhere" / "talk.html"
        moved.parent.mkdir()
        moved.write_text(text.replace("https://d33wubrfki0l68.invalid/", "data:,"), "utf-8")
        page = visitor.open(file_url(moved))
        assert [one for one in visitor.requests if not one.startswith("file:")] == []
        assert len(visitor.requests) == 1
        page.keyboard.press("ArrowRight")
        assert page.evaluate("Reveal.getCurrentSlide().id") == "what-is-this-about"
        page.keyboard.press("o")
        page.wait_for_function("Reveal.isOverview()")
        page.keyboard.press("Escape")
        with page.context.expect_page() as opened:
            page.keyboard.press("s")
        opened.value.wait_for_selector('iframe[title="Current slide"]', timeout=10_000)
        opened.value.close()
        assert page.evaluate("document.fonts.check('16px \"Source Sans\"')")


@pytest.mark.browser
@pytest.mark.usefixtures("drawing")
class TestPdf:
    def test_pages_outline_links_and_title(self, taken: Site) -> None:
        assert export(taken, "pdf", "slides/talk.md").code == 0
        pdf = PdfReader(taken.root / "talk.pdf")
        assert len(pdf.pages) == 4
        assert titles(pdf.outline) == ["To take away", "First", "Steps", "Ω and Ж"]
        assert pdf.metadata is not None
        assert pdf.metadata.title == "To take away"
        assert "/StructTreeRoot" in pdf.root_object
        assert pdf.pages[0].mediabox.width / pdf.pages[0].mediabox.height == pytest.approx(
            4 / 3, 0.01
        )
        links = [one.get_object()["/A"]["/URI"] for one in pdf.pages[1].annotations or ()]
        assert "https://example.org/a" in links
        assert "Said to" not in "".join(page.extract_text() for page in pdf.pages)
        assert "hello world" in pdf.pages[3].extract_text()

    def test_steps_and_notes_take_pages(self, taken: Site) -> None:
        export(taken, "pdf", "slides/talk.md", "--steps", "-o", "steps.pdf")
        assert len(PdfReader(taken.root / "steps.pdf").pages) == 6
        export(taken, "pdf", "slides/talk.md", "--notes", "-o", "notes.pdf")
        pages = [page.extract_text() for page in PdfReader(taken.root / "notes.pdf").pages]
        assert len(pages) == 5
        assert "Said to nobody." in pages[2]

    def test_a_slide_that_is_too_full_is_one_page(self, site: Site) -> None:
        items = "\n".join(f"- item {n}" for n in range(60))
        site.write({"slides/talk.md": f"# Full\n\n{items}\n\n# Next\n"})
        export(site, "pdf", "slides/talk.md")
        pages = [page.extract_text() for page in PdfReader(site.root / "talk.pdf").pages]
        assert len(pages) == 2
        assert "item 59" in pages[0]

    def test_a_handout_has_slides_notes_commands_and_links(self, taken: Site) -> None:
        assert export(taken, "handout", "slides/talk.md", "--paper", "letter").code == 0
        pdf = PdfReader(taken.root / "talk-handout.pdf")
        assert pdf.pages[0].mediabox.width == pytest.approx(612, abs=1)
        text = "".join(page.extract_text() for page in pdf.pages)
        for words in ("To take away", "Said to nobody.", "echo 'hello world'", "example.org/a"):
            assert words in text


@pytest.mark.browser
@pytest.mark.usefixtures("drawing")
class TestPictures:
    def test_all_slides_at_any_scale(self, taken: Site) -> None:
        assert export(taken, "png", "slides/talk.md", "--scale", "0.5", "-o", "all").code == 0
        files = sorted((taken.root / "all").iterdir())
        assert [file.name for file in files] == [f"talk-0{n}.png" for n in range(1, 5)]
        assert {size(file.read_bytes()) for file in files} == {(480, 360)}

    def test_one_slide_into_a_file(self, taken: Site) -> None:
        assert export(taken, "png", "slides/talk.md", "--slide", "steps", "-o", "one.png").code == 0
        assert size((taken.root / "one.png").read_bytes()) == (960, 720)

    def test_a_contact_sheet(self, taken: Site) -> None:
        assert export(taken, "png", "slides/talk.md", "--contact-sheet").code == 0
        width, height = size((taken.root / "talk-slides.png").read_bytes())
        assert (width, 250 < height < 450) == (1600, True)

    def test_an_unknown_slide(self, taken: Site) -> None:
        outcome = export(taken, "png", "slides/talk.md", "--slide", "step")
        assert [one.code for one in outcome.findings] == ["export-slide-unknown"]
        assert outcome.hint("export-slide-unknown") == "did you mean `steps`?"


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [([], [0, 1, 2, 3]), (["2-3", "steps"], [1, 2]), (["4"], [3]), (["first", "1"], [0, 1])],
)
def test_slides_are_named_by_number_or_identifier(
    taken: Site, wanted: list[str], numbers: list[int]
) -> None:
    source, _ = read_for_export(taken.root / "slides/talk.md")
    assert source is not None
    assert chosen(source, wanted) == numbers


@pytest.mark.parametrize("wanted", ["0", "5", "3-2", "2-9", "nowhere", "", "-"])
def test_others_are_refused(taken: Site, wanted: str) -> None:
    source, _ = read_for_export(taken.root / "slides/talk.md")
    assert source is not None
    assert not isinstance(chosen(source, [wanted]), list)


def test_a_deck_with_an_error_is_not_exported(site: Site) -> None:
    site.write({"slides/talk.md": "---\na: [\n---\n\n# One\n"})
    outcome = export(site, "html", "slides/talk.md")
    assert outcome.code == 1
    assert not (site.root / "talk.html").exists()


def test_a_file_that_cannot_be_written_is_told(taken: Site) -> None:
    (taken.root / "folder.html").mkdir(exist_ok=True)
    outcome = export(taken, "html", "slides/talk.md", "--no-fetch", "-o", "folder.html")
    assert [one.code for one in outcome.findings] == ["export-failed"]


@pytest.mark.browser
def test_a_kill_leaves_the_last_file_whole(taken: Site, browser: Browser) -> None:
    target = taken.root / "killed.pdf"
    command = [
        sys.executable,
        "-m",
        "diascope",
        "export",
        "pdf",
        "slides/talk.md",
        "-o",
        target.name,
    ]
    target.write_bytes(b"before")
    for moment in (0.6, 1.2):
        run = subprocess.Popen(command, cwd=taken.root, start_new_session=True)
        time.sleep(moment)
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        content = target.read_bytes()
        assert content == b"before" or len(PdfReader(io.BytesIO(content)).pages) == 4


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG picture."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height
