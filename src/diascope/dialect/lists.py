"""Bullet, ordered, task and example lists (Pandoc manual, "Lists").

An item's text begins where its first line's text does; the lines below that are indented as
far belong to it, and are read again by themselves.  A line that is indented less goes on the
item's last paragraph as long as no blank line and no marker stands between.
"""

from __future__ import annotations

import re

from markdown_it.token import Token

from diascope.dialect.fence import opens as opens_fence
from diascope.dialect.blocks import MAX_NESTING, BlockState
from diascope.dialect.fenced_div import CLOSE as DIV_CLOSE
from diascope.dialect.html_tags import closes
from diascope.dialect.list_markers import Marker, bullet, ordered, starts_list

_TASK = re.compile(r"\[([ xX])\](?=[ \n])")


def bullet_list(state: BlockState) -> bool:
    """Read the items of a bullet list; other bullets do not begin another list."""
    marker = bullet(state.lines[state.line])
    return marker is not None and _list(state, marker)


def ordered_list(state: BlockState) -> bool:
    """Read the items of a numbered list; another style or delimiter begins another list."""
    marker = ordered(state.lines[state.line])
    return marker is not None and _list(state, marker)


def _list(state: BlockState, first: Marker) -> bool:
    if state.place.depth >= MAX_NESTING:
        return False
    opening = _open(state, first)
    items = list[tuple[int, list[Token]]]()
    marker: Marker | None = first
    while marker is not None:
        start = state.line
        items.append((start, _item(state, marker)))
        marker = _next(state, first) if state.line < len(state.lines) else None
    _compact([tokens for _, tokens in items])
    for start, tokens in items:
        state.push("list_item_open", "li", 1, start)
        state.tokens += tokens
        state.push("list_item_close", "li", -1, start)
    if items and all(_is_task(tokens) for _, tokens in items):
        opening.attrSet("class", "task-list")
    state.push(opening.type.replace("open", "close"), opening.tag, -1, state.line - 1)
    return True


def _open(state: BlockState, first: Marker) -> Token:
    if not first.ordered:
        return state.push("bullet_list_open", "ul", 1)
    opening = state.push("ordered_list_open", "ol", 1)
    if first.style == "example":
        opening.meta = {"example": len(state.reading.definitions.examples)}
        opening.attrSet("class", "example")
        opening.attrSet("type", "1")
    else:
        if first.number != 1:
            opening.attrSet("start", str(first.number))
        if first.style != "default":
            opening.attrSet("type", "1" if first.style == "decimal" else first.style)
    return opening


def _next(state: BlockState, first: Marker) -> Marker | None:
    line = state.lines[state.line]
    return ordered(line, first.kind) if first.ordered else bullet(line)


def _item(state: BlockState, marker: Marker) -> list[Token]:
    """The tokens of the item that begins at `state.line`; reading goes on after it."""
    if marker.style == "example":
        state.reading.definitions.examples.append(marker.label)
    start = state.line
    indent = 4 if marker.style == "example" else marker.content
    lines, state.line = _item_lines(state, marker.content, indent)
    return state.nested(lines, start, in_list=True)


def _item_lines(state: BlockState, content: int, indent: int) -> tuple[list[str], int]:
    """The lines of an item without marker and indentation, and the line after them."""
    source = state.lines
    found = [source[state.line][content:]]
    line = _add_spanned(state, found, state.line, 0)
    while line < len(source) and _is_first_text(state, line, indent):
        found.append(_outdent(source[line], indent))
        line = _add_spanned(state, found, line, indent)
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


def _add_spanned(state: BlockState, found: list[str], line: int, indent: int) -> int:
    """Take the lines that a comment begun on this one runs over; the line after them."""
    text = found[-1]
    begun = text.rfind("<!--")
    if begun < 0 or "-->" in text[begun:]:
        return line + 1
    for end in range(line + 1, len(state.lines)):
        if "-->" in state.lines[end]:
            found += state.lines[line + 1 : end + 1]
            return end + 1
    return line + 1


def _is_first_text(state: BlockState, line: int, indent: int) -> bool:
    """Whether a line goes on an item's first paragraph."""
    text = state.lines[line]
    if not text.strip() or starts_list(text) or _is_closed(state, text):
        return False
    if opens_fence(state.lines, line):
        return False
    return not (_is_indented(text, indent) and starts_list(text[indent:].lstrip(" ")))


def _continues(state: BlockState, line: int, indent: int) -> bool:
    text = state.lines[line]
    return _is_indented(text, indent) and not _is_closed(state, text)


def _is_more(state: BlockState, line: int, indent: int) -> bool:
    text = state.lines[line]
    if not text.strip() or _is_closed(state, text):
        return False
    return _is_indented(text, indent) or not starts_list(text)


def _is_closed(state: BlockState, text: str) -> bool:
    """Whether the line closes the div or HTML block around the list."""
    return closes(text, state.place.html) or bool(state.place.divs and DIV_CLOSE.match(text))


def _is_indented(text: str, indent: int) -> bool:
    return text.startswith(" " * indent)


def _outdent(text: str, indent: int) -> str:
    return text[indent:] if _is_indented(text, indent) else text


def _is_task(tokens: list[Token]) -> bool:
    return (
        len(tokens) > 1
        and tokens[0].type == "paragraph_open"
        and _TASK.match(tokens[1].content + "\n") is not None
    )


def _compact(items: list[list[Token]]) -> None:
    """Make the items all tight or all loose, as Pandoc does.

    If the very last block is the only paragraph, the list is tight and it becomes plain text;
    if there are other paragraphs, the list is loose and all plain text becomes paragraphs.
    """
    openings = [t for tokens in items for t in _own_paragraphs(tokens)]
    loose = [t for t in openings if not t[0].hidden]
    if not loose:
        return
    final = items[-1]
    if len(loose) == 1 and final and final[-1] is loose[0][1]:
        loose[0][0].hidden = loose[0][1].hidden = True
        return
    for opening, closing in openings:
        opening.hidden = closing.hidden = False


def _own_paragraphs(tokens: list[Token]) -> list[tuple[Token, Token]]:
    """The paragraphs that stand directly in an item, by opening and closing token."""
    found, depth = list[tuple[Token, Token]](), 0
    for i, token in enumerate(tokens):
        if token.type == "paragraph_open" and depth == 0:
            found.append((token, tokens[i + 2]))
        depth += token.nesting
    return found
