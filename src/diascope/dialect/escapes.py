"""Backslash escapes and character references (Pandoc manual, "Backslash escapes")."""

from __future__ import annotations

from diascope.dialect.inline_state import InlineState
from diascope.dialect.references import PATTERN, character
from diascope.patterns import lazy_pattern

_REFERENCE = lazy_pattern(PATTERN)


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
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    text = character(match[0])
    if text == match[0]:
        return False
    state.write(text)
    state.pos = match.end()
    return True
