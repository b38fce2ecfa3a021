"""Where a link points to, `(address "title"){attributes}` (Pandoc manual, "Inline links")."""

from __future__ import annotations

import re

from diascope.dialect.addresses import escape_address, unescape
from diascope.dialect.attributes import NONE
from diascope.dialect.definitions import Target
from diascope.dialect.inline_state import InlineState
from diascope.patterns import lazy_pattern

_LONGEST_TITLE = 2000
_BLANKS = lazy_pattern(r"[ \t]*+")
_SPACE = lazy_pattern(r"[ \t]*+(?:\n[ \t]*+)?")
_QUOTED = tuple(
    re.compile(
        rf"""{q}(?!\s)((?:[^{q}\\]++|\\[\s\S]|{q}(?=\w)(?:[^{q}\\]++|\\[\s\S])*+{q}(?!\w)|{q}(?=\w))*+){q}(?!\w)"""
    )
    for q in "\"'"
)
_ANGLES = lazy_pattern(r"<((?:[^>\\]++|\\[\s\S])*+)>")
_ANGLE_COMES = lazy_pattern("(?=>)")
_PARENTHESIS_COMES = lazy_pattern(r"(?=\))")
_ADDRESS_PART = lazy_pattern(r"[^\s()\\]++|\\(?:[\W_])?|[()]|[ \t\n]++")


def inline_target(state: InlineState, pos: int) -> tuple[Target, int] | None:
    """The target in parentheses at this position, and where it ends."""
    if not state.startswith("(", pos) or not state.comes(_PARENTHESIS_COMES, pos):
        return None
    pos = _skip(_BLANKS, state, pos + 1)
    address, end = _angled(state, pos) or _bare(state, pos)
    title, end = _quoted_title(state, end)
    end = _skip(_BLANKS, state, end)
    if not state.startswith(")", end):
        return None
    given = state.attributes(end + 1)
    href = escape_address(" ".join(unescape(address).split()))
    return Target(href, title, given[0] if given else NONE), given[1] if given else end + 1


def _angled(state: InlineState, pos: int) -> tuple[str, int] | None:
    if not state.startswith("<", pos) or not state.comes(_ANGLE_COMES, pos):
        return None
    match = _ANGLES.match(state.src, pos, state.posMax)
    return (match[1], match.end()) if match else None


def _bare(state: InlineState, pos: int) -> tuple[str, int]:
    """The address up to the closing parenthesis or the title; inner parentheses balance."""
    depth, end = 0, pos
    while part := _ADDRESS_PART.match(state.src, end, state.posMax):
        text = part[0]
        if text == "(":
            depth += 1
        elif text == ")":
            depth -= 1
        if depth < 0 or (depth == 0 and _title_follows(state, text, part.end())):
            break
        end = part.end()
        if not state.spend(len(text)):
            break
    return state.src[pos:end], end


def _title_follows(state: InlineState, space: str, pos: int) -> bool:
    """Whether a title may stand after this space."""
    return space[0] in " \t\n" and (
        pos >= state.posMax or "\n\n" in space or state.src[pos] in "\"')"
    )


def _quoted_title(state: InlineState, pos: int) -> tuple[str, int]:
    start = _skip(_SPACE, state, pos)
    stop = min(state.posMax, start + _LONGEST_TITLE)
    for quoted in _QUOTED:
        match = quoted.match(state.src, start, stop)
        if match and state.spend(match.end() - start):
            return " ".join(unescape(match[1]).split()), match.end()
    return "", pos


def _skip(pattern: re.Pattern[str], state: InlineState, pos: int) -> int:
    match = pattern.match(state.src, pos, state.posMax)
    return match.end() if match else pos
