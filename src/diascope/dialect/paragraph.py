"""Paragraphs: what no other rule takes (Pandoc manual, "Paragraphs").

A paragraph ends at a blank line; before a list, block quote, heading or backtick fence
(lists_without_preceding_blankline; blank_before_header and blank_before_blockquote off);
where the div or HTML element around it closes; and in the midst of a line, before the tag of
an HTML block.  Code, math, tags and comments that run over a line's end hold it together.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from typing import NamedTuple

from diascope.dialect.block_state import BlockState
from diascope.dialect.continuation import goes_on, is_closed
from diascope.dialect.fenced_div import CLOSE as DIV_CLOSE
from diascope.dialect.heading import ATX
from diascope.dialect.html_tags import Tag, closes
from diascope.dialect.list_markers import starts_list
from diascope.dialect.raw_tex import environment_end, formula_end
from diascope.dialect.tex_formulas import BEGIN, IN_TEXT
from diascope.dialect.text_spans import Spans, trimmed
from diascope.patterns import lazy_pattern

_FIRST_LINES = 16
"""Lines that are looked through before more are taken; then twice as many, and so on."""
_MOST_SPANS = 40
"""Spans of a paragraph that may run over what would end it."""
_HOLDS_SPANS = lazy_pattern(r"[`<$]|\\(?:begin|start)")
_STARTS = lazy_pattern(r"\\.|`+|[<$]", re.S)
_MATH_END = lazy_pattern(r"(?<!\s)\$(?!\d)")


def paragraph(state: BlockState) -> bool:
    """Read text up to the next thing that ends a paragraph."""
    start, lines, most = state.line, state.lines, _FIRST_LINES
    end = _end(state, start + 1, most)
    for _ in range(_MOST_SPANS):
        text = "\n".join(lines[start:end])
        holds = _HOLDS_SPANS.search(text) or ("\\" in text and state.reading.macros)
        stop, last = _first_stop(state, text, end) if holds else (None, None)
        if stop is not None:
            _cut(state, text, stop)
            return True
        following = end if last is None else last + 1
        if last is None and not goes_on(state, end):
            break
        most *= 2
        end = _end(state, following, most)
    _emit(state, "\n".join(lines[start:end]), start, end, _is_loose(state, end))
    state.line = end
    return True


def _end(state: BlockState, line: int, most: int) -> int:
    """The line after the text that goes on with this line, or after as many lines as allowed."""
    last = line + most
    while line < last and goes_on(state, line):
        line += 1
    return line


def _first_stop(state: BlockState, text: str, end: int) -> tuple[int | None, int | None]:
    """Where an HTML block begins in the text, or else the line that a span in it runs on to."""
    spans, pos = Spans(text), 0
    starts = [0, *(match.end() for match in re.finditer("\n", text))] if "\\" in text else []
    while match := _STARTS.search(text, pos):
        at = match.start()
        tag = spans.tag(at) if match[0] == "<" else None
        if at > 0 and tag and _is_block(state, tag):
            return at, None
        environment = _environment(state, text, at, starts)
        if environment and environment.is_block and at > 0:
            return at, None
        if environment and environment.last >= end:
            return None, environment.last
        pos = environment.end if environment else spans.end(at)
        if pos == at + 1 and match[0][0] != "\\":
            last = _last_line(state, match[0], text[at : at + 4], end)
            if last is not None:
                return None, last
            pos = match.end()
    return None, None


def _is_block(state: BlockState, tag: Tag) -> bool:
    return not tag.is_inline or (tag.closes and tag.name == state.scope.html)


class _Environment(NamedTuple):
    """A TeX environment in the text."""

    is_block: bool
    """Whether it ends the paragraph."""
    last: int
    """The line that it ends on."""
    end: int
    """Where it ends in the text, if that goes so far."""


def _environment(
    state: BlockState, text: str, at: int, starts: Sequence[int]
) -> _Environment | None:
    """The TeX environment that begins here in the text, whose lines start there."""
    if text[at] != "\\":
        return None
    row = bisect(starts, at) - 1
    start = starts[row]
    line, is_own = state.line + row, not text.startswith(("\\begin{", "\\start"), at)
    if is_own:
        found = formula_end(state, line, at - start)
    else:
        found = environment_end(state.lines, line, at - start)
    if found is None:
        return None
    last, column = found
    between = text.split("\n", last - state.line)[: last - state.line]
    begin = BEGIN.match(text, at)
    is_block = not is_own and (begin is None or begin[1] not in IN_TEXT)
    return _Environment(is_block, last, sum(len(line) + 1 for line in between) + column)


def _last_line(state: BlockState, mark: str, start: str, end: int) -> int | None:
    """The line, beyond those of the text, on which a span that begins with the mark ends."""
    lines = state.lines
    if end >= len(lines):
        return None
    if start == "<!--":
        return lines.find(end, "-->", lambda line: "-->" in line)
    if mark == "<" or lines.blank(end):
        return None
    if mark == "$":
        ends = _MATH_END.search if start[1:2].strip() else _never
    else:
        ends = re.compile(rf"(?<!`){mark}(?!`)").search
    stop = lines.next_blank(end)
    if mark != "$" and state.scope.in_list:
        item = lines.find(end, "list", starts_list, stop)
        stop = stop if item is None else item
    return lines.find(end, ("span", mark), ends, stop)


def _never(line: str) -> None:
    """No line closes inline math that a space follows."""


def _is_loose(state: BlockState, end: int) -> bool:
    """Whether what ends the text there makes it a paragraph, not plain text of an item or cell."""
    if end >= len(state.lines):
        return state.scope.depth == 0
    if state.blank(end):
        return True
    text = state.lines[end]
    if starts_list(text):
        return not state.scope.in_list
    if text.startswith("#"):
        return ATX.match(text) is not None
    # the end of a native div does, that of a fenced one does in lists alone
    return not is_closed(state, text) or closes(text, "div") or _ends_div(state, text)


def _ends_div(state: BlockState, text: str) -> bool:
    return state.scope.in_list and state.scope.divs > 0 and DIV_CLOSE.match(text) is not None


def _emit(state: BlockState, text: str, start: int, end: int, loose: bool) -> None:
    if not text.strip(" \t\n"):
        return
    opening = state.push("paragraph_open", "p", 1, start, end)
    opening.hidden = not loose
    state.text_at(opening.place, trimmed(text), start)
    closing = state.push_at(opening.place, "paragraph_close", "p", -1)
    closing.hidden = not loose


def _cut(state: BlockState, text: str, stop: int) -> None:
    """End the paragraph before the HTML block that begins at this offset of its text."""
    before = text[:stop]
    line = state.line + before.count("\n")
    _emit(state, before, state.line, line + 1, loose=False)
    state.end_midline(line, len(before) - (before.rfind("\n") + 1))
