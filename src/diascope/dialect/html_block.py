"""Raw HTML blocks with Markdown inside, and native divs (Pandoc manual, "Extension: raw_html",
"markdown_in_html_blocks", "native_divs")."""

from __future__ import annotations

import re
from dataclasses import replace

from diascope.dialect.attributes import Attributes
from diascope.dialect.blocks import MAX_NESTING, BlockParser, BlockState
from diascope.dialect.html_tags import VERBATIM, Tag, closes, tag_at


def html_block(state: BlockState) -> bool:
    """Read a comment, a verbatim element, a div, or another element with Markdown inside."""
    if not state.lines[state.line].startswith("<"):
        return False
    text = _ahead(state)
    tag = tag_at(text)
    if tag is None or not tag.is_block:
        return False
    if tag.name in VERBATIM and not tag.closes:
        return _verbatim(state, text, tag)
    if tag.closes or tag.name == "!":
        _raw(state, text[: tag.end])
        return _after(state, text, tag.end)
    if state.place.depth >= MAX_NESTING:
        return False
    return _div(state, text, tag) if tag.name == "div" else _element(state, text, tag)


def _ahead(state: BlockState) -> str:
    """The text from here as far as the tag can reach: it may run over several lines."""
    line = state.lines[state.line]
    if line.startswith("<!--"):
        end = _line_with(state, "-->")
    else:
        end = state.line if ">" in line else _line_with(state, ">")
    return "\n".join(state.lines[state.line : end + 1])


def _line_with(state: BlockState, mark: str) -> int:
    for line in range(state.line, len(state.lines)):
        if mark in state.lines[line]:
            return line
    return state.line


def _after(state: BlockState, text: str, end: int) -> bool:
    """Go on right after the tag, which may be in the midst of a line."""
    skipped = text.count("\n", 0, end)
    column = end - (text.rfind("\n", 0, end) + 1)
    line = state.line + skipped
    spaces = len(state.lines[line][column:]) - len(state.lines[line][column:].lstrip(" "))
    state.rest(line, column + spaces)
    return True


def _raw(state: BlockState, html: str) -> None:
    state.push("html_block", "", 0).content = html


def _verbatim(state: BlockState, text: str, tag: Tag) -> bool:
    """An element whose text is left alone, up to its closing tag."""
    whole = "\n".join(state.lines[state.line :]) if not _has_close(text, tag) else text
    close = re.compile(rf"</{tag.name}\s*>", re.I).search(whole, tag.end)
    if close is None:
        state.report(
            "html-unclosed",
            state.line,
            f"<{tag.name}> is never closed",
            f"add `</{tag.name}>`",
            column=1,
        )
        _raw(state, text[: tag.end])
        return _after(state, text, tag.end)
    _raw(state, whole[: close.end()])
    return _after(state, whole, close.end())


def _has_close(text: str, tag: Tag) -> bool:
    return f"</{tag.name}" in text[tag.end :].lower()


def _div(state: BlockState, text: str, tag: Tag) -> bool:
    start = state.line
    opening = state.push("div_open", "div", 1)
    opening.meta = {"attributes": _attributes(tag)}
    _after(state, text, tag.end)
    if _inside(state, "div"):
        state.push("div_close", "div", -1, start)
    else:
        opening.type, opening.content, opening.nesting = "html_block", text[: tag.end], 0
    return True


def _element(state: BlockState, text: str, tag: Tag) -> bool:
    _raw(state, text[: tag.end])
    _after(state, text, tag.end)
    if tag.selfclosing:
        return True
    place = len(state.tokens)
    if _inside(state, tag.name):
        _raw(state, f"</{tag.name}>")
    for token in state.tokens[place:]:
        if token.type == "paragraph_close":
            break
    return True


def _inside(state: BlockState, name: str) -> bool:
    """Read the blocks inside an element; whether its closing tag was found and passed."""
    outer = state.place
    state.place = replace(outer, html=name, depth=outer.depth + 1)
    parser = state.md.block
    assert isinstance(parser, BlockParser)
    parser.read(state, stop=lambda s: _stops(s, name))
    state.place = outer
    if state.line >= len(state.lines) or not closes(_unindent(state), name):
        return False
    tag = tag_at(state.lines[state.line])
    assert tag is not None
    _after(state, state.lines[state.line], tag.end)
    return True


def _stops(state: BlockState, name: str) -> bool:
    return closes(_unindent(state), name)


def _unindent(state: BlockState) -> str:
    """The line without the indentation that a closing tag may have."""
    line = state.lines[state.line]
    if line.lstrip(" ").startswith("</") and len(line) - len(line.lstrip(" ")) < 40:
        state.lines[state.line] = line.lstrip(" ")
    return state.lines[state.line]


def _attributes(tag: Tag) -> Attributes:
    pairs = tag.pairs()
    return Attributes(
        next((value for key, value in pairs if key == "id"), ""),
        tuple(name for key, value in pairs if key == "class" for name in value.split()),
        tuple((key, value) for key, value in pairs if key not in ("id", "class")),
    )
