"""Fenced divs, `::: notes` … `:::` (Pandoc manual, "Extension: fenced_divs")."""

from __future__ import annotations

from dataclasses import replace

from diascope.dialect.attributes import Attributes, parse_attributes
from diascope.dialect.block_state import BlockState, Container
from diascope.dialect.lines import Lines
from diascope.patterns import lazy_pattern

CLOSE = lazy_pattern(r":::+[ \t]*$")
_OPEN = lazy_pattern(r":::+[ \t]*")
_NAME = lazy_pattern(r"[^\s:{][^\s]*")
_TAIL = lazy_pattern(r"[ \t]*:*[ \t]*(?:\n|$)")
MARKUP = ":::"
"""The `markup` of tokens that close a fenced div, and of no others."""
_MOST_LINES = 20
"""Lines that the attributes of a div may run over."""
MAX_DIVS = 100
"""Divs deeper than this are read as text."""


def fenced_div(state: BlockState) -> bool:
    """Read what stands between an opening fence, which has attributes, and a closing one."""
    found = opening(state.lines, state.line)
    if found is None or len(state.containers) >= MAX_DIVS:
        _report_unopened(state)
        return False
    attributes, inside = found
    opened = state.push("div_open", "div", 1)
    opened.meta = {"attributes": attributes}
    container = Container(opened, _ends, _abandon, state.scope)
    state.open(container, replace(state.scope, divs=state.scope.divs + 1))
    state.line = inside
    return True


def opening(lines: Lines, line: int) -> tuple[Attributes, int] | None:
    """The attributes of the div that this line opens, and the line it goes on with, or None."""
    colons = _OPEN.match(lines[line])
    if colons is None:
        return None
    text, start = lines[line], colons.end()
    if text.startswith("{", start):
        if "}" not in text:
            text = "\n".join(lines[line : min(lines.next_blank(line), line + _MOST_LINES)])
        braces = parse_attributes(text, start)
        if braces is None:
            return None
        attributes, end = braces
    else:
        name = _NAME.match(text, start)
        if name is None:
            return None
        attributes, end = Attributes("", (name[0],)), name.end()
    tail = _TAIL.match(text, end)
    return (attributes, line + text.count("\n", 0, end) + 1) if tail else None


def _ends(state: BlockState, container: Container) -> bool:
    if not CLOSE.match(state.lines[state.line]):
        return False
    state.push("div_close", "div", -1).markup = MARKUP
    state.line += 1
    return True


def _abandon(state: BlockState, container: Container) -> None:
    """An unclosed div ends with what it stands in."""
    state.push("div_close", "div", -1).markup = MARKUP
    classes = container.opening.meta["attributes"].classes
    state.report(
        "div-unclosed",
        container.opening.place,
        "fenced div is never closed",
        f"add a line `:::` after the {classes[0] if classes else 'div'}",
    )


def _report_unopened(state: BlockState) -> None:
    if CLOSE.match(state.lines[state.line]):
        state.report(
            "div-unopened",
            state.place(state.line),
            "this closes a fenced div, but none is open",
            "remove the line, or open a div above with `::: {.name}`",
        )
