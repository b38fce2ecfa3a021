"""TeX commands in text, which HTML does without (Pandoc manual, "Extension: raw_tex")."""

from __future__ import annotations

import re

from diascope.dialect.inline_state import InlineState

_GROUP = r"\{(?:[^{}\\]++|\\[\s\S]|\{(?:[^{}\\]++|\\[\s\S]|\{(?:[^{}\\]++|\\[\s\S])*+\})*+\})*+\}"
_OVERLAY = r"<[\d+,|. -]++>"
_ARGUMENTS = rf"(?:(?:{_OVERLAY})?(?:\s*+(?:\[[^\]\[\n]*+\]|{_GROUP}))+|{_OVERLAY})"
_COMMAND = re.compile(
    rf"\\[^\W\d_]++(?:\d[^\W_]*+|\*?(?:{_ARGUMENTS}|=-?[\d.]++[a-z]*+|[ \t]*+))(?!\{{)"
)
_BEGIN = re.compile(r"\\begin\{([A-Za-z]+\*?)\}")


def inline_tex(state: InlineState) -> bool:
    """Read over a command with its arguments, or an environment."""
    end = _environment(state) or _command(state)
    if end is None:
        return False
    token = state.put("raw_inline", "", 0)
    token.content, token.info = state.src[state.pos : end], "tex"
    state.pos = end
    return True


def _environment(state: InlineState) -> int | None:
    """Where the environment that begins here ends."""
    begin = _BEGIN.match(state.src, state.pos, state.posMax)
    if begin is None:
        return None
    closing = f"\\end{{{begin[1]}}}"
    end = state.src.find(closing, begin.end(), state.posMax)
    return end + len(closing) if end >= 0 and state.spend(end - state.pos) else None


def _command(state: InlineState) -> int | None:
    found = _COMMAND.match(state.src, state.pos, state.posMax)
    return found.end() if found and state.spend(len(found[0])) else None
