"""Which lines belong to a list item (Pandoc manual, "Lists", "The four-space rule").

An item's text begins where its first line's text does.  Its first paragraph takes lines as
they come, up to a blank line, a marker, a fence, or the end of what encloses the list.  Below
that, what is indented as far as the text belongs to it, and lines indented less that go on
the paragraph before.
"""

from __future__ import annotations

from collections.abc import Sequence

from diascope.dialect.block_state import BlockState
from diascope.dialect.continuation import is_closed
from diascope.dialect.fence import opens as opens_fence
from diascope.dialect.list_markers import starts_list
from diascope.dialect.tokens import Token


def take_item(state: BlockState, content: int, indent: int) -> tuple[list[str], int]:
    """The lines of an item without marker and indentation, and the line after them.

    `content` is the column of its text, `indent` how far its other lines must be indented.
    """
    source = state.lines
    found, line = [source[state.line][content:]], state.line + 1
    while line < len(source) and _is_first_text(state, line, indent):
        found.append(_outdent(source[line], indent))
        line += 1
    while True:
        following = state.skip_blank(line)
        if following >= len(source) or not _continues(state, following, indent):
            break
        found += [""] * (following - line)
        found.append(source[following][indent:])
        line = following + 1
        while line < len(source) and _is_more(state, line, indent):
            found.append(_outdent(source[line], indent))
            line += 1
    if following > line:
        found.append("")
    return found, following


def own_paragraphs(tokens: Sequence[Token]) -> list[tuple[Token, Token]]:
    """The paragraphs that stand directly in an item, by opening and closing token."""
    found, depth = list[tuple[Token, Token]](), 0
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
