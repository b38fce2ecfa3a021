"""What a build draws in a browser: pictures of first slides, and PDFs.

Pictures are cached by the digest of what they show, so that a build whose first slides are as they
were starts no browser.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from diascope import __version__
from diascope.browser import BrowserMissingError, open_browser
from diascope.diagnostics import Diagnostic, Diagnostics, has_errors, of_file
from diascope.export.pdf import pdf
from diascope.export.png import pictures
from diascope.export.source import Exported
from diascope.links.locations import url_path
from diascope.pipeline import Assembled
from diascope.pipeline.carried import pdf_path
from diascope.pipeline.unit_store import PREVIEWS
from diascope.render.pages import DeckPage, preview_path
from diascope.write.scratch import Scratch

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Progress = Callable[[int, int, str], None]
"""Told after each deck: how many are done, how many there are, and its page."""


def drawn(
    made: Assembled, progress: Progress | None = None
) -> tuple[dict[str, bytes], Diagnostics]:
    """The files that the site asks for and that a browser makes, by path in it; what is wrong."""
    kept = Scratch(made.site.config.root, PREVIEWS)
    names = _names(made) if made.site.has_previews else {}
    cached = {path: kept.get(name) for path, name in names.items()}
    found = {path: content for path, content in cached.items() if content is not None}
    todo = [page for page in made.pages if _is_wanted(made, page, found)]
    wrong: Diagnostics = ()
    if todo:
        more, wrong = _draw(made, todo, found, progress)
        for path in names.keys() & more.keys():
            kept.put(names[path], more[path])
        found |= more
    if made.site.is_whole and made.site.has_previews and not has_errors(wrong):
        kept.drop_others(names.values())
    return ({} if has_errors(wrong) else found), wrong


def _names(made: Assembled) -> Mapping[str, str]:
    """The names under which previews are cached, by their path in the site."""
    for page in made.pages:
        known = made.units.preview(page.path)
        made.units.previews[page.path] = known or f"{_digest(made, page)}.png"
    return {preview_path(page): name for page, name in made.units.previews.items()}


def _is_wanted(made: Assembled, page: DeckPage, found: Mapping[str, bytes]) -> bool:
    """Whether something of a page is still to be drawn."""
    return _lacks_preview(made, page, found) or _lacks_pdf(made, page)


def _lacks_preview(made: Assembled, page: DeckPage, found: Mapping[str, bytes]) -> bool:
    return made.site.has_previews and preview_path(page.path) not in found


def _lacks_pdf(made: Assembled, page: DeckPage) -> bool:
    deck = made.decks[made.pages.index(page)]
    return made.site.has_pdfs and pdf_path(deck, page) not in made.files


def _draw(
    made: Assembled, todo: Sequence[DeckPage], found: Mapping[str, bytes], progress: Progress | None
) -> tuple[dict[str, bytes], Diagnostics]:
    files, wrong = dict[str, bytes](), list[Diagnostic]()
    try:
        with open_browser() as browser:
            from playwright.sync_api import Error

            try:
                for number, page in enumerate(todo, 1):
                    files |= dict(_of_deck(browser, Exported(made, page, wrong.append), found))
                    if progress:
                        progress(number, len(todo), page.path)
            except Error as error:
                why = error.message.strip().splitlines()[0]
                place = of_file(made.site.config.root)
                return {}, (Diagnostic("export-failed", place, f"the browser failed: {why}"),)
    except BrowserMissingError as error:
        return {}, (error.diagnostic,)
    return files, tuple(wrong)


def _of_deck(
    browser: Browser, source: Exported, found: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    made, page = source.made, source.page
    if _lacks_preview(made, page, found):
        silent = Exported(made, page)  # else a build would say less once its previews are kept
        yield preview_path(page.path), next(pictures(browser, silent, [0]))
    if _lacks_pdf(made, page):
        yield pdf_path(source.deck, page), pdf(browser, source)


def _digest(made: Assembled, page: DeckPage) -> str:
    """What the picture of a page's first slide depends on: slide, styles and scripts, files."""
    first = page.slides[0].html if page.slides else ""
    known = hashlib.sha256(f"{__version__}\0{made.shell_html(page)}\0{first}".encode())
    known.update(repr(page.context.get("reveal")).encode())
    for path, content in sorted(page.files.items()):
        if url_path(Path(path).name) in first or path.endswith(".css"):
            known.update(f"\0{path}\0".encode())
            known.update(made.disk.read(content) if isinstance(content, Path) else content)
    return known.hexdigest()
