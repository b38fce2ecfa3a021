"""Code in text (Pandoc manual, "Verbatim", "Extension: inline_code_attributes")."""

from __future__ import annotations

from diascope.dialect.attributes import raw_format
from diascope.dialect.inline_state import InlineState
from diascope.dialect.inline_tex import put_tex


def code_span(state: InlineState) -> bool:
    """Read code between runs of backticks of one length; without the second they are text."""
    start = state.run(state.pos)
    size = start - state.pos
    close = state.closing_backticks(start, size)
    if close is None:
        return _shorter(state, start)
    code = state.src[start:close].strip().replace("\n", " ")
    state.pos = close + size
    raw = raw_format(state.src, state.pos)
    if raw and raw[0] in ("tex", "latex"):
        put_tex(state, code, raw[1], raw[0])
        return True
    if raw:
        token = state.put("raw_inline", "", 0)
        token.content, (token.info, state.pos) = code, raw
        return True
    token = state.put("code_inline", "code", 0)
    token.content = code
    found = state.attributes(state.pos)
    if found:
        token.meta = {"attributes": found[0]}
        state.pos = found[1]
    return True


def _shorter(state: InlineState, end: int) -> bool:
    """Make text of the marks that are too many, so that the rest of the run may open code."""
    size = next(
        (
            n
            for n in state.run_sizes(end - state.pos)
            if state.closing_backticks(end, n) is not None
        ),
        0,
    )
    state.write("`" * (end - size - state.pos))
    state.pos = end - size
    return True
