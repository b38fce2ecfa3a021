"""Definitions of links and footnotes: those that nothing refers to, and the file for all decks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from diascope.deck.model import Definition
from diascope.diagnostics import Diagnostic
from diascope.parse.block import Block
from diascope.parse.context import Lookup
from diascope.parse.survey import Survey


def unused(surveys: Iterable[Survey], asked: Collection[Lookup]) -> Iterator[Definition]:
    """The definitions in these files that no text asked for."""
    for survey in surveys:
        for read in [one for one in survey.reads if one.definitions.links or one.definitions.notes]:
            for label, target in read.definitions.links.items():
                if ("links", label) not in asked:
                    yield Definition("links", label, target.place)
            for label, note in read.definitions.notes.items():
                if ("notes", label) not in asked:
                    yield Definition("notes", label, note.place)


def without_text(blocks: Iterable[Block]) -> Iterator[Diagnostic]:
    """A warning for text in the file of definitions for all decks; headings may part them."""
    for block in blocks:
        if block.kind not in ("heading", "html_block"):
            message = "only definitions count in this file; this text is shown nowhere"
            hint = "write `[name]: https://…`, or give the deck another name than `links.md`"
            yield Diagnostic("links-text", block.place, message, hint)
            return
