"""Braces that look like attributes and are read as text: a rule that reads nothing, and warns."""

from __future__ import annotations

import re

from diascope.dialect.attributes import parse_attributes
from diascope.dialect.inline_state import InlineState
from diascope.dialect.spelling import is_switch, spelt
from diascope.dialect.tokens import Token
from diascope.patterns import lazy_pattern

_BRACES = lazy_pattern(r"\{([^{}]{1,300})\}")
_ITEMS = lazy_pattern(r"""(?:[^\s,;"'“”]|"[^"]*"|'[^']*'|“[^”]*”)+""")
_SURE = lazy_pattern(
    r"[.#][^\W\d_][\w-]*|[^\W\d_][\w-]+=\S.*"
    r"|(?:data-|background|transition|auto-animate|visibility|width|height)[\w-]*:.*",
    re.S,
)
"""An item that is seldom anything but an attribute."""
_LIKELY = lazy_pattern(r"[.#]?[^\W\d_][\w:-]*:?(?:=.*)?|[:-]|[\d.]+%?\w*|#\w+|\"[^\"]*\"", re.S)
_FENCE = lazy_pattern(r"[ \t]*(?::::|```|~~~)")
_LINE_END = lazy_pattern(r"[ \t]*(?:\n|$)")
_HOLDERS = {"image", "link_close", "code_inline"}
"""What attributes may stand behind."""


def stray_attributes(state: InlineState) -> bool:
    """Warn of braces that hold attributes where Pandoc reads none; they stay text."""
    match = _BRACES.match(state.src, state.pos, state.posMax)
    if match is None or not _is_meant(state, match[1], match.end()):
        return False
    place = state.place_at(state.pos, len(match[0]))
    state.report("attributes-text", place, _MESSAGE, _hint(state, match[0]))
    return False


_MESSAGE = "these attributes are read as text, and are shown"


def _is_meant(state: InlineState, inner: str, end: int) -> bool:
    """Whether attributes are meant: by the look of all items, and by where they stand."""
    items = _ITEMS.findall(inner)
    if not items or not all(map(_LIKELY.fullmatch, items)):
        return False
    is_sure = any(_SURE.fullmatch(item) or is_switch(item) for item in items)
    if _FENCE.match(state.src, state.src.rfind("\n", 0, state.pos) + 1):
        return False  # there is more to say of such a line
    before = state.src[max(0, state.pos - 2) : state.pos]
    if before == "\\]":
        return False  # what is escaped is to be seen
    if before.endswith("]") or _LINE_END.match(state.src, end):
        return is_sure
    return _holder(state) and (is_sure or not before[-1:].isspace())


def _holder(state: InlineState) -> bool:
    """Whether something that attributes may stand behind comes right before, spaces aside."""
    last = [part for part in state.out[-2:] if not _is_space(part)][-1:]
    return bool(last) and isinstance(last[0], Token) and last[0].type in _HOLDERS


def _is_space(part: Token | tuple[str, int]) -> bool:
    return isinstance(part, tuple) and not part[0].strip()


def _hint(state: InlineState, braces: str) -> str:
    """The spelling that works; where the spelling is right it is the place that is not."""
    has_holder = _holder(state)
    is_right = parse_attributes(braces) is not None
    if is_right and has_holder:
        return "leave out the space before them"
    made = braces if is_right else spelt(braces)
    if not made:
        return 'write `{#name .class key="value"}`'
    if has_holder or state.src.endswith("]", 0, state.pos):
        return f"write `{made}`"
    if is_right:
        return f"write `[text]{made}` around words, or `::: {made}` above blocks and `:::` below"
    return f"write `{made}` on a heading, or `[text]{made}` around words"
