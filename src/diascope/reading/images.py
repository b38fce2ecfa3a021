"""The sizes and shapes of images, read from the first bytes of their files.

PNG, JPEG, GIF, WebP, AVIF and SVG are known. What cannot be read has no size, and that is no
error: the style sheet then decides without it.
"""

import math
import re
import struct
from collections.abc import Iterator
from typing import Literal

from diascope.reading.svg import svg_size

Size = tuple[int, int]
"""Width and height in pixels."""

Shape = Literal["wide", "upright", "square"]
"""How an image lies on a slide."""

HEAD = 1 << 20
"""Bytes of a file that are enough; the size stands before the pixels, behind profiles at most."""


def image_size(head: bytes) -> Size | None:
    """Width and height in CSS pixels as a browser shows the image, or nothing.

    `head` holds the beginning of the file, `HEAD` bytes of it or all.
    """
    try:
        size = _size(head)
    except (ValueError, ArithmeticError, LookupError, struct.error):
        return None
    return size if size and min(size) > 0 else None


def shape(width: int, height: int) -> Shape:
    """The shape of an image: wide from 7:5 on, upright from 4:5 on, square between the two."""
    if width * 5 >= height * 7:
        return "wide"
    return "upright" if width * 5 <= height * 4 else "square"


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


def _jpeg(head: bytes) -> Size | None:
    """ITU T.81, section B.2: the frame header, and Exif's orientation from before it."""
    turned = False
    for marker, start, end in _segments(head):
        if marker == 0xE1 and head.startswith(b"Exif\0\0", start):
            turned = _orientation(head[start + 6 : end]) >= 5
        elif 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack_from(">HH", head, start + 1)
            return (height, width) if turned else (width, height)
    return None


def _segments(head: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment."""
    at = 2
    while head[at] == 0xFF:
        marker = head[at + 1]
        if marker == 0xFF:  # fill bytes may stand before a marker
            at += 1
        elif marker == 0x01 or 0xD0 <= marker <= 0xD8:
            at += 2
        else:
            (length,) = struct.unpack_from(">H", head, at + 2)
            yield marker, at + 4, at + 2 + length
            at += 2 + max(2, length)


def _orientation(exif: bytes) -> int:
    """The orientation, 1 to 8; from 5 on the image lies on its side."""
    try:
        order = {b"II": "<", b"MM": ">"}[exif[:2]]
        (start,) = struct.unpack_from(order + "I", exif, 4)
        (count,) = struct.unpack_from(order + "H", exif, start)
        for entry in range(start + 2, start + 2 + 12 * count, 12):
            tag, value = struct.unpack_from(order + "H6xH", exif, entry)
            if tag == 0x0112:
                return int(value)
    except (LookupError, struct.error):
        pass  # a broken note about the image leaves the image as it is
    return 1


def _avif(head: bytes) -> Size:
    """ISO/IEC 23008-12, sections 6.5.3 and 6.5.10: the largest image, turned as it asks for."""
    start, end = 0, len(head)
    for name, version in ((b"meta", 4), (b"iprp", 0), (b"ipco", 0)):
        inside = [(at, to) for kind, at, to in _boxes(head, start, end) if kind == name]
        start, end = inside[0][0] + version, inside[0][1]
    properties = list(_boxes(head, start, end))
    sizes = [struct.unpack_from(">4xII", head, at) for kind, at, _ in properties if kind == b"ispe"]
    width, height = max(sizes, key=math.prod)
    turned = any(head[at] & 1 for kind, at, _ in properties if kind == b"irot")
    return (height, width) if turned else (width, height)


def _boxes(head: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Type, start and end of each box (ISO/IEC 14496-12, section 4.2)."""
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", head, start)
        body = start + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", head, body)
            body += 8
        to = start + size if size else end
        if to <= start:
            return
        yield kind, body, min(to, end)
        start = to


_FORMATS = (
    (rb"\x89PNG\r\n\x1a\n", _png),
    (rb"GIF8[79]a", _gif),
    (rb"\xff\xd8\xff", _jpeg),
    (rb"RIFF....WEBP", _webp),
    (rb"....ftyp", _avif),
)
"""How a file of each format begins, and what reads it; all others may be SVG."""
