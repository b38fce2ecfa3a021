"""The addresses in raw HTML."""

from __future__ import annotations

import re
from collections.abc import Callable

_SOURCES = re.compile(
    r"""(<[a-zA-Z][^<>]*?\s(?:src|data-src|poster|data-background-image|data-background-video)\s*=\s*)("[^"]*"|'[^']*')"""
)


def with_urls(html: str, url_of: Callable[[str], str]) -> str:
    """Raw HTML with the addresses of what its tags show replaced by URLs."""

    def replaced(found: re.Match[str]) -> str:
        mark, address = found[2][0], found[2][1:-1]
        return f"{found[1]}{mark}{url_of(address)}{mark}"

    return _SOURCES.sub(replaced, html)
