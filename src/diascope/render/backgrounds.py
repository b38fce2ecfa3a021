"""Slides whose text stands on a picture."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from diascope.patterns import lazy_pattern

ON_PICTURE = "on-picture"
"""The class of a slide that has a picture or a film behind it: light text on a scrim."""
_URL = "%/:?#[]@!$&'()*+,;=~"
"""What stays as it is in the URL of a picture: quotes, backslashes and spaces do not."""
_PICTURE_FILE = lazy_pattern(
    r"(?i)^(https?:|file:|//)|\.(svg|png|jpe?g|gif|bmp|webp|avif)([?#\s]|$)"
)
"""What reveal.js takes for a picture and not for a colour in `data-background`."""
_FAINT = 0.5
"""Below this opacity a picture is a tint of the paper, on which dark text can be read."""


def is_on_picture(attributes: Mapping[str, str]) -> bool:
    """Whether a section with these attributes has a picture behind it that is more than faint."""
    if not (attributes.get("data-background-video") or has_picture(attributes)):
        return False
    return _opacity(attributes.get("data-background-opacity", "")) >= _FAINT


def with_picture(attributes: Mapping[str, str]) -> dict[str, str]:
    """The attributes, and the picture as a custom property for the reading view (`reading.css`).

    No browser loads it unless a style sheet uses the property.
    """
    first = _first(attributes.get("data-background-image") or attributes["data-background"])
    picture = f'--picture: url("{quote(first, _URL)}")'
    style = attributes.get("style", "")
    return {**attributes, "style": f"{picture}; {style}" if style else picture}


def has_picture(attributes: Mapping[str, str]) -> bool:
    """Whether the background is a picture, and not only a film or a colour."""
    short = attributes.get("data-background", "")
    return bool(attributes.get("data-background-image") or _PICTURE_FILE.search(short))


def _first(pictures: str) -> str:
    """The topmost of several pictures; a `data:` URL is one picture, for reveal.js as well."""
    pictures = pictures.strip()
    return pictures if pictures.startswith("data:") else pictures.split(",")[0].strip()


def _opacity(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 1
