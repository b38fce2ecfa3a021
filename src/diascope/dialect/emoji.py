"""Emoji by name, `:rocket:` (Pandoc manual, "Extension: emoji")."""

from __future__ import annotations

from functools import cache

from diascope.dialect.inline_state import InlineState
from diascope.patterns import lazy_pattern

_NAME = lazy_pattern(r":([\w+-]+):")


def emoji(state: InlineState) -> bool:
    """An emoji by one of GitHub's names for it; other names stay text."""
    match = _NAME.match(state.src, state.pos, state.posMax)
    sign = _by_name().get(match[1]) if match else None
    if match is None or sign is None:
        return False
    state.put("span_open", "span", 1).attrs = {"class": "emoji", "data-emoji": match[1]}
    state.write(sign)
    state.put("span_close", "span", -1)
    state.pos = match.end()
    return True


@cache
def _by_name() -> dict[str, str]:
    """Every emoji by its names; the table is loaded with the first of them."""
    from emoji import EMOJI_DATA

    found = dict[str, str]()
    for sign, about in EMOJI_DATA.items():
        for name in (*about.get("alias", ()), about["en"]):
            found.setdefault(name.strip(":"), sign)
    return found
