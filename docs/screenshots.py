"""Draw the pictures in `docs/images/`: `.venv/bin/python docs/screenshots.py`.

* `slides.png`: some of the tour's slides, as `diascope export png` draws them;
* `looks.png`: the same slides in every look of `LOOKS`.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from contextlib import closing
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.sync_api import Browser

from diascope.browser import open_browser
from diascope.export.png import pictures
from diascope.export.source import chosen, read_for_export

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
COMPARED = ROOT / "docs" / "compare"
Scheme = Literal["light", "dark"]
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
LOOKS: tuple[tuple[str, str, Scheme], ...] = (
    ("diascope, light", "diascope", "light"),
    ("diascope, dark", "diascope", "dark"),
    ("folio, light", "folio", "light"),
    ("folio, dark", "folio", "dark"),
    ("signal, light", "signal", "light"),
    ("signal, dark", "signal", "dark"),
    ("reveal.js's black", "black", "light"),
    ("reveal.js's white", "white", "light"),
)
"""What stands above a row, its theme, and the scheme that the browser asks for."""
SHOWN = ("title-slide", "kubernetes", "a-health-check", "objects-to-remember")
"""The slides of `docs/compare/diascope.md` that a look is shown by."""
LAYOUT = """
<style>
  body {{ display: grid; grid-template-columns: repeat({across}, 1fr); gap: 12px; margin: 12px }}
  body {{ background: #8a8078; font: 600 15px/1.2 sans-serif; color: #fff; align-items: end }}
  figure {{ margin: 0 }}
  figcaption {{ block-size: 18px; margin-block-end: 4px; white-space: nowrap }}
  img {{ inline-size: 100%; display: block; border-radius: 3px }}
</style>
{figures}
"""
WEBP = """async png => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const { width, height } = image;
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d').drawImage(image, 0, 0);
  return canvas.toDataURL('image/webp', 0.85).split(',')[1];
}"""


def main() -> None:
    """Draw all sheets."""
    IMAGES.mkdir(exist_ok=True)
    with open_browser() as browser:
        tour = pictures_of(browser, ROOT / "slides" / "tour.md", "light", SLIDES)
        (IMAGES / "slides.png").write_bytes(sheet(browser, [("", one) for one in tour], 3, 1280))
        (IMAGES / "looks.png").write_bytes(looks(browser))


def looks(browser: Browser) -> bytes:
    """A row of slides for each look."""
    cells = list[tuple[str, bytes]]()
    deck = (COMPARED / "diascope.md").read_text("utf-8")
    with TemporaryDirectory() as folder:
        path = Path(folder, "look.md")
        path.with_name("picture.svg").write_bytes((COMPARED / "picture.svg").read_bytes())
        for name, theme, scheme in LOOKS:
            path.write_text(deck.replace("---\n", f"---\ntheme: {theme}\n", 1), "utf-8")
            taken = pictures_of(browser, path, scheme, SHOWN)
            cells += [(name if not at else "", one) for at, one in enumerate(taken)]
    return sheet(browser, cells, len(SHOWN), 1200)


def pictures_of(
    browser: Browser, deck: Path, scheme: Scheme, slides: Sequence[str] = ()
) -> list[bytes]:
    """Pictures of a deck's slides, of all or of those with these identifiers."""
    source, found = read_for_export(deck)
    assert source is not None, found
    numbers = [number for name in slides for number in _numbers(chosen(source, [name]))]
    return list(pictures(browser, source, numbers or _numbers(chosen(source, [])), scheme=scheme))


def _numbers(found: object) -> list[int]:
    assert isinstance(found, list), found
    return found


def sheet(browser: Browser, cells: Sequence[tuple[str, bytes]], across: int, width: int) -> bytes:
    """One PNG picture of many, in rows, with captions above them where there are any."""
    is_named = any(name for name, _ in cells)
    figures = "\n".join(
        f"<figure>{f'<figcaption>{escape(name)}</figcaption>' if is_named else ''}"
        f'<img src="data:image/png;base64,{b64encode(taken).decode()}"></figure>'
        for name, taken in cells
    )
    with closing(browser.new_page(viewport={"width": width, "height": 400})) as page:
        page.set_content(LAYOUT.format(across=across, figures=figures))
        page.evaluate("Promise.all([...document.images].map(image => image.decode()))")
        return page.screenshot(full_page=True)


def webp(browser: Browser, png: bytes) -> bytes:
    """A PNG picture as WebP, which takes a fifth of the bytes."""
    with closing(browser.new_page()) as page:
        return b64decode(page.evaluate(WEBP, b64encode(png).decode()))


if __name__ == "__main__":
    main()
