"""Math between dollar signs (Pandoc manual, "Extension: tex_math_dollars")."""

from __future__ import annotations

import re

from diascope.dialect.inlines import InlineState

_INLINE = re.compile(r"\$(?![\s$])((?:[^\s\\$]++|\\[\s\S]|\s++(?!\$))++)\$(?!\d)")
_DISPLAY = re.compile(r"\$\$((?:[^$\\]++|\\[\s\S]|\$(?!\$))++)\$\$")


def math(state: InlineState) -> bool:
    """Inline math without spaces inside the signs, and no digit after; or display math."""
    for pattern, name in ((_DISPLAY, "math_display"), (_INLINE, "math_inline")):
        found = pattern.match(state.src, state.pos, state.posMax)
        if found:
            state.put(name, "span", 0).content = found[1]
            state.pos = found.end()
            return True
    return False
