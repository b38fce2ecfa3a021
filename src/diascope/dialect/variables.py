"""Metadata in text, `{{ meta.title }}`; `\\{{` shows the braces."""

from __future__ import annotations

from diascope.dialect.inline_state import InlineState
from diascope.dialect.inlines import read_inlines
from diascope.patterns import lazy_pattern

_VARIABLE = lazy_pattern(r"\{\{[ \t]*meta\.([\w.-]+)[ \t]*\}\}")


def variable(state: InlineState) -> bool:
    """The text of a metadata value, read as Markdown; an unknown name is text."""
    match = _VARIABLE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    value = state.context.variable(match[1])
    if value is None:
        state.report(
            "variable-undefined",
            state.place_at(state.pos, len(match[0])),
            f"the metadata has no `{match[1]}`",
            f"add `{match[1]}: …` to the deck's metadata",
        )
        return False
    place = state.place_at(state.pos, len(match[0]))._replace(column=None)
    tokens, _ = read_inlines(value, state.md, _Fixed(state), (place,), links=state.allows_links)
    state.out += tokens
    state.pos = match.end()
    state.word_end = state.pos
    return True


class _Fixed:
    """The deck's context without its variables, so that a value cannot name itself."""

    def __init__(self, state: InlineState) -> None:
        self.extensions = state.extensions
        self.link = state.context.link
        self.near = state.context.near
        self.note = state.context.note
        self.example = state.context.example
        self.macro = state.context.macro

    def variable(self, name: str) -> None:
        """No variable is known inside a variable."""
