"""Backslash escapes and character references (Pandoc manual, "Backslash escapes")."""

from __future__ import annotations

import html
import re

from diascope.dialect.inlines import InlineState

_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def escape(state: InlineState) -> bool:
    """A backslash before a sign makes it text; before a space no break; before a line end a break."""
    char = state.src[state.pos + 1 : state.pos + 2]
    if state.pos + 1 >= state.posMax or (char.isalnum() and char != "_"):
        return False
    if char == "\n":
        state.put("hardbreak", "br", 0)
        state.pos += 1
        return True
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
