"""The proportions of images, read from the first bytes of their files.

PNG, JPEG, GIF, WebP, AVIF and SVG are known. What cannot be read has no size, and that is no
error: the style sheet then decides without it.
"""

import re
import struct
from pathlib import Path
from typing import Literal

from diascope.reading.disk import Disk
from diascope.reading.images.avif import avif_size
from diascope.reading.images.jpeg import jpeg_size
from diascope.reading.images.svg import svg_size

Size = tuple[int, int]
"""Width and height in pixels."""

Shape = Literal["wide", "upright", "square"]
"""How an image lies on a slide."""

_HEAD = 1 << 20
"""Bytes that are read of a file; the size stands before the pixels, behind profiles at most."""


def image_size(path: Path, disk: Disk) -> Size | None:
    """Width and height in CSS pixels as a browser shows the image, or nothing."""
    try:
        return disk.summary(path, _measured, _HEAD)
    except OSError:
        return None


def shape(width: int, height: int) -> Shape:
    """The shape of an image: wide from 7:5 on, upright from 4:5 on, square between the two."""
    if width * 5 >= height * 7:
        return "wide"
    return "upright" if width * 5 <= height * 4 else "square"


def _measured(head: bytes) -> Size | None:
    try:
        size = _size(head)
    except (ValueError, ArithmeticError, LookupError, struct.error):
        return None
    return size if size and min(size) > 0 else None


def _size(head: bytes) -> Size | None:
    for beginning, read in _FORMATS:
        if re.match(beginning, head, re.S):
            return read(head)
    return svg_size(head)


def _png(head: bytes) -> Size:
    """PNG specification, section 11.2.1: the header chunk."""
    start = head.index(b"IHDR", 8, 64) + 4
    width, height = struct.unpack_from(">II", head, start)
    return width, height


def _gif(head: bytes) -> Size:
    """GIF89a, section 18: the logical screen."""
    width, height = struct.unpack_from("<HH", head, 6)
    return width, height


def _webp(head: bytes) -> Size | None:
    """RFC 9649, sections 2.5 to 2.7: the first chunk is one of three."""
    chunk = head[12:16]
    if chunk == b"VP8X":
        return _le24(head, 24) + 1, _le24(head, 27) + 1
    if chunk == b"VP8L":
        (bits,) = struct.unpack_from("<I", head, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        width, height = struct.unpack_from("<HH", head, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


def _le24(head: bytes, at: int) -> int:
    low, middle, high = head[at : at + 3]
    return low | middle << 8 | high << 16


_FORMATS = (
    (rb"\x89PNG\r\n\x1a\n", _png),
    (rb"GIF8[79]a", _gif),
    (rb"\xff\xd8\xff", jpeg_size),
    (rb"RIFF....WEBP", _webp),
    (rb"....ftyp", avif_size),
)
"""How a file of each format begins, and what reads it; all others may be SVG."""
