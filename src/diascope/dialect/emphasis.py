"""Emphasis with `*` and `_` (Pandoc manual, "Emphasis", "Extension: intraword_underscores").

Nothing is read twice: an opener without a closer becomes text and what was read stays.
"""

from __future__ import annotations

import re

from diascope.dialect.inline_state import InlineState
from diascope.dialect.inlines import parser
from diascope.dialect.tokens import Token

_TAGS = {1: ("em_open", "em"), 2: ("strong_open", "strong")}
_ENDS = {
    (char, size): re.compile(rf"(?={re.escape(char * size)}{after})")
    for char, after in (("*", ""), ("_", r"(?![^\W_])"))
    for size in (1, 2, 3)
}
"""What closes emphasis: the marks, and after underscores no letter or digit."""


def emphasis(state: InlineState) -> bool:
    """Read what one, two or three marks enclose; more marks, or some before a space, are text."""
    char = state.src[state.pos]
    if char == "_" and state.after_word():
        return False
    end = state.run(state.pos)
    size = end - state.pos
    if size > 3 or state.startswith((" ", "\t"), end):
        state.write(char * size)
        state.pos = end
    elif not state.comes(_ENDS[char, 1 if size == 3 else size], end):
        _unclosed(state, char * size)
    elif size == 3:
        _three(state, char)
    elif size == 2:
        _two(state, char, state.opener(char * 2))
    else:
        _one(state, char, state.opener(char))
    return True


def _unclosed(state: InlineState, marks: str) -> None:
    """Marks that nothing closes: all that follows is read within them, closers of others too."""
    state.write(marks)
    state.pos += len(marks)
    if state.boundless < state.nesting - 1:
        parser(state).to_end(state)


def _one(state: InlineState, char: str, opener: Token) -> None:
    """Read up to one mark, which makes `opener` emphasis; two marks on the way are strong."""
    read = parser(state)
    while not read.until(state, lambda: _ends(state, char, 1)) or not _ends_one(state, char):
        if state.pos >= state.posMax:
            return
        _two(state, char, state.opener(char * 2))
    _close(state, opener, 1)


def _ends_one(state: InlineState, char: str) -> bool:
    """Whether the mark here ends emphasis rather than beginning strong text within it."""
    return not (state.startswith(char * 2, state.pos) and not _ends(state, char, 1, state.pos + 2))


def _two(state: InlineState, char: str, opener: Token) -> None:
    if parser(state).until(state, lambda: _ends(state, char, 2)):
        _close(state, opener, 2)


def _three(state: InlineState, char: str) -> None:
    """Read up to one, two or three marks; fewer than three leave the rest to be closed later."""
    outer, inner = state.opener(char * 3), state.opener("")
    if not parser(state).until(state, lambda: _ends(state, char, 1)):
        return
    if _ends(state, char, 3):
        _close(state, inner, 1)
        _open(outer, 2)
        state.put("strong_close", "strong", -1)
        state.pos += 2
        state.word_end = state.pos
    elif _ends(state, char, 2):
        _close(state, inner, 2)
        outer.content = char
        _one(state, char, outer)
    else:
        _close(state, inner, 1)
        outer.content = char * 2
        _two(state, char, outer)


def _ends(state: InlineState, char: str, size: int, pos: int | None = None) -> bool:
    at = state.pos if pos is None else pos
    if not state.startswith(char * size, at):
        return False
    after = at + size
    return char == "*" or after >= state.posMax or not state.src[after].isalnum()


def _close(state: InlineState, opener: Token, size: int) -> None:
    _open(opener, size)
    name, tag = _TAGS[size]
    state.put(name.replace("open", "close"), tag, -1)
    state.pos += size
    state.word_end = state.pos


def _open(opener: Token, size: int) -> None:
    opener.type, opener.tag = _TAGS[size]
    opener.nesting, opener.content = 1, ""
