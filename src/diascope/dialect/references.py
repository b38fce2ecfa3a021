"""Character references, `&copy;`, `&#169;` and `&#xA9;` (Pandoc manual, "Backslash escapes")."""

from __future__ import annotations

import html
from html.entities import html5

PATTERN = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
"""What a reference looks like, as a part of a regular expression."""


def character(reference: str) -> str:
    """The characters that a reference stands for; itself when it is none."""
    if reference.startswith("&#"):
        return html.unescape(reference)
    return html5.get(reference[1:], reference)
