"""TeX commands in text, which HTML does without (Pandoc manual, "Extension: raw_tex")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diascope.dialect.tex_formulas import BARE_TEX, formula
from diascope.dialect.tokens import Token
from diascope.patterns import lazy_pattern

if TYPE_CHECKING:
    from diascope.dialect.inline_state import InlineState

_GROUP = r"\{(?:[^{}\\]++|\\[\s\S]|\{(?:[^{}\\]++|\\[\s\S]|\{(?:[^{}\\]++|\\[\s\S])*+\})*+\})*+\}"
_OVERLAY = r"<[\d+,|. -]++>"
_ARGUMENTS = rf"(?:[ \t]*+\[[^\]\[\n]*+\])*+(?:[ \t]*+(?:{_GROUP})++)?+"
_NUMBER = r"(?:=|[ \t]*+)-?\d++(?:\.\d++)?+(?:pt|cm|mm|em|ex|in)?+"
_ACCENT = rf"\\[bcdkrtuvH](?![A-Za-z])[ \t]*+(?:{_GROUP}|[^\s{{}}])"
_COMMAND = lazy_pattern(
    rf"{_ACCENT}|\\(?!(?:begin|end)(?![A-Za-z]))[^\W\d_]++"
    rf"(?:\d[^\W_]*+|(?:[ \t]*+\*)?(?:{_OVERLAY})?(?:{_NUMBER}|{_ARGUMENTS}))"
    r"(?!\{)"
)
_SPACES = lazy_pattern(r"[ \t]*+")


def inline_tex(state: InlineState) -> bool:
    """Read over a command with its arguments, or an environment."""
    end = state.environment_end(state.pos) or command_end(state.src, state.pos, state.posMax)
    if end is None:
        return False
    put_tex(state, state.src[state.pos : end], end).markup = BARE_TEX
    return True


def put_tex(state: InlineState, tex: str, end: int, info: str = "tex") -> Token:
    """Put a formula, or TeX that is none, and go on at `end`."""
    found = formula(tex, state.context.macro)
    token = state.put(found.kind if found else "raw_inline", "span" if found else "", 0)
    token.content, token.info = (found.tex, "") if found else (tex, info)
    token.place = state.place_at(state.pos, end - state.pos)
    state.pos = end
    return token


def command_end(text: str, pos: int, stop: int) -> int | None:
    """Where the command ends that begins here, spaces after a bare name included; or None."""
    match = _COMMAND.match(text, pos, stop)
    if match is None:
        return None
    if match[0][-1] in "}0123456789":
        return match.end()
    spaces = _SPACES.match(text, match.end(), stop)
    return spaces.end() if spaces else match.end()
