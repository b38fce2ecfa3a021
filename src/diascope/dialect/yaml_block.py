"""YAML metadata blocks, anywhere in a deck (Pandoc manual, "Extension: yaml_metadata_block").

A block that holds no mapping is no metadata: its lines are Markdown.
"""

from __future__ import annotations

import re

from diascope.dialect.block_state import BlockState
from diascope.dialect.lines import Lines
from diascope.patterns import lazy_pattern

_OPEN = lazy_pattern(r"---[ \t]*$")
_CLOSE = lazy_pattern(r"(?:---|\.\.\.)[ \t]*$")
_KEY = lazy_pattern(
    r"""[ ]*(?:[?][ ] | \{ | &\S+ | !\S* |
        (?:"(?:[^"\\]|\\.)*+" | '(?:[^']|'')*+' | [^\s#&*!|>%@`"'\[\]{},-][^#]*? | -[^\s#][^#]*?)
        [ ]*:(?:[ ]|$))""",
    re.X,
)


def yaml_block(state: BlockState) -> bool:
    """Read a block from `---` to `---` or `...`; after a blank line `---` is a ruler."""
    end = closing_line(state.lines, state.line)
    if end is None:
        _report_unclosed(state)
        return False
    token = state.push("metadata", "", 0)
    token.content = "\n".join(state.lines[state.line + 1 : end])
    token.hidden = True
    state.line = end + 1
    return True


def closing_line(lines: Lines, start: int) -> int | None:
    """The line that closes the metadata block opened on this line, or None."""
    if not _OPEN.match(lines[start]) or lines.blank(start + 1):
        return None
    end = lines.find(start + 1, "yaml", _CLOSE.match)
    return end if end is not None and _is_mapping(lines, start + 1, end) else None


def _is_mapping(lines: Lines, start: int, end: int) -> bool:
    """Whether the first line that is no comment begins with a key; or there is no such line."""
    for line in range(start, end):
        text = lines[line].strip(" ")
        if text and not text.startswith("#"):
            return _KEY.match(lines[line]) is not None
    return True


def _report_unclosed(state: BlockState) -> None:
    """Say so where a block of metadata begins and the deck ends within it."""
    lines, line = state.lines, state.line
    if not _OPEN.match(lines[line]) or lines.blank(line + 1) or state.first + line:
        return
    if _KEY.match(lines[line + 1]) and lines.find(line + 1, "yaml", _CLOSE.match) is None:
        state.report(
            "yaml-unclosed",
            state.place(line),
            "this block of metadata is never closed",
            "add a line `---` after it",
        )
