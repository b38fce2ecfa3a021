"""Tables of every kind that Pandoc reads (Pandoc manual, "Tables")."""

from __future__ import annotations

from collections.abc import Callable

from diascope.dialect.blocks import BlockState
from diascope.dialect.tables.caption import caption
from diascope.dialect.tables.model import Table, push_table
from diascope.dialect.tables.multiline_table import headless_multiline_table, multiline_table
from diascope.dialect.tables.pipe_table import pipe_table
from diascope.dialect.tables.simple_table import simple_table

_KINDS: tuple[Callable[[BlockState, int], Table | None], ...] = (
    pipe_table,
    multiline_table,
    simple_table,
    headless_multiline_table,
)
"""The kinds of tables in the order in which they are tried."""


def table(state: BlockState) -> bool:
    """Read a table and its caption, which stands before or after it."""
    if not _may_begin(state.lines, state.line):
        return False
    above = caption(state, state.line)
    found = _read(state, state.skip_blank(above.end) if above else state.line)
    if found is None:
        return False
    below = None if above else caption(state, state.skip_blank(found.end))
    push_table(state, found, above or below)
    state.line = below.end if below else found.end
    return True


def _may_begin(lines: list[str], line: int) -> bool:
    """Whether the look of this line or the next one is a table's."""
    if lines[line].lstrip(" ")[:1] in ("-", "+", ":", "T"):
        return True
    return line + 1 < len(lines) and lines[line + 1].lstrip(" ")[:1] in ("-", "|", ":")


def _read(state: BlockState, line: int) -> Table | None:
    if line >= len(state.lines):
        return None
    found = (read(state, line) for read in _KINDS)
    return next((table for table in found if table), None)
