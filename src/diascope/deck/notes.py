"""Headings inside speaker notes that begin slides, which the audience sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diascope.diagnostics import Diagnostic
from diascope.parse.block import Block, blocks_of


def slides_in_notes(blocks: Iterable[Block], level: int) -> Iterator[Diagnostic]:
    """A warning for every div of notes with a heading that begins a slide at this slide level.

    Pandoc makes a slide of such a heading, and shows it with what the notes begin with.
    """
    for block in blocks:
        has_headings = block.kind == "div" and any(t.type == "heading_open" for t in block.tokens)
        inner = blocks_of(block.tokens[1:-1]) if has_headings else ()
        headings = [part for part in inner if 0 < part.level <= level]
        if headings and "notes" in block.attributes.classes:
            message = "this heading inside notes begins a slide, which the audience sees"
            hint = f"write it with `{'#' * (level + 1)}`, below the slide level, or in bold"
            yield Diagnostic("heading-in-notes", headings[0].place, message, hint)
        elif headings:
            yield from slides_in_notes(inner, level)
