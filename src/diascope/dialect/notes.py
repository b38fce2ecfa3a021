"""Footnote references and inline notes (Pandoc manual, "Footnotes")."""

from __future__ import annotations

from diascope.diagnostics.place import UNKNOWN
from diascope.dialect.inline_state import InlineState
from diascope.dialect.inlines import read_apart
from diascope.dialect.tokens import Token
from diascope.patterns import lazy_pattern

_REFERENCE = lazy_pattern(r"\[\^([^\[\]\s]++)\]")


def note_reference(state: InlineState) -> bool:
    """`[^label]`; without such a note it is text."""
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    note = state.context.note(match[1])
    if note is None:
        state.report(
            "footnote-undefined",
            state.place_at(state.pos, len(match[0])),
            f"no footnote `{match[1]}` is defined",
            f"add a line `[^{match[1]}]: …`",
        )
        state.write(match[0])
    else:
        token = state.put("note", "", 0)
        token.place = state.place_at(state.pos, len(match[0]))
        token.meta, token.content = {"note": note}, match[0]
    state.pos = match.end()
    return True


def inline_note(state: InlineState) -> bool:
    """`^[text]`; when it goes on as a link does, it is a `^` and a link."""
    close = state.closer(state.pos + 1) if state.startswith("^[", state.pos) else None
    if close is None or _goes_on(state, close + 1):
        return False
    children = read_apart(state, state.pos + 2, close)
    state.put("note", "", 0).meta = {"children": children}
    state.pos = close + 1
    return True


def _goes_on(state: InlineState, pos: int) -> bool:
    """Whether what follows the brackets makes them a link or a span."""
    if state.startswith(("(", "["), pos):
        return True
    return state.attributes(pos) is not None


def paragraph_of(children: list[Token]) -> list[Token]:
    """The block tokens of a note that was written in the text."""
    place = children[0].place if children else UNKNOWN
    return [
        Token("paragraph_open", "p", 1, block=True, place=place),
        Token("inline", "", 0, children=children, block=True, place=place),
        Token("paragraph_close", "p", -1, block=True, place=place),
    ]
