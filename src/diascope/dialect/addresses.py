"""Addresses of links and images: escapes taken out, unsafe characters percent-encoded."""

from __future__ import annotations

import html
import re

_ESCAPE = re.compile(r"\\([^\w]|_)")
_UNSAFE = re.compile(r'[\s<>|"{}\[\]^`\\]')


def unescape(text: str) -> str:
    """The text without backslash escapes and with character references resolved."""
    text = _ESCAPE.sub(r"\1", text) if "\\" in text else text
    return html.unescape(text) if "&" in text else text


def escape_address(address: str) -> str:
    """The address with spaces and the characters that HTML or URLs forbid percent-encoded."""
    if not _UNSAFE.search(address):
        return address
    return _UNSAFE.sub(lambda found: "".join(f"%{b:02X}" for b in found[0].encode()), address)
