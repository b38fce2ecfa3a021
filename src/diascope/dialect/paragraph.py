"""Paragraphs: what no other rule takes (Pandoc manual, "Paragraphs").

A paragraph ends at a blank line; before a list, block quote, heading or backtick fence
(lists_without_preceding_blankline; blank_before_header and blank_before_blockquote off);
where the div or HTML block around it closes; and in the midst of a line, before the tag of
an HTML block.
"""

from __future__ import annotations

import re


from diascope.dialect.blocks import BlockState
from diascope.dialect.continuation import goes_on
from diascope.dialect.heading import ATX
from diascope.dialect.html_tags import closes, tag_at
from diascope.dialect.list_markers import starts_list

_SCAN = re.compile(r"\\[^\w\s]|`+|<")


def paragraph(state: BlockState) -> bool:
    """Read text up to the next thing that ends a paragraph."""
    start, lines = state.line, state.lines
    end = start + 1
    while goes_on(state, end) or _inside_code(lines, start, end):
        end += 1
    text = "\n".join(lines[start:end])
    stop = _html_stop(text, state) if "<" in text else None
    if stop is not None:
        _cut(state, text, stop)
        return True
    state.line = start
    _emit(state, text, start, end, _is_loose(state, end))
    state.line = end
    return True


def _is_loose(state: BlockState, end: int) -> bool:
    """Whether what ends the text there makes it a paragraph, not plain text of an item or cell."""
    if end >= len(state.lines):
        return state.place.depth == 0 and not state.place.html
    if state.blank(end):
        return True
    text = state.lines[end]
    if starts_list(text):
        return not state.place.in_list
    if text.startswith("#"):
        return ATX.match(text) is not None
    return not closes(text, state.place.html) or state.place.html == "div"


def _emit(state: BlockState, text: str, start: int, end: int, loose: bool) -> None:
    opening = state.push("paragraph_open", "p", 1, start)
    opening.hidden = not loose
    state.text(text.strip(" \t\n"), start, end)
    state.push("paragraph_close", "p", -1, start).hidden = not loose


def _cut(state: BlockState, text: str, stop: int) -> None:
    """End the paragraph before the HTML block that begins at this offset of its text."""
    before = text[:stop]
    line = state.line + before.count("\n")
    if before.strip():
        _emit(state, before, state.line, line + 1, loose=False)
    column = len(before) - (before.rfind("\n") + 1)
    state.lines[line] = state.lines[line][column:]
    state.line = line


def _html_stop(text: str, state: BlockState) -> int | None:
    """Where an HTML block begins in the text, outside of code and of other tags."""
    pos = 0
    while found := _SCAN.search(text, pos):
        pos = found.end()
        if found[0][0] == "`":
            close = re.compile(rf"(?<!`){found[0]}(?!`)").search(text, pos)
            pos = close.end() if close else pos
        elif found[0] == "<":
            tag = tag_at(text, found.start())
            if tag is None:
                continue
            if not tag.is_inline or (tag.closes and tag.name == state.place.html):
                # the rule for HTML blocks has had its chance at the very start
                if found.start() > 0:
                    return found.start()
                continue
            pos = tag.end
    return None


def _inside_code(lines: list[str], start: int, end: int) -> bool:
    """Whether a code span that closes later is open at the end of these lines."""
    if end >= len(lines) or not lines[end].strip() or "`" not in "".join(lines[start:end]):
        return False
    before = "\n".join(lines[start:end])
    after = "\n".join(lines[end : _blank_after(lines, end)])
    pos = 0
    for run in re.finditer(r"(?<![`\\])`+", before):
        if run.start() < pos:
            continue
        close = re.compile(rf"(?<!`){run[0]}(?!`)")
        here = close.search(before, run.end())
        if here:
            pos = here.end()
        elif close.search(after):
            return True
    return False


def _blank_after(lines: list[str], line: int) -> int:
    while line < len(lines) and lines[line].strip():
        line += 1
    return line
