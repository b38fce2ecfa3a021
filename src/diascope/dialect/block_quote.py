"""Block quotes (Pandoc manual, "Block quotations"); no blank line is needed before one.

One that begins with a line `[!NOTE]` is an alert (Pandoc manual, "Extension: alerts").
"""

from __future__ import annotations

import re

from diascope.dialect.attributes import Attributes
from diascope.dialect.block_state import MAX_NESTING, BlockState
from diascope.dialect.continuation import QUOTE, goes_on
from diascope.patterns import lazy_pattern


def block_quote(state: BlockState) -> bool:
    """Read quoted lines and the lazy lines that go on their last paragraph."""
    if not QUOTE.match(state.lines[state.line]) or state.scope.depth >= MAX_NESTING:
        return False
    start = end = state.line
    lines = list[str]()
    while end < len(state.lines):
        text = state.lines[end]
        if match := QUOTE.match(text):
            lines.append(text[match.end() :])
        elif goes_on(state, end) and not text.lstrip(" ").startswith(">"):
            lines.append(text.lstrip(" "))
        else:
            break
        end += 1
    alert = _ALERT.fullmatch(lines[0])
    if alert and any(map(str.strip, lines[1:])):
        _alert(state, alert[1], lines, start)
    else:
        state.push("blockquote_open", "blockquote", 1)
        # a blank line at the end makes the last text a paragraph
        state.tokens += state.nested([*lines, ""], start)
        state.push("blockquote_close", "blockquote", -1, start)
    state.line = end
    return True


_ALERT = lazy_pattern(r"\[!(note|tip|important|warning|caution)\] *", re.I)
"""The first line of an alert, as GitHub has it."""


def _alert(state: BlockState, kind: str, lines: list[str], start: int) -> None:
    """Push a division with the kind as its class, its word, and what is said."""
    opening = state.push("div_open", "div", 1)
    opening.meta = {"attributes": Attributes("", ("alert", kind.lower()))}
    title = state.push("div_open", "div", 1)
    title.meta = {"attributes": Attributes("", ("alert-title",))}
    state.text(kind.capitalize(), start, start + 1, 2)
    state.push("div_close", "div", -1)
    # the line of the kind is blank, so that lines keep their numbers
    state.tokens += state.nested(["", *lines[1:], ""], start)
    state.push("div_close", "div", -1, start)
