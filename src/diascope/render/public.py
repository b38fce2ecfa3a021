"""Sections for everybody: without what only the speaker should read."""

from __future__ import annotations

import re

from diascope.patterns import lazy_pattern

_OPEN = lazy_pattern(
    r"<aside\b(?=[^>]*\bclass\s*=\s*(?:\"[^\"]*\bnotes\b[^\"]*\"|'[^']*\bnotes\b[^']*'|notes\b))"
    r"(?:[^>\"']|\"[^\"]*\"|'[^']*')*>",
    re.I,
)
_ANY = lazy_pattern(r"<(/?)aside\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.I)
_ATTRIBUTE = lazy_pattern(r"(<section\b[^>]*?)\s+data-notes\s*=\s*(?:\"[^\"]*\"|'[^']*')", re.I)


def without_notes(html: str) -> str:
    """A section without speaker notes: elements `aside.notes`, and the attribute `data-notes`."""
    html = _ATTRIBUTE.sub(r"\1", html)
    while opened := _OPEN.search(html):
        depth, end = 1, len(html)
        for tag in _ANY.finditer(html, opened.end()):
            depth += -1 if tag[1] else 1
            if depth == 0:
                end = tag.end()
                break
        html = html[: opened.start()] + html[end:]
    return html
