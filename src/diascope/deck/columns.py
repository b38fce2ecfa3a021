"""Columns without eight colons: `::: {.two-columns}` parts what it holds.

Rulers part it; where there are none headings do; where there are none of these, what stands before
and after its only code block, picture or table; else a div of two blocks is two columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diascope.deck.division import division, heads, parted, tokens_of, with_classes
from diascope.dialect.attributes import Attributes
from diascope.dialect.tokens import Token
from diascope.parse.block import Block, Passage, blocks_of

CLASSES = frozenset({"two-columns", "three-columns", "comparison"})
_LARGE = {"code_block", "figure", "table"}


def in_columns(tokens: Sequence[Token], language: str) -> list[Token]:
    """The tokens of a div with columns in it; a div that holds columns already only shows them."""
    del language
    opening, *inner, closing = tokens
    blocks = blocks_of(inner)
    if any("columns" in block.attributes.classes for block in blocks):
        return list(tokens)
    if any("column" in block.attributes.classes for block in blocks):
        return [with_classes(opening, "columns"), *inner, closing]
    parts = parts_of(blocks)
    if len(parts) < 2:
        return [with_classes(opening, "flowing"), *inner, closing]
    return [with_classes(opening, "columns"), *columns(parts), closing]


def columns(parts: Iterable[Passage]) -> list[Token]:
    """A column for each of these parts."""
    attributes = Attributes("", ("column",))
    made = [division(attributes, tokens_of(part), part[0].place) for part in parts]
    return [token for column in made for token in column]


def parts_of(blocks: Passage) -> list[Passage]:
    """The parts that rulers, headings or kinds of blocks make of these blocks."""
    if any(block.kind == "hr" for block in blocks):
        parts = parted(blocks, lambda block: block.kind == "hr")
        return [kept for part in parts if (kept := _without_rulers(part))]
    if begins := heads(blocks):
        return list(filter(None, parted(blocks, begins)))
    return _parted_by_kind(blocks)


def _without_rulers(part: Passage) -> Passage:
    return tuple(block for block in part if block.kind != "hr")


def _parted_by_kind(blocks: Passage) -> list[Passage]:
    large = [at for at, block in enumerate(blocks) if _is_large(block)]
    if len(large) == 1 and large[0] in (0, len(blocks) - 1) and len(blocks) > 1:
        at = large[0] or 1
        return [blocks[:at], blocks[at:]]
    return [(block,) for block in blocks] if len(blocks) == 2 else [blocks]


def _is_large(block: Block) -> bool:
    return block.kind in _LARGE
