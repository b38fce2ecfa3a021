"""Bytes with a checksum before them (CRC-32), by which damaged files of a cache are found out."""

from __future__ import annotations

from zlib import crc32

_SIZE = 4
"""Bytes of the checksum."""


def sealed(content: bytes) -> bytes:
    """The content behind its checksum."""
    return crc32(content).to_bytes(_SIZE, "big") + content


def unsealed(kept: bytes) -> bytes | None:
    """The content; None where the checksum is that of another one."""
    content = kept[_SIZE:]
    return content if kept[:_SIZE] == crc32(content).to_bytes(_SIZE, "big") else None
