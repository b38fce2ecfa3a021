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

_MARKER = re.compile(r" {0,3}(?:Table:|:(?P<next>.?))")
_TAKES_BRACES = re.compile(r"(?:\]|\]\([^()]*\)|`)$")


def caption(state: BlockState, line: int) -> Caption | None:
    """The caption that begins on this line, or None."""
    if line >= len(state.lines):
        return None
    found = _MARKER.match(state.lines[line])
    if found is None or (found["next"] and unicodedata.category(found["next"]).startswith("P")):
        return None
    end = line + 1
    while goes_on(state, end):
        end += 1
    start = found.start("next") if found["next"] is not None else found.end()
    text = "\n".join([state.lines[line][start:], *state.lines[line + 1 : end]])
    if not text or before_block(text) != text:
        return None
    text, attributes = _split(text.rstrip(" \n"))
    return Caption(text.strip(" \n"), attributes, line, end)


def _split(text: str) -> tuple[str, Attributes]:
    """The text and its attributes, unless a span, code, link or tag before them has them."""
    before, attributes = split_attributes(text)
    return (text, NONE) if _TAKES_BRACES.search(before) else (before, attributes)
