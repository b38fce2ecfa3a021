"""TeX commands in text, which HTML does without (Pandoc manual, "Extension: raw_tex")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diascope.dialect.inline_state import InlineState

_GROUP = r"\{(?:[^{}\\]++|\\[\s\S]|\{(?:[^{}\\]++|\\[\s\S]|\{(?:[^{}\\]++|\\[\s\S])*+\})*+\})*+\}"
_OVERLAY = r"<[\d+,|. -]++>"
_ARGUMENTS = rf"(?:[ \t]*+\[[^\]\[\n]*+\])*+(?:[ \t]*+(?:{_GROUP})++)?+"
_NUMBER = r"(?:=|[ \t]*+)-?\d++(?:\.\d++)?+(?:pt|cm|mm|em|ex|in)?+"
_ACCENT = rf"\\[bcdkrtuvH](?![A-Za-z])[ \t]*+(?:{_GROUP}|[^\s{{}}])"
_COMMAND = re.compile(
    rf"{_ACCENT}|\\[^\W\d_]++(?:\d[^\W_]*+|(?:[ \t]*+\*)?(?:{_OVERLAY})?(?:{_NUMBER}|{_ARGUMENTS}))"
    r"(?!\{)"
)
_SPACES = re.compile(r"[ \t]*+")
_BEGIN = re.compile(r"\\begin\{([A-Za-z]+\*?)\}")


def inline_tex(state: InlineState) -> bool:
    """Read over a command with its arguments, or an environment."""
    end = _environment(state) or command_end(state.src, state.pos, state.posMax)
    if end is None:
        return False
    token = state.put("raw_inline", "", 0)
    token.content, token.info = state.src[state.pos : end], "tex"
    state.pos = end
    return True


def _environment(state: InlineState) -> int | None:
    """Where the environment that begins here ends."""
    begin = _BEGIN.match(state.src, state.pos, state.posMax)
    if begin is None or state.is_spent():
        return None
    closing = f"\\end{{{begin[1]}}}"
    end = state.src.find(closing, begin.end(), state.posMax)
    state.spend((end if end >= 0 else state.posMax) - state.pos)
    return end + len(closing) if end >= 0 else None


def command_end(text: str, pos: int, stop: int) -> int | None:
    """Where the command ends that begins here, spaces after a bare name included; or None."""
    found = _COMMAND.match(text, pos, stop)
    if found is None:
        return None
    if found[0][-1] in "}0123456789":
        return found.end()
    spaces = _SPACES.match(text, found.end(), stop)
    return spaces.end() if spaces else found.end()
