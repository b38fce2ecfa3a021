"""Backslash escapes and character references (Pandoc manual, "Backslash escapes")."""

from __future__ import annotations

import html
import re

from diascope.dialect.inline_state import InlineState

_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def escape(state: InlineState) -> bool:
    """A backslash before a sign makes it text; before a space no break; at a line's end a break."""
    after = state.pos + 1
    if after >= len(state.src) or state.startswith("\n", after):
        state.put("hardbreak", "br", 0)
        state.pos = after
        return True
    char = state.src[after]
    if after >= state.posMax or char.isalnum():
        return False
    state.write("\N{NO-BREAK SPACE}" if char == " " else char)
    state.pos += 2
    return True


def entity(state: InlineState) -> bool:
    """`&copy;`, `&#169;` and their like."""
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    text = html.unescape(found[0])
    if text == found[0]:
        return False
    state.write(text)
    state.pos = found.end()
    return True
