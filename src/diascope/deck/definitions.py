"""The file with definitions of links for all decks, `slides/links.md`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diascope.diagnostics import Diagnostic
from diascope.parse.block import Block


def without_text(blocks: Iterable[Block]) -> Iterator[Diagnostic]:
    """A warning for text in a file of definitions; headings may part them."""
    for block in blocks:
        if block.kind not in ("heading", "html_block"):
            message = "only definitions count in this file; this text is shown nowhere"
            hint = "write `[name]: https://…`, or give the deck another name than `links.md`"
            yield Diagnostic("links-text", block.place, message, hint)
            return
