"""How wide characters are where every column counts."""

from __future__ import annotations

import unicodedata


def char_width(char: str) -> int:
    """2 for East Asian wide characters, 0 for marks that join another, 1 for all else."""
    if char.isascii():
        return 1
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.category(char) in ("Mn", "Me", "Cf") else 1


def text_width(text: str) -> int:
    """The width of a text in columns."""
    return len(text) if text.isascii() else sum(map(char_width, text))
