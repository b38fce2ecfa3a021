"""Addresses of links and images: escapes taken out, unsafe characters percent-encoded."""

from __future__ import annotations

import html
import re

_ESCAPE = re.compile(r"\\([\W_])|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_UNSAFE = re.compile(r'[\s<>|"{}\[\]^`\\]')


def unescape(text: str) -> str:
    """The text without backslash escapes and with character references resolved."""
    if "\\" not in text and "&" not in text:
        return text
    return _ESCAPE.sub(lambda found: found[1] or html.unescape(found[0]), text)


def escape_address(address: str) -> str:
    """The address with spaces and the characters that HTML or URLs forbid percent-encoded."""
    if not _UNSAFE.search(address):
        return address
    return _UNSAFE.sub(lambda found: "".join(f"%{b:02X}" for b in found[0].encode()), address)
