"""Spaces and line ends (Pandoc manual, "Paragraphs", "Extension: escaped_line_breaks")."""

from __future__ import annotations

from diascope.dialect.inlines import InlineState


def spaces(state: InlineState) -> bool:
    """Any run of spaces is one; two or more at the end of a line break it."""
    start = state.pos
    while state.pos < state.posMax and state.src[state.pos] in " \t":
        state.pos += 1
    if state.pos < state.posMax and state.src[state.pos] == "\n":
        is_break = state.pos - start >= 2
        _line_end(state, "hardbreak" if is_break else "softbreak")
    else:
        state.write(" ")
    return True


def line_end(state: InlineState) -> bool:
    """The end of a line is a space that may wrap."""
    _line_end(state, "softbreak")
    return True


def _line_end(state: InlineState, kind: str) -> None:
    state.pos += 1
    while state.pos < state.posMax and state.src[state.pos] in " \t":
        state.pos += 1
    last = state.tokens[-1].type if state.tokens and not state.pending else ""
    if last != "hardbreak":
        state.put(kind, "br", 0)
