"""TeX commands in text, which HTML does without (Pandoc manual, "Extension: raw_tex")."""

from __future__ import annotations

import re

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
    if begin is None or state.is_spent():
        return None
    closing = f"\\end{{{begin[1]}}}"
    end = state.src.find(closing, begin.end(), state.posMax)
    state.spend((end if end >= 0 else state.posMax) - state.pos)
    return end + len(closing) if end >= 0 else None


def _command(state: InlineState) -> int | None:
    found = _COMMAND.match(state.src, state.pos, state.posMax)
    if found is None:
        return None
    is_bare = found[0][-1] not in "}0123456789"
    return _after_spaces(state, found.end()) if is_bare else found.end()


def _after_spaces(state: InlineState, pos: int) -> int:
    """TeX reads over the spaces after the name of a command."""
    found = _SPACES.match(state.src, pos, state.posMax)
    return found.end() if found else pos
