"""Slides whose text stands on a picture."""

from __future__ import annotations

import re
from collections.abc import Mapping

ON_PICTURE = "on-picture"
"""The class of a slide that has a picture or a film behind it: light text on a scrim."""
_PICTURES = ("data-background-image", "data-background-video")
_PICTURE_FILE = re.compile(r"(?i)^(https?:|file:|//)|\.(svg|png|jpe?g|gif|bmp|webp|avif)([?#\s]|$)")
"""What reveal.js takes for a picture and not for a colour in `data-background`."""
_FAINT = 0.5
"""Below this opacity a picture is a tint of the paper, on which dark text can be read."""


def is_on_picture(attributes: Mapping[str, str]) -> bool:
    """Whether a section with these attributes has a picture behind it that is more than faint."""
    if not any(attributes.get(name) for name in _PICTURES):
        short = attributes.get("data-background", "")
        if not _PICTURE_FILE.search(short):
            return False
    return _opacity(attributes.get("data-background-opacity", "")) >= _FAINT


def _opacity(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 1
