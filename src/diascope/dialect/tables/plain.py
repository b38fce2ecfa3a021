"""The text of a cell that holds no blocks.

Pandoc reads such a cell as plain text and leaves out whatever comes after it: lines below a
blank one or that begin a list, and an HTML block.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diascope.dialect.blocks import BlockState
from diascope.dialect.continuation import goes_on
from diascope.dialect.html_tags import tag_at
from diascope.dialect.tables.model import Cell, Row

_SCAN = re.compile(r"\\[^\w\s]|`+|<")


def plain_text(state: BlockState, lines: Sequence[str]) -> str:
    """As much of a cell's lines as is one piece of text, without the space around them."""
    kept = [line.strip(" ") for line in lines]
    if len(kept) > 1:
        kept = _one_piece(state, kept)
    return before_block("\n".join(kept)).strip(" \n")


def plain_cells(state: BlockState, lines: Sequence[Sequence[str]], line: int) -> Row:
    """The cells of a row, given what each of its lines has in each column."""
    return [
        Cell(plain_text(state, texts), line, column=i)
        for i, texts in enumerate(zip(*lines, strict=True))
    ]


def _one_piece(state: BlockState, lines: list[str]) -> list[str]:
    inner = BlockState(lines, state.md, state.reading, place=state.place)
    end = 1
    while end < len(lines) and goes_on(inner, end):
        end += 1
    return lines[:end]


def before_block(text: str) -> str:
    """The text up to the tag of an HTML block; tags in code do not count."""
    if "<" not in text:
        return text
    pos = 0
    while found := _SCAN.search(text, pos):
        pos = found.end()
        if found[0][0] == "`":
            closing = re.compile(rf"(?<!`){found[0]}(?!`)").search(text, pos)
            pos = closing.end() if closing else pos
        elif found[0] == "<" and (tag := tag_at(text, found.start())):
            if not tag.is_inline:
                return text[: found.start()]
            pos = tag.end
    return text
