"""Block quotes (Pandoc manual, "Block quotations"); no blank line is needed before one."""

from __future__ import annotations

from diascope.dialect.block_state import MAX_NESTING, BlockState
from diascope.dialect.continuation import QUOTE, goes_on


def block_quote(state: BlockState) -> bool:
    """Read quoted lines and the lazy lines that go on their last paragraph."""
    if not QUOTE.match(state.lines[state.line]) or state.scope.depth >= MAX_NESTING:
        return False
    start = end = state.line
    lines = list[str]()
    while end < len(state.lines):
        text = state.lines[end]
        if found := QUOTE.match(text):
            lines.append(text[found.end() :])
        elif goes_on(state, end) and not text.lstrip(" ").startswith(">"):
            lines.append(text.lstrip(" "))
        else:
            break
        end += 1
    state.push("blockquote_open", "blockquote", 1)
    # a blank line at the end makes the last text a paragraph
    state.tokens += state.nested([*lines, ""], start)
    state.push("blockquote_close", "blockquote", -1, start)
    state.line = end
    return True
