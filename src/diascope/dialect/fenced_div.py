"""Fenced divs, `::: notes` … `:::` (Pandoc manual, "Extension: fenced_divs")."""

from __future__ import annotations

import re
from dataclasses import replace

from diascope.dialect.attributes import Attributes, parse_attributes
from diascope.dialect.blocks import MAX_NESTING, BlockParser, BlockState

_OPEN = re.compile(r":::+[ \t]*(?P<what>\{.*\}|[^\s:{][^\s]*)[ \t]*:*[ \t]*$")
CLOSE = re.compile(r":::+[ \t]*$")


def fenced_div(state: BlockState) -> bool:
    """Read what stands between an opening fence, which has attributes, and a closing one."""
    attributes = opening(state.lines[state.line])
    if attributes is None or state.place.divs >= MAX_NESTING:
        return False
    start = state.line
    opened = state.push("div_open", "div", 1)
    opened.meta = {"attributes": attributes}
    outer, state.place = state.place, replace(state.place, divs=state.place.divs + 1)
    state.line += 1
    parser = state.md.block
    assert isinstance(parser, BlockParser)
    parser.read(state, stop=lambda s: CLOSE.match(s.lines[s.line]) is not None)
    state.place = outer
    if state.line < len(state.lines):
        state.line += 1
    else:
        _report_unclosed(state, start, attributes)
    state.push("div_close", "div", -1, start)
    return True


def opening(line: str) -> Attributes | None:
    """The attributes of the div that this line opens, or None."""
    found = _OPEN.match(line)
    if found is None:
        return None
    what = found["what"]
    if not what.startswith("{"):
        return Attributes("", (what,))
    braces = parse_attributes(what)
    return braces[0] if braces and braces[1] == len(what) else None


def _report_unclosed(state: BlockState, start: int, attributes: Attributes) -> None:
    name = attributes.classes[0] if attributes.classes else "div"
    state.report(
        "div-unclosed",
        start,
        "fenced div is never closed",
        f"add a line `:::` after the {name}",
        column=1,
    )
