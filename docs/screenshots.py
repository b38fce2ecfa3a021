"""Draw the pictures in `docs/images/`: `.venv/bin/python docs/screenshots.py`.

1. build this repository's site into a temporary folder;
2. show some of the tour's slides in Chromium, and take a picture of each;
3. lay the pictures out on one sheet, and take a picture of that.
"""

import shutil
from base64 import b64encode
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from diascope.pipeline import build

ROOT = Path(__file__).parent.parent
SHEET = ROOT / "docs" / "images" / "slides.png"
SLIDES = (
    "title-slide",
    "lists",
    "a-wide-picture-goes-across",
    "an-upright-picture-stands-beside",
    "a-listing-with-a-name-and-numbers",
    "commands-that-still-work",
    "tables",
    "formulas",
    "diagrams",
)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LAYOUT = """
<style>
  body {{ display: grid; grid-template-columns: repeat(3, 1fr); gap: 12px; margin: 12px }}
  body {{ background: #8a8078 }}
  img {{ inline-size: 100%; display: block; border-radius: 3px }}
</style>
{images}
"""


def main() -> None:
    """Draw the sheet of slides."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        build([ROOT / "slides" / "tour.md"], site)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        tour = site / "tour" / "index.html"
        draw_sheet(browser, [picture(browser, tour, name) for name in SLIDES])
        browser.close()


def picture(browser: Browser, page_file: Path, slide: str) -> bytes:
    """A picture of one slide, with all its steps taken."""
    page = browser.new_page(viewport={"width": 1280, "height": 720}, color_scheme="light")
    page.goto(f"{page_file.as_uri()}#/{slide}")
    page.wait_for_function("window.Reveal?.isReady()")
    page.evaluate("document.fonts.ready")
    page.wait_for_function("!Reveal.getCurrentSlide().querySelector('.diagram:not([data-drawn])')")
    page.wait_for_timeout(500)
    taken = page.screenshot()
    page.close()
    return taken


def draw_sheet(browser: Browser, pictures: list[bytes]) -> None:
    """Lay the pictures out in rows, and keep a picture of that."""
    images = "\n".join(
        f'<img src="data:image/png;base64,{b64encode(taken).decode()}">' for taken in pictures
    )
    page = browser.new_page(viewport={"width": 1280, "height": 400})
    page.set_content(LAYOUT.format(images=images))
    SHEET.parent.mkdir(exist_ok=True)
    page.screenshot(path=SHEET, full_page=True)


if __name__ == "__main__":
    main()
