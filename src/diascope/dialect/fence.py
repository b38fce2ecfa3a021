"""Fenced code blocks, ``` and ~~~ (manual, "Fenced code blocks", "Extension: raw_attribute")."""

from __future__ import annotations

import re
from typing import NamedTuple

from diascope.dialect.attributes import NONE, Attributes, parse_attributes, raw_format
from diascope.dialect.block_state import BlockState
from diascope.dialect.lines import Lines
from diascope.dialect.raw_tex import push_tex
from diascope.patterns import lazy_pattern

_OPEN = lazy_pattern(r"( {0,3})(`{3,}|~{3,})[ \t]*")
_WORD = lazy_pattern(r"[^\s`{}]+")
_TAIL = lazy_pattern(r"[ \t]*(?:\n|$)")
_CLOSE = lazy_pattern(r" {0,3}(`{3,}+|~{3,}+)[ \t]*+$")
_LANGUAGES = {"c++": "cpp", "objective-c": "objectivec"}
_MOST_LINES = 20
"""Lines that the attributes of a code block may run over."""


class Fence(NamedTuple):
    """The opening fence of a code block."""

    indent: int
    """The spaces before it."""
    marks: str
    """Its backticks or tildes."""
    info: Attributes | str
    """Attributes of the code, or the format of a raw block (`{=html}`)."""
    first: int
    """The line the code begins on."""


def fence(state: BlockState) -> bool:
    """Read a fenced code block; one that is never closed is no code block."""
    opened = opening(state.lines, state.line)
    if opened is None:
        return False
    end = closing_line(state.lines, opened.first, opened.marks)
    if end is None:
        _report_unclosed(state, opened)
        return False
    lines, width = range(opened.first, end), opened.indent
    code = [state.code(line, min(width, state.lines.indent(line))) for line in lines]
    emit_code(state, opened.info, "\n".join(code))
    state.line = end + 1
    return True


def opening(lines: Lines, line: int) -> Fence | None:
    """The fence that this line opens, or None."""
    match = _OPEN.match(lines[line])
    if match is None:
        return None
    text, start = lines[line], match.end()
    if "{" in text and "}" not in text:
        text = "\n".join(lines[line : min(lines.next_blank(line), line + _MOST_LINES)])
    info, end = _info(text, start)
    if not _TAIL.match(text, end):
        return None
    first = line + text.count("\n", 0, end) + 1
    return Fence(len(match[1]), match[2], info, first)


def opens(lines: Lines, line: int) -> bool:
    """Whether a whole fenced code block begins here, closing fence included."""
    found = opening(lines, line)
    return found is not None and closing_line(lines, found.first, found.marks) is not None


def closing_line(lines: Lines, start: int, marks: str) -> int | None:
    """The line that closes a fence opened with these marks."""

    def closes(text: str) -> bool:
        match = _CLOSE.match(text)
        return match is not None and match[1].startswith(marks)

    return lines.find(start, ("fence", marks), closes)


def emit_code(state: BlockState, info: Attributes | str, code: str) -> None:
    """Push a code block, or a raw block of some format."""
    if info in ("tex", "latex"):
        push_tex(state, str(info), code, state.line + 1)
        return
    if isinstance(info, str):
        token = state.push("raw_block", "", 0)
        token.info = info
    else:
        token = state.push("code_block", "pre", 0)
        token.meta = {"attributes": info}
    token.content = code


def _info(text: str, pos: int) -> tuple[Attributes | str, int]:
    """What stands after the marks: `{=format}`, `{attributes}`, or a language with attributes."""
    raw = raw_format(text, pos)
    if raw:
        return raw
    language = _WORD.match(text, pos)
    if language is None:
        return parse_attributes(text, pos) or (NONE, pos)
    name, end = _language(language[0]), language.end()
    space = re.compile(r"[ \t]*").match(text, end)
    given = parse_attributes(text, space.end() if space else end)
    if given is None:
        return Attributes("", (name,)), end
    more, end = given
    return Attributes(more.id, (name, *more.classes), more.pairs), end


def _language(word: str) -> str:
    return _LANGUAGES.get(word.lower(), word.lower())


def _report_unclosed(state: BlockState, opened: Fence) -> None:
    state.report(
        "fence-unclosed",
        state.place(state.line),
        "code fence is never closed",
        f"add a line `{opened.marks}` after the code",
    )
