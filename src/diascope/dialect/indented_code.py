"""Code blocks by indentation of four spaces (Pandoc manual, "Indented code blocks")."""

from __future__ import annotations

from diascope.dialect.attributes import NONE
from diascope.dialect.block_state import BlockState
from diascope.dialect.fence import emit_code

INDENT = "    "


def indented_code(state: BlockState) -> bool:
    """Read lines indented by four spaces, and the blank lines between them."""
    if not state.lines[state.line].startswith(INDENT):
        return False
    start, end = state.line, state.line + 1
    while True:
        following = state.skip_blank(end)
        if following >= len(state.lines) or not state.lines[following].startswith(INDENT):
            break
        end = following + 1
    lines = range(start, end)
    code = [state.code(n, 4) if state.lines[n].startswith(INDENT) else "" for n in lines]
    emit_code(state, NONE, "\n".join(code))
    state.line = end
    return True
