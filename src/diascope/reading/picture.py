"""What the bytes of an image file tell of how a page shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diascope.reading.images import HEAD, Size, image_size

if TYPE_CHECKING:
    from diascope.reading.drawing import Drawing

_PNG = b"\x89PNG\r\n\x1a\n"
_COLOURS_ALONE = {b"\x00", b"\x02"}
"""PNG's colour types without transparency of their own (PNG specification, section 11.2.1)."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as it is laid out."""

    size: Size | None = None
    """Width and height in CSS pixels, where the file tells them."""
    is_opaque: bool = False
    """Whether surely nothing can be seen through it."""
    drawing: Drawing | None = None
    """The drawing that becomes a part of the page, so that its colours follow the scheme."""


def read_picture(head: bytes) -> Picture:
    """What the beginning of a file tells; `HEAD` bytes of it or all."""
    return Picture(image_size(head), is_opaque(head), _drawing(head))


def _drawing(head: bytes) -> Drawing | None:
    """The drawing in a whole file whose colours follow the text's; its reader is seldom needed."""
    if len(head) >= HEAD or b"currentcolor" not in head.lower():
        return None
    from diascope.reading.drawing import read_drawing

    return read_drawing(head)


def is_opaque(head: bytes) -> bool:
    """Whether an image is a JPEG, a PNG without transparency or a simple WebP."""
    if head.startswith(_PNG):
        before = head.partition(b"IDAT")[0]
        colours = before.partition(b"IHDR")[2][9:10]
        return colours in _COLOURS_ALONE and b"tRNS" not in before
    return bool(re.match(rb"\xff\xd8\xff|RIFF....WEBPVP8 ", head, re.S))
