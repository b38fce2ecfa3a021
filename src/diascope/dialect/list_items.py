"""Which lines belong to a list item (Pandoc manual, "Lists", "The four-space rule").

An item's text begins where its first line's text does.  Its first paragraph takes lines as
they come, up to a blank line, a marker, a fence, or the end of what encloses the list.  Below
that, what is indented as far as the text belongs to it, and lines indented less that go on
the paragraph before.  A heading that is not indented ends the list (CommonMark 5.2; pandoc
puts it into the item).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from diascope.dialect.block_state import BlockState
from diascope.dialect.continuation import is_closed
from diascope.dialect.fence import opens as opens_fence
from diascope.dialect.heading import is_heading
from diascope.dialect.list_markers import starts_list
from diascope.dialect.tokens import Token
from diascope.dialect.verbatim import Verbatim


def take_item(state: BlockState, content: int, indent: int) -> tuple[list[str], int]:
    """The lines of an item without marker and indentation, and the line after them.

    `content` is the column of its text, `indent` how far its other lines must be indented.
    """
    item, source = _Item(state, indent), state.lines
    item.take(source[state.line][content:])
    item.take_while(_is_first_text)
    while (following := state.skip_blank(item.line)) < len(source):
        if not _continues(state, following, indent):
            break
        item.lines += [""] * (following - item.line)
        item.line = following
        item.take(source[following][indent:])
        item.take_while(_is_more)
    if following > item.line:
        item.lines.append("")
    return item.lines, following


class _Item:
    """The lines of an item, and the line after them so far."""

    def __init__(self, state: BlockState, indent: int) -> None:
        self.lines: list[str] = []
        self.line = state.line
        self._state, self._indent = state, indent
        self._verbatim = Verbatim(state.lines)

    def take(self, text: str) -> None:
        """Take a line, or what is left of it."""
        self.lines.append(text)
        self._verbatim.pass_line(text, self.line)
        self.line += 1

    def take_while(self, goes_on: Callable[[BlockState, int, int], bool]) -> None:
        """Take lines as long as this function says so and no heading ends the list."""
        source, indent = self._state.lines, self._indent
        while self.line < len(source) and goes_on(self._state, self.line, indent):
            if is_heading(source[self.line]) and not self._verbatim.is_open:
                break
            self.take(_outdent(source[self.line], indent))


def own_paragraphs(tokens: Sequence[Token]) -> list[tuple[Token, Token]]:
    """The paragraphs that stand directly in an item, by opening and closing token."""
    found: list[tuple[Token, Token]] = []
    depth = 0
    for i, token in enumerate(tokens):
        if token.type == "paragraph_open" and depth == 0:
            found.append((token, tokens[i + 2]))
        depth += token.nesting
    return found


def _is_first_text(state: BlockState, line: int, indent: int) -> bool:
    """Whether a line goes on an item's first paragraph."""
    text = state.lines[line]
    if not text.strip() or starts_list(text) or is_closed(state, text):
        return False
    if opens_fence(state.lines, line):
        return False
    return not (_is_indented(text, indent) and starts_list(text[indent:].lstrip(" ")))


def _continues(state: BlockState, line: int, indent: int) -> bool:
    text = state.lines[line]
    return _is_indented(text, indent) and not is_closed(state, text)


def _is_more(state: BlockState, line: int, indent: int) -> bool:
    text = state.lines[line]
    if not text.strip() or is_closed(state, text):
        return False
    return _is_indented(text, indent) or not starts_list(text)


def _is_indented(text: str, indent: int) -> bool:
    return text.startswith(" " * indent)


def _outdent(text: str, indent: int) -> str:
    return text[indent:] if _is_indented(text, indent) else text
