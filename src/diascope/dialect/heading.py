"""Headings, `#` and underlined, with attributes (Pandoc manual, "Headings")."""

from __future__ import annotations

from diascope.dialect.attributes import NONE, Attributes, parse_attributes
from diascope.dialect.block_state import BlockState
from diascope.dialect.text_spans import before_block, ends_in_escape, trimmed
from diascope.patterns import lazy_pattern

ATX = lazy_pattern(r"(#+)(?![.)#])(?:[ \t]+|$)")
_MARKER = lazy_pattern(r"#{1,6}[ \t]|>")
"""What another block begins with, and an underlined heading does not."""
_MOST_LINES = 20
"""Lines that the attributes of a heading may run over."""
_UNDERLINE = lazy_pattern(r"(=+|-+)[ \t]*$")


def heading(state: BlockState) -> bool:
    """Read an underlined heading, or one that begins with `#`."""
    return _setext(state) or _atx(state)


def is_heading(text: str) -> bool:
    """Whether a line is a heading that begins with `#`, which ends a list, definition or note."""
    return text.startswith("#") and ATX.match(text) is not None


def _atx(state: BlockState) -> bool:
    line = state.lines[state.line]
    match = ATX.match(line)
    if match is None:
        return False
    whole, attributes, end = _with_attributes(state, line[match.end() :])
    text = _without_closing(whole)
    if before_block(text) != text:
        return False
    _report_lost(state, len(match[1]), match.end(), text, whole)
    _emit(state, len(match[1]), text, attributes, match.end())
    state.line = end
    return True


def _without_closing(text: str) -> str:
    """The text of a heading without the `#` signs that close it; one that is escaped stays."""
    bare = text.rstrip(" \t")
    kept = bare.rstrip("#")
    if kept == bare:
        return text
    return kept + "#" if ends_in_escape(kept) else kept


def _report_lost(state: BlockState, level: int, column: int, text: str, whole: str) -> None:
    """Report signs that close a heading and were probably meant as text: `# C#`."""
    signs = whole.rstrip()[len(text) :]
    if not signs or text[-1:].isspace() or not text or (level > 1 and len(signs) == level):
        return
    place = state.place(state.line, column=column + len(text))._replace(length=len(signs))
    escaped = signs.replace("#", "\\#")
    message = f"`{signs}` at the end of a heading closes it and is not shown"
    state.report("heading-hash", place, message, f"write `{escaped}` to show it")


def _with_attributes(state: BlockState, text: str) -> tuple[str, Attributes, int]:
    """The text of a heading, its attributes, and the line after both: braces may hold lines."""
    end = state.line + 1
    if text.rfind("{") > text.rfind("}"):
        last = min(state.lines.next_blank(state.line), end + _MOST_LINES)
        closing = next((at for at in range(end, last) if "}" in state.lines[at]), end)
        whole = "\n".join([text, *state.lines[end : closing + 1]])
        before, attributes = split_attributes(trimmed(whole))
        if attributes and "\n" not in before:
            return before, attributes, closing + 1
    return *split_attributes(trimmed(text)), end


def _setext(state: BlockState) -> bool:
    if state.line + 1 >= len(state.lines):
        return False
    match = _UNDERLINE.match(state.lines[state.line + 1])
    if match is None:
        return False
    text, attributes = split_attributes(trimmed(state.lines[state.line]))
    begins_comment = "<!--" in text and "-->" not in text.rpartition("<!--")[2]
    if begins_comment or before_block(text) != text:
        return False
    _report_marker(state, text, match[1])
    _emit(state, 1 if match[1][0] == "=" else 2, text, attributes, 0)
    state.line += 2
    return True


def _report_marker(state: BlockState, text: str, underline: str) -> None:
    """Say so where the text of an underlined heading begins as another block does."""
    marker = _MARKER.match(text)
    if marker is None:
        return
    mark = marker[0].strip()
    place = state.place(state.line, 0, 0)._replace(length=len(mark))
    below = "a list item without text" if underline == "-" else f"`{underline[:10]}`"
    message = f"this `{mark}` is shown, since the line below, {below}, makes a heading of its line"
    state.report("marker-text", place, message, "leave a blank line below it")


def _emit(state: BlockState, level: int, text: str, attributes: Attributes, column: int) -> None:
    column += len(text) - len(text.lstrip())
    text = trimmed(text)
    tag = f"h{level}" if level <= 6 else "p"
    opening = state.push("heading_open", tag, 1)
    opening.meta = {"level": level, "attributes": attributes, "raw": text}
    if level > 6:
        opening.attrSet("class", "heading")
    state.text(text, state.line, state.line + 1, column)
    state.push_at(opening.place, "heading_close", tag, -1)


def split_attributes(text: str) -> tuple[str, Attributes]:
    """The text of a heading and the attributes in the braces at its end."""
    if not text.endswith("}"):
        return text, NONE
    start = text.find("{")
    while start >= 0:
        found = parse_attributes(text, start)
        if found and found[1] == len(text) and not _is_escaped(text, start):
            return text[:start], found[0]
        start = text.find("{", start + 1)
    return text, NONE


def _is_escaped(text: str, pos: int) -> bool:
    return text[:pos].endswith("\\") or text[:pos].count("`") % 2 == 1
