"""Table captions, `: text` or `Table: text` (Pandoc manual, "Extension: table_captions").

Attributes in braces at the end of a caption are the table's ("Extension: table_attributes").
"""

from __future__ import annotations

import unicodedata

from diascope.dialect.attributes import NONE, Attributes, parse_attributes
from diascope.dialect.block_state import BlockState
from diascope.dialect.continuation import goes_on
from diascope.dialect.tables.model import Caption
from diascope.dialect.text_spans import before_block, trimmed
from diascope.patterns import lazy_pattern

_MARKER = lazy_pattern(r" {0,3}(?:(Table):|:)")
_TAKES_BRACES = lazy_pattern(r"(?:\]|\]\([^()]*\)|`|\\)\Z")
_MAX_BRACES = 8
"""How many braces are tried as the start of the attributes, from the last one back."""


def caption(state: BlockState, line: int) -> Caption | None:
    """The caption that begins on this line, or None."""
    start = _text_start(state.lines[line]) if line < len(state.lines) else 0
    if not start:
        return None
    text, end = state.lines[line][start:], line + 1
    start += len(text) - len(text.lstrip(" "))
    while (found := _split(text)) is None and goes_on(state, end):
        text += "\n" + state.lines[end]
        end += 1
    # where a list item ends with its text, the caption has no line of its own
    if found is None and (not text or (end == len(state.lines) and state.scope.in_list)):
        return None
    text, attributes = found or (text, NONE)
    if before_block(text) != text:
        return None
    return Caption(trimmed(text), attributes, line, end, start)


def _text_start(line: str) -> int:
    """The column after the mark of a caption, 0 if there is none."""
    match = _MARKER.match(line)
    if match is None:
        return 0
    following = line[match.end() : match.end() + 1]
    is_marked = match[1] or not following or not unicodedata.category(following).startswith("P")
    return match.end() if is_marked else 0


def _split(text: str) -> tuple[str, Attributes] | None:
    """The text and the attributes that end it, or None if there are none."""
    text = text.rstrip(" ")
    start = len(text) if text.endswith("}") else 0
    for _ in range(_MAX_BRACES):
        start = text.rfind("{", 0, start)
        if start < 0:
            return None
        found = parse_attributes(text, start)
        if found and found[1] == len(text) and not _is_taken(text[:start]):
            return text[:start], found[0]
    return None


def _is_taken(before: str) -> bool:
    """Whether braces after this text are a span's, a link's or code's, or are text themselves."""
    return before.count("`") % 2 == 1 or _TAKES_BRACES.search(before) is not None
