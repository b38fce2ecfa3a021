"""Which brackets, and which `<span>` tags, belong together; found once for a text.

A link's text is what stands between balanced brackets, where escapes, code, formulas, TeX commands
and HTML tags do not count (Pandoc manual, "Links").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from diascope.dialect.html_tags import Tag
from diascope.dialect.inline_tex import command_end
from diascope.dialect.math import math_end
from diascope.patterns import lazy_pattern

_SIGNS = lazy_pattern(r"\\(?:[\W_]|(?=\w))|[\[\]$]|`+|<(?=[A-Za-z/!?])")


class Text(Protocol):
    """A text, and what hides brackets in it."""

    src: str
    """The text."""

    def closing_backticks(self, pos: int, size: int) -> int | None:
        """Where the next run of so many backticks begins."""

    def environment_end(self, pos: int) -> int | None:
        """Where the TeX environment ends that begins here."""

    def tag(self, pos: int) -> Tag | None:
        """The HTML tag or comment that begins here."""


def match_brackets(state: Text) -> dict[int, int]:
    """The place of the closing bracket for every opening one that has one."""
    found: dict[int, int] = {}
    open_: list[int] = []
    for pos, sign in _signs(state):
        if sign == "[":
            open_.append(pos)
        elif sign == "]" and open_:
            found[open_.pop()] = pos
    return found


def match_spans(state: Text) -> dict[int, int]:
    """The place of the closing tag for every `<span>` that has one."""
    found, open_ = dict[int, int](), list[int]()
    for pos, sign in _signs(state):
        if sign == "span":
            open_.append(pos)
        elif sign == "/span" and open_:
            found[open_.pop()] = pos
    return found


def _signs(state: Text) -> Iterator[tuple[int, str]]:
    """Brackets and the names of tags, in order, with what hides others passed over."""
    pos = 0
    while sign := _SIGNS.search(state.src, pos):
        start, pos = sign.start(), sign.end()
        if sign[0] == "<":
            tag = state.tag(start)
            if tag is not None:
                pos = tag.end
                yield start, "/" * tag.closes + tag.name
        elif sign[0] in "[]":
            yield start, sign[0]
        else:
            pos = _span_end(state, start, pos) or pos


def _span_end(state: Text, start: int, pos: int) -> int | None:
    """Where the code, formula or TeX command ends whose first sign stands from `start` to `pos`."""
    match state.src[start:pos]:
        case "$":
            return math_end(state.src, start, len(state.src))
        case "\\":
            return state.environment_end(start) or command_end(state.src, start, len(state.src))
        case marks if marks[0] == "`":
            close = state.closing_backticks(pos, pos - start)
            return None if close is None else close + pos - start
    return None
