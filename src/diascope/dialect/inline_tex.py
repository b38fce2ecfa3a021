"""TeX commands in text, which HTML does without (Pandoc manual, "Extension: raw_tex")."""

from __future__ import annotations

import re

from diascope.dialect.inlines import InlineState
from diascope.dialect.raw_tex import ARGUMENTS

_COMMAND = re.compile(rf"\\[A-Za-z@]+\*?{ARGUMENTS}")
_ENVIRONMENT = re.compile(r"\\begin\{([A-Za-z]+\*?)\}[\s\S]*?\\end\{\1\}")


def inline_tex(state: InlineState) -> bool:
    """Read over a command with its arguments, or an environment."""
    found = _ENVIRONMENT.match(state.src, state.pos, state.posMax) or _COMMAND.match(
        state.src, state.pos, state.posMax
    )
    if found is None:
        return False
    token = state.put("raw_inline", "", 0)
    token.content, token.info = found[0], "tex"
    state.pos = found.end()
    return True
