"""Definition lists (Pandoc manual, "Definition lists").

A definition's lines are taken out as those of a list item are.  Where no blank line stands
between a term and what defines it, the definitions are tight.
"""

from __future__ import annotations

from diascope.dialect.block_state import MAX_NESTING, BlockState
from diascope.dialect.heading import is_heading
from diascope.dialect.list_items import own_paragraphs, take_item
from diascope.dialect.list_markers import DEFINITION, text_column
from diascope.dialect.tables import begins_table
from diascope.dialect.text_spans import ends_in_escape, trimmed


def definition_list(state: BlockState) -> bool:
    """Read terms, each a line, and the definitions below them, each with `:` or `~` before it."""
    if state.scope.depth >= MAX_NESTING or not _is_term(state, state.line):
        return False
    if state.blank(state.line + 1) and begins_table(state, state.line + 2):
        return False  # what looks like a definition is the caption of a table
    state.push("dl_open", "dl", 1)
    start = state.line
    while state.line < len(state.lines) and _is_term(state, state.line):
        _entry(state)
        state.line = state.skip_blank(state.line)
    state.push("dl_close", "dl", -1, start)
    return True


def _is_term(state: BlockState, line: int) -> bool:
    """Whether this line is a term: a definition follows, after one blank line at most."""
    if state.blank(line):
        return False
    below = line + 2 if state.blank(line + 1) else line + 1
    return below < len(state.lines) and DEFINITION.match(state.lines[below]) is not None


def _entry(state: BlockState) -> None:
    """Read one term with all its definitions."""
    text = trimmed(state.lines[state.line])
    state.push("dt_open", "dt", 1)
    # a backslash breaks no line where the text ends
    state.text(text + "\\" if ends_in_escape(text) else text, state.line, state.line + 1)
    state.push("dt_close", "dt", -1)
    state.line += 1
    is_tight = not state.blank(state.line)
    while (line := state.skip_blank(state.line)) < len(state.lines):
        marker = DEFINITION.match(state.lines[line])
        if marker is None:
            break
        state.line = line
        _definition(state, marker.end(), is_tight)


def _definition(state: BlockState, end: int, is_tight: bool) -> None:
    start = state.line
    content = text_column(state.lines[start], end)
    lines, after = take_item(state, content, content)
    if after < len(state.lines) and is_heading(state.lines[after]):
        lines.append("")  # the heading ends its last paragraph as a blank line does
    state.push("dd_open", "dd", 1, start, after)
    tokens = state.nested(lines, start, in_list=True)
    for opening, closing in own_paragraphs(tokens) if is_tight else ():
        opening.hidden = closing.hidden = True
    state.tokens += tokens
    state.push("dd_close", "dd", -1, start, after)
    state.line = after
