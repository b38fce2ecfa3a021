"""The size of AVIF images, and of HEIF images in general."""

import math
import struct
from collections.abc import Iterator


def avif_size(head: bytes) -> tuple[int, int]:
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
