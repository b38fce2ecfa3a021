"""Draw the pictures in `docs/images/`: `.venv/bin/python docs/screenshots.py`.

1. draw some of the tour's slides, as `diascope export png` does;
2. lay the pictures out on one sheet, and take a picture of that.
"""

from base64 import b64encode
from pathlib import Path

from playwright.sync_api import Browser

from diascope.browser import open_browser
from diascope.export.png import pictures
from diascope.export.source import chosen, read_for_export

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
    source, _ = read_for_export(ROOT / "slides" / "tour.md")
    assert source is not None
    numbers = [number for name in SLIDES for number in chosen(source, [name])]
    with open_browser() as browser:
        draw_sheet(browser, list(pictures(browser, source, numbers)))


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
