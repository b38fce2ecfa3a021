"""`diascope export`: a deck as one HTML file, PDF, pictures or a handout."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import click

from diascope.cli.printing import print_diagnostics
from diascope.cli.steps import waiting
from diascope.diagnostics import Diagnostic, display_name, of_file

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from diascope.export.source import Exported

PATH = click.Path(path_type=Path)
SCHEME = click.Choice(("light", "dark"))
DECK = click.argument("deck", metavar="DECK", type=PATH)
OUTPUT = click.option("-o", "--output", type=PATH, metavar="FILE", help="Write to FILE.")


@click.group()
def export() -> None:
    """Make one file of a deck: HTML, PDF, pictures, a handout.

    All but HTML need Chromium, Chrome or Edge, and `pip install "diascope[browser]"`. Files are
    written whole or not at all. Exits with 0 when that is done, with 1 on errors, and with 2 on
    wrong usage.
    """


@export.command()
@DECK
@OUTPUT
@click.option("--fetch/--no-fetch", default=True, help="Put remote pictures into it, or link them.")
def html(deck: Path, output: Path | None, fetch: bool) -> None:
    """One self-contained file, which needs no network and no other file."""
    from diascope.export.html import single_file
    from diascope.remote.fetch import fetch as fetch_remote
    from diascope.remote.options import Options

    source = _read(deck)
    options = Options(is_private_allowed=source.made.site.config.links_private)
    text, wrong = single_file(source, (lambda url: fetch_remote(url, options)) if fetch else None)
    print_diagnostics(wrong)
    _write(output or _beside(deck, ".html"), text.encode())


@export.command()
@DECK
@OUTPUT
@click.option("--steps", is_flag=True, help="A page for each step of a slide.")
@click.option("--notes", is_flag=True, help="A page with the speaker's notes after each slide.")
@click.option("--scheme", type=SCHEME, default="light", help="The colours.")
def pdf(
    deck: Path, output: Path | None, steps: bool, notes: bool, scheme: Literal["light", "dark"]
) -> None:
    """One page for each slide, with text, links and an outline."""
    from diascope.export.pdf import pdf as make

    source = _read(deck)
    with waiting("Printing"):
        made = _with_browser(deck, lambda browser: make(browser, source, steps, notes, scheme))
    _write(output or _beside(deck, ".pdf"), made)


@export.command()
@DECK
@OUTPUT
@click.option("--paper", type=click.Choice(("a4", "letter")), default="a4", help="The paper.")
def handout(deck: Path, output: Path | None, paper: Literal["a4", "letter"]) -> None:
    """Slides beside their notes, commands and links, and room to write, as PDF."""
    from diascope.export.pdf import handout as make

    source = _read(deck)
    with waiting("Printing"):
        made = _with_browser(deck, lambda browser: make(browser, source, paper))
    _write(output or _beside(deck, "-handout.pdf"), made)


@export.command()
@DECK
@click.option(
    "-o", "--output", type=PATH, metavar="PATH", help="Write to this folder, or to this file."
)
@click.option("--slide", "slides", multiple=True, metavar="N", help="3, 2-5, or an identifier.")
@click.option("--scale", default=1.0, metavar="N", help="N pixels for each of the slide's.")
@click.option("--scheme", type=SCHEME, default="light", help="The colours.")
@click.option("--contact-sheet", is_flag=True, help="All of them on one picture.")
def png(
    deck: Path,
    output: Path | None,
    slides: tuple[str, ...],
    scale: float,
    scheme: Literal["light", "dark"],
    contact_sheet: bool,
) -> None:
    """A picture of each slide, or of those named."""
    from diascope.cli.steps import steps
    from diascope.export.png import contact_sheet as sheet_of
    from diascope.export.png import pictures
    from diascope.export.source import chosen

    source = _read(deck)
    numbers = chosen(source, slides)
    if isinstance(numbers, Diagnostic):
        _stop(numbers)

    def draw(browser: Browser) -> list[tuple[int, bytes]]:
        taken = list[tuple[int, bytes]]()
        with steps("Slides") as step:
            drawn = pictures(browser, source, numbers, scale, scheme)
            for number, picture in zip(numbers, drawn, strict=True):
                taken.append((number, picture))
                step(len(taken), len(numbers), source.slide_ids[number])
        if contact_sheet:
            return [(-1, sheet_of(browser, source, taken))]
        return taken

    taken = _with_browser(deck, draw)
    is_file = output is not None and output.suffix.lower() == ".png"
    if is_file and len(taken) > 1:
        raise click.UsageError(f"{len(taken)} pictures need a folder: -o DIR, or --contact-sheet")
    width = max(2, len(str(len(source.slide_ids))))
    for number, picture in taken:
        name = f"{deck.stem}-slides.png" if number < 0 else f"{deck.stem}-{number + 1:0{width}}.png"
        _write(output if output and is_file else (output or Path()) / name, picture)


def _read(deck: Path) -> Exported:
    """The deck; ends the program where it has errors."""
    from diascope.export.source import read_for_export

    source, found = read_for_export(deck)
    print_diagnostics([one for one in found if one.is_error or source is None])
    if source is None:
        sys.exit(1)
    return replace(source, tell=lambda wrong: print_diagnostics([wrong]))


def _with_browser(deck: Path, make: Callable[[Browser], Any]) -> Any:
    """What is made with a browser; ends the program where there is none, or it fails."""
    from diascope.browser import BrowserMissingError, open_browser

    try:
        with open_browser() as browser:
            from playwright.sync_api import Error

            try:
                return make(browser)
            except Error as error:
                why = error.message.strip().splitlines()[0]
                _stop(Diagnostic("export-failed", of_file(deck), f"the browser failed: {why}"))
    except BrowserMissingError as error:
        _stop(error.diagnostic)


def _write(path: Path, content: bytes) -> None:
    """Write a file in one moment, and say so; ends the program where that cannot be done."""
    from diascope.write.replace import put_new_file

    try:
        put_new_file(path, content)
    except OSError as error:
        message = f"cannot be written: {error.strerror}"
        _stop(Diagnostic("export-failed", of_file(path), message))
    click.echo(f"{display_name(path.absolute())}  {len(content):,} bytes")


def _stop(wrong: Diagnostic) -> NoReturn:
    print_diagnostics([wrong])
    sys.exit(1)


def _beside(deck: Path, ending: str) -> Path:
    """The file in the current folder that has a deck's name and this ending."""
    return Path(f"{deck.stem}{ending}")
