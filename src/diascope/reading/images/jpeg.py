"""The size of JPEG images, as Exif turns them."""

import struct
from collections.abc import Iterator


def jpeg_size(head: bytes) -> tuple[int, int] | None:
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
