"""Math between dollar signs (Pandoc manual, "Extension: tex_math_dollars")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diascope.patterns import lazy_pattern

if TYPE_CHECKING:
    from diascope.dialect.inline_state import InlineState

_BRACED = r"\{(?:[^{}\\]++|\\[\s\S]|\{(?:[^{}\\]++|\\[\s\S]|\{(?:[^{}\\]++|\\[\s\S])*+\})*+\})*+\}"
_INLINE = lazy_pattern(
    rf"""\$(?![\s$])
    ((?:[^\s\\$]++ | \\text{_BRACED} | \\[\s\S] | [ \t]*+\n | [ \t]++(?!\$))*+)
    \$(?!\d)""",
    re.X,
)


def math(state: InlineState) -> bool:
    """Inline math without spaces inside the signs, and no digit after; or display math."""
    return _display(state) or _inline(state)


def math_end(text: str, pos: int, stop: int) -> int | None:
    """Where the formula ends that begins at this dollar sign; None where none does."""
    if text.startswith("$$", pos) and (end := text.find("$$", pos + 3, stop)) >= 0:
        return end + 2
    match = _INLINE.match(text, pos, stop)
    return match.end() if match and match[1] else None


def _display(state: InlineState) -> bool:
    """All from two signs to the next two."""
    if not state.startswith("$$", state.pos) or not state.may_try("$$"):
        return False
    start = state.pos + 2
    end = state.src.find("$$", start + 1, state.posMax)
    if end < 0:
        return False
    token = state.put("math_display", "span", 0)
    token.content, token.place = (
        state.src[start:end],
        state.place_at(state.pos, end + 2 - state.pos),
    )
    state.pos = end + 2
    return True


def _inline(state: InlineState) -> bool:
    match = _INLINE.match(state.src, state.pos, state.posMax)
    if match is None or not match[1]:
        return False
    token = state.put("math_inline", "span", 0)
    token.content, token.place = _trimmed(match[1]), state.place_at(state.pos, len(match[0]))
    state.pos = match.end()
    _apostrophe(state)
    return True


def _apostrophe(state: InlineState) -> None:
    """An apostrophe right after math opens no quotation."""
    after = state.src[state.pos + 1 : state.pos + 2]
    if state.startswith("'", state.pos) and (after.isalnum() or after in "$+<=>^`|~"):
        state.write("’")
        state.pos += 1


def _trimmed(formula: str) -> str:
    """The formula without spaces around it, but with one that is escaped."""
    kept = formula.strip()
    return kept + " " if kept.endswith("\\") and not kept.endswith("\\\\") else kept
