"""Draw `docs/images/compare.webp`: the same five slides in four tools.

    mkdir peers && cd peers
    npm i @marp-team/marp-cli @slidev/cli @slidev/theme-default reveal.js
    cd .. && .venv/bin/python docs/compare.py peers

1. copy the decks of `docs/compare/` beside the tools, one in each tool's dialect;
2. build them, each with its tool's defaults;
3. show every slide in the same browser at 1280×720, with the network where there is one, and lay
   the pictures out, a row for each tool.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser
from screenshots import IMAGES, pictures_of, sheet, webp

from diascope.browser import open_browser
from diascope.browser.site import ORIGIN, Answers

DECKS = Path(__file__).parent / "compare"
SLIDES = 5
SIZE = (1280, 720)
SETTLED = 1500
"""Milliseconds after which fonts, animations and highlighting of all tools are done."""


@dataclass(frozen=True)
class Peer:
    """Another tool."""

    name: str
    """What stands above its row."""
    package: str
    """The npm package that must be there."""
    build: Callable[[Path], str]
    """Builds its deck in a folder; the page's path there, with `{}` for a slide's number from 1."""
    first: int = 1
    """The number of the first slide in its addresses."""


def marp(folder: Path) -> str:
    """Marp: a page that shows the slide named in the address."""
    run(folder, "marp", "marp.md", "--html", "--bespoke.osc=false", "-o", "marp.html")
    return "marp.html#{}"


def slidev(folder: Path) -> str:
    """Slidev: an application below `slidev/`."""
    (folder / "public").mkdir(exist_ok=True)
    shutil.copy(folder / "picture.svg", folder / "public")
    run(folder, "slidev", "build", "slidev.md", "--base", "/slidev/", "--router-mode", "hash",
        "--out", "slidev")  # fmt: skip
    return "slidev/index.html#/{}"


def reveal(theme: str) -> Callable[[Path], str]:
    """reveal.js by itself: Markdown that the browser reads."""

    def build(folder: Path) -> str:
        page = (folder / "reveal.html").read_text("utf-8").replace("THEME", theme)
        (folder / f"reveal-{theme}.html").write_text(page, "utf-8")
        return f"reveal-{theme}.html#/{{}}"

    return build


PEERS = (
    Peer("Marp", "@marp-team/marp-cli", marp),
    Peer("Slidev", "@slidev/cli", slidev),
    Peer("reveal.js, black", "reveal.js", reveal("black"), first=0),
    Peer("reveal.js, white", "reveal.js", reveal("white"), first=0),
)


def main(folder: Path) -> None:
    """Build all, and draw the sheet."""
    missing = [one.package for one in PEERS if not (folder / "node_modules" / one.package).is_dir()]
    if missing:
        sys.exit(f"not in {folder}: {', '.join(dict.fromkeys(missing))}\n{__doc__}")
    for file in DECKS.iterdir():
        shutil.copy(file, folder)
    addresses = {one: one.build(folder) for one in PEERS}
    with open_browser() as browser:
        rows = {
            f"Diascope, {scheme}": pictures_of(browser, folder / "diascope.md", scheme)
            for scheme in ("light", "dark")
        }
        for one, address in addresses.items():
            rows[one.name] = list(shown(browser, folder, one, address))
        draw(browser, rows)


def run(folder: Path, program: str, *arguments: str) -> None:
    """Run one of the tools, which must succeed."""
    subprocess.run([folder / "node_modules" / ".bin" / program, *arguments], cwd=folder, check=True)


def shown(browser: Browser, folder: Path, peer: Peer, address: str) -> Iterator[bytes]:
    """The pictures of a peer's slides, from the files of the folder."""
    width, height = SIZE
    with closing(browser.new_context(viewport={"width": width, "height": height})) as context:
        for number in range(peer.first, peer.first + SLIDES):
            page = context.new_page()
            page.route("**/*", _Folder(folder).fulfil)
            page.goto(ORIGIN + address.format(number))
            page.wait_for_timeout(SETTLED)
            yield page.screenshot()
            page.close()


class _Folder(Answers):
    """Answers requests from a folder; fonts on other hosts are asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__(_Files(folder), is_online=True)


class _Files(dict[str, Path | bytes]):
    """The files of a folder by their paths, as far as they are asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def get(self, path: str, default: object = None) -> Path | None:  # type: ignore[override]
        file = self._folder / path
        return file if file.is_file() else None


def draw(browser: Browser, rows: Mapping[str, list[bytes]]) -> None:
    """Keep the sheet."""
    cells = [
        (name if not at else "", one) for name, row in rows.items() for at, one in enumerate(row)
    ]
    (IMAGES / "compare.webp").write_bytes(webp(browser, sheet(browser, cells, SLIDES, 1700)))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]).absolute())
