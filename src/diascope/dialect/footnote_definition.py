"""Footnote definitions, `[^label]: text` (Pandoc manual, "Extension: footnotes").

A heading right below ends one, where pandoc puts it into the note.
"""

from __future__ import annotations

from diascope.dialect.block_state import MAX_NESTING, BlockState
from diascope.dialect.definitions import Note
from diascope.dialect.heading import is_heading
from diascope.patterns import lazy_pattern

_MARKER = lazy_pattern(r" {0,3}\[\^([^\]\s]+)\]")
_OPEN = lazy_pattern(r" {0,3}\[\^([^\]\s]+)\]:")


def footnote_definition(state: BlockState) -> bool:
    """Read a note: its first paragraph, and what is indented by four spaces below."""
    match = _OPEN.match(state.lines[state.line])
    if match is None or state.scope.depth >= MAX_NESTING:
        return False
    start = state.line
    lines = [_outdent(state.lines[start][match.end() :].lstrip(" "))]
    line = start + 1
    if not lines[0].strip() and state.blank(line) and line < len(state.lines):
        lines.append("")
        line += 1
    while True:
        while line < len(state.lines) and _is_text(state, line):
            lines.append(_outdent(state.lines[line]))
            line += 1
        following = state.skip_blank(line)
        if following >= len(state.lines) or not state.lines[following].startswith("    "):
            break
        lines += [""] * (following - line)
        lines.append(state.lines[following][4:])
        line = following + 1
    tokens = state.nested([*lines, ""], start)
    notes = state.reading.definitions.notes
    if match[1] in notes:
        message = f"footnote `{match[1]}` is defined twice"
        state.report("footnote-duplicate", state.place(start), message)
    end = line - next(n for n, text in enumerate(reversed(lines)) if text or n == len(lines) - 1)
    notes[match[1]] = Note(tuple(tokens), state.place(start, end))
    state.line = line
    return True


def _is_text(state: BlockState, line: int) -> bool:
    text = state.lines[line]
    return bool(text.strip(" \t")) and not _MARKER.match(text) and not is_heading(text)


def _outdent(text: str) -> str:
    return text.removeprefix("    ")
