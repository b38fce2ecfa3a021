"""The files that decks' pages take along, and those that they name and that are absent."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path, PurePosixPath

from diascope.deck.deck import Deck
from diascope.diagnostics import Diagnostic, Severity
from diascope.render.files import Missing
from diascope.render.pages import DeckPage


def page_files(page: DeckPage) -> dict[str, Path]:
    """The files that a deck's page shows, by path in the site."""
    slides = chain.from_iterable(slide.copies.items() for slide in page.slides if slide.copies)
    return {**page.copies, **dict(slides)}


def pdf_beside(deck: Deck, page: DeckPage) -> dict[str, Path]:
    """The PDF that lies beside a deck, by its path in the site; empty where there is none."""
    pdf = deck.source.path.with_suffix(".pdf")
    return {str(PurePosixPath(page.path).parent / pdf.name): pdf} if pdf.is_file() else {}


def absent_files(deck: Deck, page: DeckPage) -> Iterator[Diagnostic]:
    """A warning for every file that a deck names and that is not there."""
    yield from (_absent(one, deck) for one in page.missing)
    for slide in page.slides:
        yield from (_absent(one, deck) for one in slide.missing)


def _absent(one: Missing, deck: Deck) -> Diagnostic:
    excerpt = deck.excerpt(one.source, one.line)
    at = excerpt.find(one.address)
    what = "image" if one.is_image else "file"
    return Diagnostic(
        one.source,
        one.line,
        at + 1 if at >= 0 else None,
        Severity.WARNING,
        "image-missing" if one.is_image else "file-link-missing",
        f"there is no {what} `{one.address}`",
        "addresses are relative to the folder of the file that names them",
        excerpt,
        len(one.address),
    )
