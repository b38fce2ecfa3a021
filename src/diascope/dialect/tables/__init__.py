"""Tables of every kind that Pandoc reads (Pandoc manual, "Tables")."""

from __future__ import annotations

from collections.abc import Callable

from diascope.dialect.block_state import BlockState
from diascope.dialect.tables.caption import caption
from diascope.dialect.tables.grid_table import grid_table
from diascope.dialect.tables.model import Caption, Table, push_table
from diascope.dialect.tables.multiline_table import headless_multiline_table, multiline_table
from diascope.dialect.tables.pipe_table import pipe_table
from diascope.dialect.tables.simple_table import simple_table
from diascope.patterns import lazy_pattern

_HEADING = lazy_pattern(r"#{1,6} +\S")
_KINDS: tuple[Callable[[BlockState, int], Table | None], ...] = (
    pipe_table,
    multiline_table,
    simple_table,
    headless_multiline_table,
    grid_table,
)
"""The kinds of tables in the order in which they are tried."""


def table(state: BlockState) -> bool:
    """Read a table and its caption, which stands before or after it."""
    found = _captioned(state, state.line)
    if found is None:
        return False
    above, read = found
    below = None if above else caption(state, state.skip_blank(read.end))
    _report_swallowed(state, state.skip_blank(above.end) if above else state.line, read)
    push_table(state, read, above or below)
    state.line = below.end if below else read.end
    return True


def begins_table(state: BlockState, line: int) -> bool:
    """Whether a table begins on this line, with its caption or without."""
    return _captioned(state, line) is not None


def _report_swallowed(state: BlockState, start: int, read: Table) -> None:
    """Warn of slides in a table that begins with what was meant as a ruler.

    That is a line of dashes with no blank line below; one of three dashes, or of a table that has
    one column only.
    """
    top = state.lines[start].strip()
    if top.strip("-") or len(top) < 3 or (top != "---" and len(read.alignments) > 1):
        return
    rows = range(start + 1, min(read.end, len(state.lines)))
    headings = [at for at in rows if _HEADING.match(state.lines[at])]
    for at in headings:
        message = "this heading is read as a row of the table that the dashes above it begin"
        state.report("heading-swallowed", state.place(at), message, _BLANK)
    if not headings and top == "---" and len(read.alignments) == 1:
        message = "these dashes begin a table, and what stands below them is its rows"
        state.report("text-swallowed", state.place(start), message, _BLANK)


_BLANK = "leave a blank line below the `---` that is meant to part slides"


def _captioned(state: BlockState, line: int) -> tuple[Caption | None, Table] | None:
    """The table that begins on this line, with the caption above it."""
    if not _may_begin(state.lines, line):
        return None
    above = caption(state, line)
    start = state.skip_blank(above.end) if above else line
    if start >= len(state.lines):
        return None
    for read in _KINDS:
        found = read(state, start)
        if found:
            return above, found
    return None


def _may_begin(lines: list[str], line: int) -> bool:
    """Whether the look of this line or the next one is a table's."""
    if lines[line].lstrip(" ")[:1] in ("-", "+", ":", "T"):
        return True
    return line + 1 < len(lines) and lines[line + 1].lstrip(" ")[:1] in ("-", "|", ":")
