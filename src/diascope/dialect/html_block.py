"""Raw HTML blocks with Markdown inside, and native divs (Pandoc manual, "Extension: raw_html",
"markdown_in_html_blocks", "native_divs")."""

from __future__ import annotations

import re
from dataclasses import replace

from diascope.dialect.attributes import Attributes
from diascope.dialect.block_state import BlockState, Container
from diascope.dialect.fenced_div import MAX_DIVS
from diascope.dialect.html_tags import BLOCKS, OPTIONAL_END, VERBATIM, VOID, Tag, closes, tag_at
from diascope.dialect.lines import Lines

_MOST_LINES = 50
"""Lines that a tag may run over; a comment has no limit."""


def native_div(state: BlockState) -> bool:
    """Open a `<div>`; what it holds is Markdown."""
    text = _ahead(state.lines, state.line)
    tag = tag_at(text) if text[:4].lower() == "<div" else None
    if tag is None or tag.name != "div" or len(state.containers) >= MAX_DIVS:
        return False
    opening = state.push("div_open", "div", 1)
    opening.meta = {"attributes": _attributes(tag), "written": text[: tag.end]}
    container = Container(opening, _ends_div, _abandon_div, state.scope)
    state.open(container, replace(state.scope, html="div"))
    _pass(state, text, tag.end)
    return True


def html_block(state: BlockState) -> bool:
    """Read a comment, a closing tag, or a verbatim element; open another one."""
    if not state.lines[state.line].startswith("<"):
        return False
    text = _ahead(state.lines, state.line)
    tag = tag_at(text)
    if tag is None or not tag.is_block:
        _report_comment(state, text)
        return False
    if tag.closes or tag.name in "!?":
        state.end_tags[tag.name] += tag.closes
        # a div's token closes it, so that this end tag would close something of ours
        if tag.name != "div":
            _raw(state, text[: tag.end])
        _pass(state, text, tag.end)
    elif tag.name not in VERBATIM or not _verbatim(state, tag):
        _open(state, text, tag)
    return True


def _ahead(lines: Lines, line: int) -> str:
    """The text from here as far as the tag can reach: it may run over several lines."""
    end: int | None = None
    if lines[line].startswith("<!--"):
        end = lines.find(line, "-->", lambda text: "-->" in text)
    elif ">" not in lines[line]:
        last = min(line + _MOST_LINES, len(lines))
        end = next((at for at in range(line, last) if ">" in lines[at]), None)
    return lines[line] if end is None else "\n".join(lines[line : end + 1])


def _pass(state: BlockState, text: str, end: int) -> None:
    """Go on right after the tag, which may be in the midst of a line."""
    line = state.line + text.count("\n", 0, end)
    state.rest(line, end - (text.rfind("\n", 0, end) + 1))


def _raw(state: BlockState, html: str) -> None:
    end = state.line + html.count("\n") + 1
    state.push("html_block", "", 0, end=end).content = html


def _verbatim(state: BlockState, tag: Tag) -> bool:
    """Read an element whose text is left alone, up to its closing tag, if there is one."""
    close = re.compile(rf"</{tag.name}\s*>", re.I)
    last = state.lines.find(state.line, f"</{tag.name}>", close.search)
    if last is None:
        return False
    whole = "\n".join(state.lines[state.line : last + 1])
    match = close.search(whole, tag.end)
    if match is None:
        return False
    _raw(state, _with_tabs(state, whole[: match.end()]))
    _pass(state, whole, match.end())
    return True


def _with_tabs(state: BlockState, html: str) -> str:
    """An element with the tabs that the file has in the lines between its first and its last."""
    lines = html.split("\n")
    between = range(state.line + 1, state.line + len(lines) - 1)
    return "\n".join([lines[0], *map(state.code, between), *lines[1:][-1:]])


def _open(state: BlockState, text: str, tag: Tag) -> None:
    """Push the tag, and read what follows as Markdown up to the closing tag."""
    _raw(state, text[: tag.end])
    opening, start = state.tokens[-1], state.line
    _pass(state, text, tag.end)
    lines, below = state.lines, start + text.count("\n", 0, tag.end) + 1
    indent = 0
    if state.line < below:
        lines.shorten(state.line, lines.indent(state.line))
    elif not lines.blank(below):
        indent = lines.indent(below)
    if not tag.selfclosing:
        opening.meta = {"element": tag.name}
        container = Container(opening, _ends_element, _abandon_element, state.scope, indent)
        state.open(container, replace(state.scope, html=tag.name))


def _ends_div(state: BlockState, container: Container) -> bool:
    if not _begins_with_end(state, "div"):
        return False
    state.push("div_close", "div", -1)
    _pass_closing(state)
    return True


def _abandon_div(state: BlockState, container: Container) -> None:
    """An unclosed div ends with what it stands in."""
    state.push("div_close", "div", -1)
    _report_unclosed(state, container, "div")


def _ends_element(state: BlockState, container: Container) -> bool:
    if not _begins_with_end(state, container.opening.meta["element"]):
        return False
    token = state.push("html_block", "", 0)
    token.content = _pass_closing(state)
    return True


def _begins_with_end(state: BlockState, name: str) -> bool:
    """Whether this line begins with the closing tag of an element; spaces before it are passed."""
    indent = state.lines.indent(state.line)
    if indent > 3 or not closes(state.lines[state.line][indent:], name):
        return False
    state.lines.shorten(state.line, indent)
    return True


def _pass_closing(state: BlockState) -> str:
    """Go past the closing tag at the start of this line; the tag."""
    text = state.lines[state.line]
    tag = tag_at(text)
    assert tag is not None
    _pass(state, text, tag.end)
    return text[: tag.end]


def _abandon_element(state: BlockState, container: Container) -> None:
    """Say that an element is not closed, unless its end tag stood in another one."""
    name = container.opening.meta["element"]
    if state.end_tags[name] > 0:
        state.end_tags[name] -= 1
    elif name in BLOCKS - OPTIONAL_END - VOID:
        _report_unclosed(state, container, name)


def _report_unclosed(state: BlockState, container: Container, name: str) -> None:
    state.report(
        "html-unclosed",
        container.opening.place,
        f"<{name}> is never closed",
        f"add `</{name}>` where it ends, at the beginning of a line",
    )


def _report_comment(state: BlockState, text: str) -> None:
    if text.startswith("<!--"):
        state.report(
            "comment-unclosed",
            state.place(state.line),
            "this comment is never closed, so its text is shown",
            "add `-->` where it ends",
        )


def _attributes(tag: Tag) -> Attributes:
    pairs = tag.pairs()
    return Attributes(
        next((value for key, value in pairs if key == "id"), ""),
        tuple(name for key, value in pairs if key == "class" for name in value.split()),
        tuple((key, value) for key, value in pairs if key not in ("id", "class")),
    )
