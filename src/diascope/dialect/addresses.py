"""Addresses of links and images: escapes taken out, unsafe characters percent-encoded."""

from __future__ import annotations

from diascope.dialect.references import PATTERN, character
from diascope.patterns import lazy_pattern

_ESCAPE = lazy_pattern(rf"\\([\W_])|{PATTERN}")
_UNSAFE = lazy_pattern(r'[\s<>|"{}\[\]^`\\]')


def unescape(text: str) -> str:
    """The text without backslash escapes and with character references resolved."""
    if "\\" not in text and "&" not in text:
        return text
    return _ESCAPE.sub(lambda found: found[1] or character(found[0]), text)


def escape_address(address: str) -> str:
    """The address with spaces and the characters that HTML or URLs forbid percent-encoded."""
    if not _UNSAFE.search(address):
        return address
    return _UNSAFE.sub(lambda found: "".join(f"%{b:02X}" for b in found[0].encode()), address)
