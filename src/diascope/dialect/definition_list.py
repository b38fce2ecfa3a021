"""Definition lists (Pandoc manual, "Definition lists")."""

from __future__ import annotations

import re

from diascope.dialect.blocks import MAX_NESTING, BlockState
from diascope.dialect.fenced_div import CLOSE as DIV_CLOSE
from diascope.dialect.html_tags import closes

_MARKER = re.compile(r" {0,2}[:~](?: +|$)")


def definition_list(state: BlockState) -> bool:
    """Read terms, each a line, and the definitions below them, each with `:` or `~` before it."""
    if state.place.depth >= MAX_NESTING or not _has_definition(state, state.line):
        return False
    state.push("dl_open", "dl", 1)
    start = state.line
    while state.line < len(state.lines) and _has_definition(state, state.line):
        _entry(state)
        state.line = state.skip_blank(state.line)
    state.push("dl_close", "dl", -1, start)
    return True


def _has_definition(state: BlockState, line: int) -> bool:
    """Whether this line is a term: a definition follows, after one blank line at most."""
    if state.blank(line):
        return False
    below = line + 1
    if state.blank(below):
        below += 1
    return below < len(state.lines) and _MARKER.match(state.lines[below]) is not None


def _entry(state: BlockState) -> None:
    state.push("dt_open", "dt", 1)
    state.text(state.lines[state.line].strip(), state.line, state.line + 1)
    state.push("dt_close", "dt", -1)
    state.line += 1
    while (marker := _marker(state)) is not None:
        _definition(state, marker)


def _marker(state: BlockState) -> int | None:
    """The line of the definition that comes next, or None."""
    line = state.line + 1 if state.blank(state.line) else state.line
    if line >= len(state.lines) or not _MARKER.match(state.lines[line]):
        return None
    return line


def _definition(state: BlockState, start: int) -> None:
    has_blank = start > state.line
    found = _MARKER.match(state.lines[start])
    assert found is not None
    lines = [state.lines[start][_text_column(state.lines[start], found) :]]
    line, goes_on = start + 1, False
    while True:
        while line < len(state.lines) and _is_text(state, line):
            lines.append(_outdent(state.lines[line]))
            line += 1
        following = state.skip_blank(line)
        if following >= len(state.lines) or not state.lines[following].startswith("    "):
            break
        goes_on = True
        lines += [""] * (following - line)
        lines.append(state.lines[following][4:])
        line = following + 1
    state.line = start
    state.push("dd_open", "dd", 1)
    ending = ["", ""] if has_blank or goes_on else []
    state.tokens += state.nested([*lines, *ending], start)
    state.push("dd_close", "dd", -1)
    state.line = line


def _text_column(line: str, marker: re.Match[str]) -> int:
    """Where the text begins: after the marker and the spaces up to the fourth column."""
    bare = marker[0].rstrip(" ")
    return min(marker.end(), max(4, len(bare) + 1)) if len(line) > len(bare) else len(bare)


def _is_text(state: BlockState, line: int) -> bool:
    text = state.lines[line]
    if state.blank(line) or closes(text, state.place.html):
        return False
    if state.place.divs and DIV_CLOSE.match(text):
        return False
    return text.startswith("    ") or not _MARKER.match(text)


def _outdent(text: str) -> str:
    return text.removeprefix("    ")
