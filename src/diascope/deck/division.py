"""Tokens of divs that the build makes, and parts of those that it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from diascope.diagnostics import Place
from diascope.dialect.attributes import Attributes
from diascope.dialect.fenced_div import MARKUP
from diascope.dialect.tokens import Token, changed
from diascope.parse.block import Block, Passage


def division(attributes: Attributes, inner: Iterable[Token], place: Place) -> list[Token]:
    """The tokens of a div around others, which are like those of one that is written."""
    opening = Token("div_open", "div", 1, block=True, place=place)
    opening.meta = {"attributes": attributes}
    closing = Token("div_close", "div", -1, markup=MARKUP, block=True, place=place)
    return [opening, *inner, closing]


def with_classes(opening: Token, *classes: str) -> Token:
    """The opening of a div with these classes after its own."""
    given: Attributes = opening.meta["attributes"]
    names = tuple(dict.fromkeys((*given.classes, *classes)))
    return changed(opening, meta={**opening.meta, "attributes": replace(given, classes=names)})


def tokens_of(blocks: Iterable[Block]) -> list[Token]:
    """The tokens of blocks, one after the other."""
    return [token for block in blocks for token in block.tokens]


def parted(blocks: Sequence[Block], begins: Callable[[Block], bool]) -> list[Passage]:
    """The blocks before the first such block, perhaps none, then each with those that follow it."""
    parts = list[list[Block]]([[]])
    for block in blocks:
        if begins(block):
            parts.append([])
        parts[-1].append(block)
    return [tuple(part) for part in parts]


def heads(blocks: Sequence[Block]) -> Callable[[Block], bool] | None:
    """Tells the headings that part these blocks: those of the highest level; None without any."""
    top = min((block.level for block in blocks if block.level), default=0)
    return (lambda block: block.level == top) if top else None
