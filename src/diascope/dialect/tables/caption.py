"""Table captions, `: text` or `Table: text` (Pandoc manual, "Extension: table_captions").

Attributes in braces at the end of a caption are the table's ("Extension: table_attributes").
"""

from __future__ import annotations

import re
import unicodedata

from diascope.dialect.attributes import NONE, Attributes
from diascope.dialect.blocks import BlockState
from diascope.dialect.continuation import goes_on
from diascope.dialect.heading import split_attributes
from diascope.dialect.tables.model import Caption
from diascope.dialect.tables.plain import before_block

_MARKER = re.compile(r" {0,3}(?:(Table):|:)")
_TAKES_BRACES = re.compile(r"(?:\]|\]\([^()]*\)|`)$")


def caption(state: BlockState, line: int) -> Caption | None:
    """The caption that begins on this line, or None."""
    start = _text_start(state.lines[line]) if line < len(state.lines) else 0
    if not start:
        return None
    text, end = state.lines[line][start:], line + 1
    while True:
        before, attributes = _split(text)
        if attributes is not None:
            return Caption(before.strip(" \n"), attributes, line, end)
        if not goes_on(state, end):
            break
        text += "\n" + state.lines[end]
        end += 1
    # where a list item ends with its text, the caption has no line of its own
    if not text or (end == len(state.lines) and state.place.in_list) or before_block(text) != text:
        return None
    return Caption(text.strip(" \n"), NONE, line, end)


def _text_start(line: str) -> int:
    """The column after the mark of a caption, 0 if there is none."""
    found = _MARKER.match(line)
    if found is None:
        return 0
    following = line[found.end() : found.end() + 1]
    is_marked = found[1] or not following or not unicodedata.category(following).startswith("P")
    return found.end() if is_marked else 0


def _split(text: str) -> tuple[str, Attributes | None]:
    """The text and the attributes that end it, if no span, code or link before has them."""
    text = text.rstrip(" ")
    before, attributes = split_attributes(text)
    if before == text or _TAKES_BRACES.search(before) or before_block(before) != before:
        return text, None
    return before, attributes
