"""YAML metadata blocks, anywhere in a deck (Pandoc manual, "Extension: yaml_metadata_block")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diascope.dialect.blocks import BlockState

_OPEN = re.compile(r"---[ \t]*$")
_CLOSE = re.compile(r"(?:---|\.\.\.)[ \t]*$")


def yaml_block(state: BlockState) -> bool:
    """Read a block from `---` to `---` or `...`; after a blank line `---` is a ruler."""
    end = closing_line(state.lines, state.line)
    if end is None or state.place.depth:
        return False
    token = state.push("metadata", "", 0)
    token.content = "\n".join(state.lines[state.line + 1 : end])
    token.hidden = True
    state.line = end + 1
    return True


def closing_line(lines: Sequence[str], start: int) -> int | None:
    """The line that closes the metadata block opened on this line, or None."""
    if not _OPEN.match(lines[start]) or start + 1 >= len(lines) or not lines[start + 1].strip():
        return None
    return next((i for i in range(start + 1, len(lines)) if _CLOSE.match(lines[i])), None)
