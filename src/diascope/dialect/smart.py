"""Quotes, dashes and ellipses (Pandoc manual, "Extension: smart")."""

from __future__ import annotations

import re

from diascope.dialect.inline_state import InlineState
from diascope.dialect.inlines import parser

_CLOSERS = {
    "'": re.compile("(?=(?:['’\x92]|&rsquo;|&#39;|&apos;)(?![^\\W_]))"),
    '"': re.compile('(?=["”\x94]|&quot;|&rdquo;|&#34;)'),
}
_OPENERS = {"'": "'", "‘": "'", "\x91": "'", '"': '"', "“": '"', "\x93": '"'}
_PAIRS = {"'": ("‘", "’"), '"': ("“", "”")}
_ALONE = {"'": "’", '"': "”"}


def quotes(state: InlineState) -> bool:
    """A quotation in curly quotes; without a closing mark, an apostrophe or a lone opening one."""
    char = state.src[state.pos]
    kind = _OPENERS.get(char)
    if kind is None or not _may_open(state, kind):
        return _lone(state, _ALONE.get(char, char))
    return _quotation(state, kind) or _lone(state, {"'": "’", '"': "“"}.get(char, char))


def _may_open(state: InlineState, kind: str) -> bool:
    after = state.pos + 1
    inside = after < state.posMax and state.src[after] not in " \t\n"
    return inside and state.quote != kind and not state.after_word()


def _lone(state: InlineState, mark: str) -> bool:
    state.write(mark)
    state.pos += 1
    return True


def _quotation(state: InlineState, kind: str) -> bool:
    closer, rule = _CLOSERS[kind], state.quote + kind
    mark, outer, start = state.mark(), state.quote, state.pos + 1
    if closer.match(state.src, start) or not state.comes(closer, start):
        return False
    if not state.may_try(rule):
        return False
    opening, closing = _PAIRS[kind]
    state.write(opening)
    state.pos, state.quote = start, kind
    closed = parser(state).until(state, lambda: state.is_spent() or _closes(state, closer))
    state.quote = outer
    if not closed or not _closes(state, closer):
        return state.give_up(rule, mark)
    _trim(state)
    state.write(closing)
    state.pos = (
        state.src.find(";", state.pos) + 1 if state.startswith("&", state.pos) else state.pos + 1
    )
    return True


def _trim(state: InlineState) -> None:
    """Leave out spaces before a closing mark."""
    last = state.out[-1]
    if isinstance(last, tuple):
        state.out[-1] = last[0].rstrip(" "), last[1]
    elif last.type == "softbreak":
        state.out.pop()


def _closes(state: InlineState, closer: re.Pattern[str]) -> bool:
    return closer.match(state.src, state.pos, state.posMax) is not None


def dash(state: InlineState) -> bool:
    """`--` for an en dash, `---` for an em dash; longer runs are made of these."""
    if not state.startswith("--", state.pos):
        return False
    size = 3 if state.startswith("---", state.pos) else 2
    state.write("—" if size == 3 else "–")
    state.pos += size
    return True


def ellipsis(state: InlineState) -> bool:
    """`...` for an ellipsis."""
    if not state.startswith("...", state.pos):
        return False
    state.write("…")
    state.pos += 3
    return True
