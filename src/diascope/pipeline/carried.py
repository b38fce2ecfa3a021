"""Files that a site takes along as they are, and that no deck shows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from diascope.cache.memory import Memory
from diascope.config.theme import builtin_static
from diascope.deck.model import Deck
from diascope.diagnostics import Diagnostic, Diagnostics, of_file
from diascope.pipeline.outside import REPOSITORY, outside
from diascope.pipeline.site import Site, unreadable
from diascope.reading.disk import Disk, Kind
from diascope.render.pages import DeckPage


def pdf_beside(deck: Deck, page: DeckPage, disk: Disk) -> dict[str, Path]:
    """The PDF that lies beside a deck, by its path in the site; empty where there is none."""
    pdf = deck.source.path.with_suffix(".pdf")
    return {pdf_path(deck, page): pdf} if disk.is_file(pdf) else {}


def pdf_path(deck: Deck, page: DeckPage) -> str:
    """Where the PDF of a deck lies in the site."""
    return str(PurePosixPath(page.path).parent / f"{deck.source.path.stem}.pdf")


def carried_over(site: Site, memory: Memory, disk: Disk) -> tuple[Mapping[str, Path], Diagnostics]:
    """The files of a whole site that are of no deck, by path in it; and why they are not known.

    Static files that are there to override the theme's are not among them, nor links that lead
    nowhere by which editors lock files (`.#name`), nor repositories.
    """
    if not site.is_whole:
        return {}, ()
    folder, theme = site.config.static, builtin_static()

    def find() -> dict[str, Path]:
        paths = (path for path in disk.below(folder) if disk.kind(path) is not Kind.FOLDER)
        names = {path.relative_to(folder).as_posix(): path for path in paths}
        return {
            name: path
            for name, path in names.items()
            if disk.kind(theme / name) is Kind.NOTHING and not _is_left(name)
        }

    try:
        diagnostics = memory.get(("static", disk.stamp(folder)), find)
    except OSError as error:
        return {}, (unreadable(error),)
    lost = tuple(_not_a_file(path) for path in diagnostics.values() if not disk.is_file(path))
    return diagnostics, (*lost, *outside(site, diagnostics.values(), disk))


def _is_left(name: str) -> bool:
    """Whether a file is an editor's lock, or part of a repository."""
    parts = name.split("/")
    return parts[-1].startswith(".#") or REPOSITORY in parts


def _not_a_file(path: Path) -> Diagnostic:
    message = "this is no file that can be carried over"
    hint = "remove it; links have to lead to files"
    return Diagnostic("file-unreadable", of_file(path), message, hint)
