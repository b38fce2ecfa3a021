"""Bullet, ordered, task and example lists (Pandoc manual, "Lists").

The lines of an item are taken out and read again by themselves.  The items of a list are all
tight or all loose.
"""

from __future__ import annotations

from collections.abc import Sequence

from diascope.dialect.block_state import MAX_NESTING, BlockState
from diascope.dialect.list_items import own_paragraphs, take_item
from diascope.dialect.list_markers import Marker, bullet, ordered
from diascope.dialect.tokens import Token
from diascope.patterns import lazy_pattern

_TASK = lazy_pattern(r"\[([ xX])\][ \n]")


def bullet_list(state: BlockState) -> bool:
    """Read the items of a bullet list; other bullets do not begin another list."""
    marker = bullet(state.lines[state.line])
    return marker is not None and _list(state, marker)


def ordered_list(state: BlockState) -> bool:
    """Read the items of a numbered list; another style or delimiter begins another list."""
    marker = ordered(state.lines[state.line])
    return marker is not None and _list(state, marker)


def _list(state: BlockState, first: Marker) -> bool:
    if state.scope.depth >= MAX_NESTING:
        return False
    opening = _open(state, first)
    items: list[tuple[int, int, list[Token]]] = []
    marker: Marker | None = first
    while marker is not None:
        start = state.line
        tokens = _item(state, marker)
        items.append((start, _text_end(state, start), tokens))
        marker = _next(state, first) if state.line < len(state.lines) else None
    _compact([tokens for *_, tokens in items])
    tasks = [_mark_task(tokens) for *_, tokens in items]
    for start, end, tokens in items:
        opened = state.push("list_item_open", "li", 1, start, end)
        state.tokens += tokens
        state.push_at(opened.place, "list_item_close", "li", -1)
    if all(tasks) and not first.ordered:
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
    lines, state.line = take_item(state, marker.content, indent)
    return state.nested(lines, start, in_list=True)


def _text_end(state: BlockState, start: int) -> int:
    """The line after the last text of an item that begins on `start` and ends above this line."""
    end = state.line
    while end > start + 1 and state.blank(end - 1):
        end -= 1
    return end


def _mark_task(tokens: Sequence[Token]) -> bool:
    """Whether the item is a task, `[ ]` or `[x]`; its first text then says if it is done."""
    if len(tokens) < 2 or tokens[0].type != "paragraph_open":
        return False
    text = tokens[1]
    box = _TASK.match(text.content)
    if box is None:
        return False
    text.meta = {"task": box[1] != " "}
    text.content = text.content[box.end() :]
    column = text.place.column
    text.place = text.place._replace(column=None if column is None else column + box.end())
    text.rows = (text.place, *text.rows[1:]) if text.rows else ()
    return True


def _compact(items: Sequence[Sequence[Token]]) -> None:
    """Make the items all tight or all loose, as Pandoc does.

    If the very last block is the only paragraph, the list is tight and it becomes plain text;
    if there are other paragraphs, the list is loose and all plain text becomes paragraphs.
    """
    openings = [t for tokens in items for t in own_paragraphs(tokens)]
    loose = [t for t in openings if not t[0].hidden]
    if not loose:
        return
    final = items[-1]
    if len(loose) == 1 and final and final[-1] is loose[0][1]:
        loose[0][0].hidden = loose[0][1].hidden = True
        return
    for opening, closing in openings:
        opening.hidden = closing.hidden = False
