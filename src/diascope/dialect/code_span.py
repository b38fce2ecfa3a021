"""Code in text, with attributes (Pandoc manual, "Verbatim", "Extension: inline_code_attributes")."""

from __future__ import annotations

from diascope.dialect.attributes import parse_attributes, raw_format
from diascope.dialect.inlines import InlineState


def code_span(state: InlineState) -> bool:
    """Read code between runs of backticks of one length."""
    size = state.backtick_run(state.pos)
    start = state.pos + size
    close = state.closing_backticks(start, size)
    if close is None:
        return False
    code = " ".join(line for line in state.src[start:close].strip().split("\n"))
    state.pos = close + size
    raw = raw_format(state.src, state.pos)
    if raw:
        state.put("raw_inline", "", 0).content = code
        state.tokens[-1].info, state.pos = raw
        return True
    token = state.put("code_inline", "code", 0)
    token.content = code.strip()
    found = parse_attributes(state.src, state.pos, state.posMax)
    if found:
        token.meta = {"attributes": found[0]}
        state.pos = found[1]
    return True
