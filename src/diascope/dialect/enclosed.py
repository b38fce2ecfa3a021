"""Strikeout, super- and subscript (Pandoc manual, "Strikeout", "Superscripts and subscripts")."""

from __future__ import annotations

import re

from diascope.dialect.inline_state import InlineState
from diascope.dialect.inlines import parser, read_part

_SCRIPTS = {mark: re.compile(rf"(?:[^\s\\{mark}]|\\[^\n])*+(?={mark})") for mark in ("\\^", "~")}


def strikeout(state: InlineState) -> bool:
    """`~~text~~`, with no space inside the marks."""
    return _doubled(state, "~", "s", "del")


def mark(state: InlineState) -> bool:
    """`==text==`, with no space inside the marks (Pandoc manual, "Extension: mark")."""
    return _doubled(state, "=", "mark", "mark")


def _doubled(state: InlineState, sign: str, name: str, tag: str) -> bool:
    start, before, marks = state.pos + 2, state.mark(), sign * 2
    if not state.startswith(marks, state.pos) or start >= state.posMax:
        return False
    if state.src[start] in f" \t\n{sign}" or state.src.find(marks, start + 1, state.posMax) < 0:
        return False
    if not state.may_try(marks):
        return False
    state.put(f"{name}_open", tag, 1)
    state.pos = start
    closed = parser(state).until(state, lambda: state.startswith(marks, state.pos))
    if not closed or _after_space(state):
        return state.give_up(marks, before)
    state.put(f"{name}_close", tag, -1)
    state.pos += 2
    return True


def superscript(state: InlineState) -> bool:
    """`^text^`, with no space in it but an escaped one."""
    return _script(state, "\\^", "sup")


def subscript(state: InlineState) -> bool:
    """`~text~`, with no space in it but an escaped one."""
    return _script(state, "~", "sub")


def _script(state: InlineState, mark: str, tag: str) -> bool:
    text = _SCRIPTS[mark].match(state.src, state.pos + 1, state.posMax)
    if text is None:
        return False
    state.put(f"{tag}_open", tag, 1)
    read_part(state, text.start(), text.end())
    state.put(f"{tag}_close", tag, -1)
    state.pos = text.end() + 1
    return True


def _after_space(state: InlineState) -> bool:
    """Whether the mark here stands after a space, where it cannot close."""
    at = state.pos
    while state.src[at - 1] in " \t":
        at -= 1
    return at < state.pos and state.src[at - 1] not in "\\\n"
