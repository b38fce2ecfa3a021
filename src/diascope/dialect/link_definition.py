"""Link reference definitions, `[label]: address "title" {attributes}` (manual, "Links")."""

from __future__ import annotations

import re

from diascope.dialect.addresses import escape_address, unescape
from diascope.dialect.attributes import NONE, parse_attributes
from diascope.dialect.block_state import BlockState
from diascope.dialect.definitions import Target, label_key
from diascope.dialect.text_spans import Spans
from diascope.patterns import lazy_pattern

_BEFORE = lazy_pattern(r" {0,3}\[(?!\^|@)")
_SIGN = lazy_pattern(r"[\[\]`$<\\]")
_AFTER = lazy_pattern(r"\]:[ ]*\n?[ ]*(?!\[)")
_ADDRESS = lazy_pattern(r"<((?:[^<>\\\n]|\\.)*)>|(\S+)")
_TITLE = lazy_pattern(
    r"""[ ]*\n?[ ]*(?:
        "(?=\S)((?:[^"\\]|\\.|"(?=\w))*)" | '(?=\S)((?:[^'\\]|\\.|'(?=\w))*)'
        | \(((?:[^()\\]|\\.)*)\))""",
    re.S | re.X,
)


def link_definition(state: BlockState) -> bool:
    """Read one definition; the last one of a label wins."""
    line = state.lines[state.line]
    if not line.lstrip(" ").startswith("["):
        return False
    end = min(state.line + 4, len(state.lines))
    blank = next((i for i in range(state.line, end) if state.blank(i)), end)
    text = "\n".join(state.lines[state.line : blank])
    found = _label(text)
    if found is None:
        return False
    label, at = found
    address = _ADDRESS.match(text, at)
    at = address.end() if address else at
    title, at = _title(text, at)
    spaces = re.compile(r"[ ]*\n?[ ]*").match(text, at)
    braces = parse_attributes(text, spaces.end()) if spaces else None
    attributes = NONE
    if braces:
        attributes, at = braces
    rest = text[at:].partition("\n")[0]
    if rest.strip():
        return False
    href = (address[1] if address[1] is not None else address[2]) if address else ""
    end = state.line + text.count("\n", 0, at) + 1
    place = state.place(state.line, end)
    target = Target(escape_address(unescape(href)), title, attributes, place)
    state.reading.definitions.links[label_key(label)] = target
    state.line = end
    return True


def _label(text: str) -> tuple[str, int] | None:
    """The label in the brackets that the text begins with, and where the address begins.

    Brackets within code, formulas, tags and TeX do not count.
    """
    start = _BEFORE.match(text)
    if start is None:
        return None
    spans, depth, pos = Spans(text), 1, start.end()
    while sign := _SIGN.search(text, pos):
        at = sign.start()
        pos = sign.end() if sign[0] in "[]" else spans.end(at)
        depth += {"[": 1, "]": -1}.get(sign[0], 0)
        if depth == 0:
            after = _AFTER.match(text, at)
            return (text[start.end() : at], after.end()) if after and at > start.end() else None
    return None


def _title(text: str, pos: int) -> tuple[str, int]:
    match = _TITLE.match(text, pos)
    if match is None or text[match.end() :].partition("\n")[0].strip()[:1] not in ("", "{"):
        return "", pos
    raw = next(part for part in match.groups() if part is not None)
    return " ".join(unescape(raw).split()), match.end()
