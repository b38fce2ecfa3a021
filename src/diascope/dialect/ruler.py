"""Horizontal rules, which part slides (Pandoc manual, "Horizontal rules")."""

from __future__ import annotations

from diascope.dialect.block_state import BlockState
from diascope.patterns import lazy_pattern

RULER = lazy_pattern(r"[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")


def ruler(state: BlockState) -> bool:
    """Read a line of three or more `*`, `-` or `_`."""
    if not RULER.match(state.lines[state.line]):
        return False
    state.push("hr", "hr", 0)
    state.line += 1
    return True
