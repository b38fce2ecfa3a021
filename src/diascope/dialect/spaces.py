"""Spaces and line ends (Pandoc manual, "Paragraphs", "Extension: escaped_line_breaks")."""

from __future__ import annotations

from diascope.dialect.inline_state import InlineState
from diascope.dialect.tokens import Token
from diascope.patterns import lazy_pattern

_SPACES = lazy_pattern(r"[ \t]*+")


def spaces(state: InlineState) -> bool:
    """Any run of spaces is one; two or more at the end of a line break it."""
    start = state.pos
    state.pos = _after_spaces(state, start)
    if state.startswith("\n", state.pos):
        is_break = state.pos - start >= 2
        _line_end(state, "hardbreak" if is_break else "softbreak")
    else:
        state.write(" ")
    return True


def line_end(state: InlineState) -> bool:
    """The end of a line is a space that may wrap."""
    _line_end(state, "softbreak")
    return True


def _line_end(state: InlineState, kind: str) -> None:
    state.pos = _after_spaces(state, state.pos + 1)
    last = state.out[-1] if state.out else None
    if not isinstance(last, Token) or last.type != "hardbreak":
        state.put(kind, "br", 0)


def _after_spaces(state: InlineState, pos: int) -> int:
    match = _SPACES.match(state.src, pos, state.posMax)
    return match.end() if match else pos
