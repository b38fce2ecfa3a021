"""The snippet library: pages of Markdown, in which each heading says what the code below it does.

Pages are read as decks are, by the same parser; what they hold besides, such as front matter of a
static site, means nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from diascope.deck.model import SLIDE, Deck
from diascope.dialect.tokens import Token
from diascope.parse.block import Block


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading of a page, and what stands below it."""

    id: str
    """The identifier of the heading; empty for what stands above the first one."""
    blocks: tuple[Block, ...]
    """The blocks down to the next heading of its level or above; headings among them."""

    @property
    def code(self) -> tuple[Token, ...]:
        """The code blocks."""
        tokens = chain.from_iterable(block.tokens for block in self.blocks)
        return tuple(token for token in tokens if token.type == "code_block")


def entries(page: Deck) -> tuple[Entry, ...]:
    """The entries of a page, in order; one comes before those within it."""
    blocks = list(_blocks(page))
    starts = [at for at, block in enumerate(blocks) if block.level]
    found = [Entry("", tuple(blocks))]
    for at in starts:
        level = blocks[at].level
        end = next((n for n in starts if n > at and blocks[n].level <= level), len(blocks))
        found.append(Entry(blocks[at].attributes.id, tuple(blocks[at + 1 : end])))
    return tuple(found)


def _blocks(page: Deck) -> Iterator[Block]:
    """The blocks of a page, with the headings that its slides took."""
    for slide in page.slides():
        if slide.template != SLIDE:
            continue
        if slide.heading:
            yield Block("heading", slide.heading, slide.level, slide.attributes)
        yield from slide.blocks
