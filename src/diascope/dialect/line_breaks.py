"""What the ends of lines become (Pandoc manual, "Extension: hard_line_breaks",
"ignore_line_breaks", "east_asian_line_breaks")."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from diascope.dialect.extensions import EAST_ASIAN, HARD, IGNORED, Extensions
from diascope.dialect.tokens import Token, changed

_SWITCHES = frozenset({EAST_ASIAN, HARD, IGNORED})
WITHOUT_SPACES = frozenset("ja yue zh".split())
"""Languages whose words no spaces part, so that the end of a line is none either."""


def with_line_breaks(tokens: list[Token], extensions: Extensions) -> list[Token]:
    """The tokens with ends of lines as these extensions have them."""
    if _SWITCHES.isdisjoint(extensions):
        return tokens
    kept = list[Token]()
    for at, token in enumerate(tokens):
        if token.type != "softbreak":
            kept.append(token)
        elif HARD in extensions:
            kept.append(changed(token, type="hardbreak"))
        elif IGNORED in extensions:
            continue
        elif not (EAST_ASIAN in extensions and _is_between_wide(tokens, at)):
            kept.append(token)
    return kept


def _is_between_wide(tokens: Sequence[Token], at: int) -> bool:
    """Whether wide characters stand on both sides of a line's end, tags not counted."""
    before = next((t for t in reversed(tokens[:at]) if not t.nesting), None)
    after = next((t for t in tokens[at + 1 :] if not t.nesting), None)
    return bool(before and after and _is_wide(before.content[-1:]) and _is_wide(after.content[:1]))


def _is_wide(char: str) -> bool:
    return char != "" and unicodedata.east_asian_width(char) in "WF"
