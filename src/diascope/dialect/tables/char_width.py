"""How wide characters are where every column counts."""

from __future__ import annotations

from unicodedata import category, east_asian_width

_NO_WIDTH = ("Mn", "Me", "Cf", "Cc")


def char_width(char: str) -> int:
    """2 for East Asian wide characters, 0 for marks that join another, 1 for all else."""
    if " " <= char <= "~":
        return 1
    kind = category(char)
    if kind in _NO_WIDTH:
        return 0
    return 2 if east_asian_width(char) in "WF" and kind != "Cn" else 1


def text_width(text: str) -> int:
    """The width of a text in columns."""
    return len(text) if text.isprintable() and text.isascii() else sum(map(char_width, text))
