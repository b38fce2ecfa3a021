"""The text of a cell that holds no blocks.

Pandoc reads such a cell as plain text and leaves out whatever comes after it: lines below a
blank one or that begin a list, and an HTML block.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile

from diascope.dialect.block_state import BlockState
from diascope.dialect.continuation import goes_on
from diascope.dialect.lines import Lines
from diascope.dialect.tables.model import Cell, Row
from diascope.dialect.text_spans import before_block


def plain_text(state: BlockState, lines: Sequence[str]) -> str:
    """As much of a cell's lines as is one piece of text, without the space around them."""
    kept = [line.strip(" ") for line in lines]
    if len(kept) > 1:
        kept = _one_piece(state, kept)
    return before_block("\n".join(kept)).strip(" \n")


def plain_cells(
    state: BlockState, lines: Sequence[Sequence[str]], line: int, is_header: bool = False
) -> Row:
    """The cells of a row, given what each of its lines has in each column.

    A header's text may begin some lines below the top; another cell's only one line below.
    """
    columns: list[list[str]] = [list(texts) for texts in zip(*lines, strict=True)]
    if is_header:
        columns = [list(dropwhile(lambda text: not text.strip(), texts)) for texts in columns]
    return [Cell(plain_text(state, texts), line, column=i) for i, texts in enumerate(columns)]


def _one_piece(state: BlockState, lines: list[str]) -> list[str]:
    inner = BlockState(Lines(lines), state.md, state.reading, scope=state.scope)
    end = 1
    while end < len(lines) and goes_on(inner, end):
        end += 1
    return lines[:end]
