"""Fenced code blocks, ``` and ~~~ (Pandoc manual, "Fenced code blocks", "Extension: raw_attribute")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diascope.dialect.attributes import NONE, Attributes, parse_attributes, raw_format
from diascope.dialect.blocks import BlockState

_OPEN = re.compile(r"( {0,3})(`{3,}|~{3,})[ \t]*(.*?)[ \t]*$")
_LANGUAGES = {"c++": "cpp", "objective-c": "objectivec"}


def fence(state: BlockState) -> bool:
    """Read a fenced code block; one that is never closed is no code block."""
    found = _OPEN.match(state.lines[state.line])
    if found is None:
        return False
    info = parse_info(found[3], found[2][0])
    if info is None:
        return False
    end = closing_line(state.lines, state.line + 1, found[2])
    if end is None:
        if state.place.depth == 0:
            state.report(
                "fence-unclosed",
                state.line,
                "code fence is never closed",
                f"add a line `{found[2]}` after the code",
                len(found[1]) + 1,
            )
        return False
    code = [outdent(line, len(found[1])) for line in state.lines[state.line + 1 : end]]
    emit_code(state, info, "\n".join(code))
    state.line = end + 1
    return True


def opens(lines: Sequence[str], line: int) -> bool:
    """Whether a whole fenced code block begins here, closing fence included."""
    found = _OPEN.match(lines[line])
    return (
        found is not None
        and parse_info(found[3], found[2][0]) is not None
        and closing_line(lines, line + 1, found[2]) is not None
    )


def closing_line(lines: Sequence[str], start: int, opening: str) -> int | None:
    """The line that closes a fence opened with these characters."""
    closing = re.compile(rf" {{0,3}}{re.escape(opening)}{re.escape(opening[0])}*[ \t]*$")
    return next((i for i in range(start, len(lines)) if closing.match(lines[i])), None)


def parse_info(info: str, char: str = "~") -> Attributes | str | None:
    """Attributes of a code block, or the format of a raw one (`{=html}`); None for no fence."""
    if not info:
        return NONE
    raw = raw_format(info)
    if raw and raw[1] == len(info):
        return raw[0]
    braces = parse_attributes(info)
    if braces and braces[1] == len(info):
        return braces[0]
    word, _, rest = info.partition(" ")
    if char in word and char == "`":
        return None
    if rest:
        given = parse_attributes(rest.strip())
        if given is None or given[1] != len(rest.strip()):
            return None
        return Attributes(given[0].id, (_language(word), *given[0].classes), given[0].pairs)
    return Attributes("", (_language(word),))


def outdent(line: str, width: int) -> str:
    """The line less up to `width` leading spaces."""
    return line[min(width, len(line) - len(line.lstrip(" "))) :]


def emit_code(state: BlockState, info: Attributes | str, code: str) -> None:
    """Push a code block, or a raw block of some format."""
    if isinstance(info, str):
        token = state.push("raw_block", "", 0)
        token.info = info
    else:
        token = state.push("code_block", "pre", 0)
        token.meta = {"attributes": info}
    token.content = code


def _language(word: str) -> str:
    return _LANGUAGES.get(word.lower(), word.lower())
