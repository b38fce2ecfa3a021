"""Strikeout, superscript and subscript (Pandoc manual, "Strikeout", "Superscripts and subscripts")."""

from __future__ import annotations

from diascope.dialect.inlines import InlineState, parser

_LONGEST_SCRIPT = 1000


def strikeout(state: InlineState) -> bool:
    """`~~text~~`, with no space inside the marks."""
    start = state.pos + 2
    if not state.src.startswith("~~", state.pos, state.posMax):
        return False
    if state.src[start : start + 1] in ("", " ", "\t", "\n", "~"):
        return False
    if state.src.rfind("~~", start, state.posMax) < 0:
        return False
    return _enclosed(state, "~~", "s", "del", lambda: _space_before(state, "~~"))


def superscript(state: InlineState) -> bool:
    """`^text^`, with no space in it but an escaped one."""
    return _script(state, "^", "sup")


def subscript(state: InlineState) -> bool:
    """`~text~`, with no space in it but an escaped one."""
    return _script(state, "~", "sub")


def _script(state: InlineState, mark: str, tag: str) -> bool:
    close = state.src.find(mark, state.pos + 2, min(state.posMax, state.pos + _LONGEST_SCRIPT))
    if close < 0:
        return False
    return _enclosed(state, mark, tag, tag, lambda: state.src[state.pos] in " \t\n")


def _space_before(state: InlineState, mark: str) -> bool:
    """Whether a space stands here and the mark right after it."""
    at = state.pos
    if state.src[at] not in " \t\n":
        return False
    while at < state.posMax and state.src[at] in " \t\n":
        at += 1
    return state.src.startswith(mark, at, state.posMax)


def _enclosed(state: InlineState, mark: str, name: str, tag: str, fails) -> bool:  # type: ignore[no-untyped-def]
    key = (mark, state.pos, state.posMax)
    if key in state.failed:
        return False
    before, start = state.mark(), state.pos + len(mark)
    state.put(f"{name}_open", tag, 1)
    state.pos = start

    def closed() -> bool:
        ends = state.pos > start and state.src.startswith(mark, state.pos, state.posMax)
        return ends or fails()

    done = parser(state).until(state, closed)
    if not done or not state.src.startswith(mark, state.pos, state.posMax):
        state.reset(before)
        state.failed.add(key)
        return False
    state.put(f"{name}_close", tag, -1)
    state.pos += len(mark)
    return True
