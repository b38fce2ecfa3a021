"""Which attributes of HTML hold addresses, and in which form.

The forms follow the HTML standard ("srcset", "Attributes" in its index) and reveal.js: backgrounds
may be lists, and `data-background` is an image where its name ends like one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import Protocol

from diascope.links.css import with_css_urls
from diascope.patterns import lazy_pattern


class Role(Enum):
    """What an address is to the page."""

    SHOWN = auto()
    """Shown or run as a part of it: an image, a video, a script."""
    BACKGROUND = auto()
    """A background image; reveal.js decodes and encodes its address once more."""
    LINKED = auto()
    """A link to follow."""
    DOWNLOAD = auto()
    """A link to a file for its own sake, as the attribute `download` says."""
    SHEET = auto()
    """A style sheet, whose own addresses count too."""


class UrlOf(Protocol):
    """Gives the URL in the place of an address."""

    def __call__(self, address: str, role: Role, /) -> str:
        """The URL; the address itself where nothing is to be changed."""


Form = Callable[[str, UrlOf], str]
"""Replaces the addresses in a value."""
_CANDIDATE = lazy_pattern(r"([^\s,](?:\S*[^\s,])?)(\s+[^,]*)?(?=,|$)")
_IMAGE = lazy_pattern(
    r"(?:https?:|file:|//)|[^()]*\.(?:svg|png|jpe?g|gif|bmp|webp|avif)(?:[?#\s]|$)", re.I
)
NOTHING: Mapping[str, str] = MappingProxyType({})
_FLAGS = {"", "true", "false", "auto"}
"""What `data-preview-link` says where it holds no address."""


def _shown(value: str, url_of: UrlOf) -> str:
    return url_of(value, Role.SHOWN)


def _linked(value: str, url_of: UrlOf) -> str:
    return value if value.strip().lower() in _FLAGS else url_of(value, Role.LINKED)


def _download(value: str, url_of: UrlOf) -> str:
    return url_of(value, Role.DOWNLOAD)


def _sheet(value: str, url_of: UrlOf) -> str:
    return url_of(value, Role.SHEET)


def _style(value: str, url_of: UrlOf) -> str:
    return with_css_urls(value, lambda address: url_of(address, Role.SHOWN))


def _srcset(value: str, url_of: UrlOf) -> str:
    return _CANDIDATE.sub(lambda one: url_of(one[1], Role.SHOWN) + (one[2] or ""), value)


def _videos(value: str, url_of: UrlOf) -> str:
    return _list(value, url_of, Role.SHOWN)


def _images(value: str, url_of: UrlOf) -> str:
    if "gradient(" in value:
        return value
    return _list(value, url_of, Role.BACKGROUND)


def _list(value: str, url_of: UrlOf, role: Role) -> str:
    """Addresses with commas between them; `%2C` stands for a comma in a name."""
    if value.lstrip()[:5].lower() == "data:":
        return value
    return ",".join(url_of(part, role) for part in value.split(","))


def _background(value: str, url_of: UrlOf) -> str:
    """A colour, an image, or any value of the CSS property (reveal.js, "Slide Backgrounds")."""
    if _IMAGE.match(value.strip()):
        return _images(value, url_of)
    return _style(value, url_of)


_FORMS: dict[str, Form] = {
    **dict.fromkeys(("src", "data-src", "poster", "background", "lowsrc", "dynsrc"), _shown),
    **dict.fromkeys(("data-preview-image", "data-preview-video", "data-background-iframe"), _shown),
    **dict.fromkeys(("srcset", "data-srcset", "imagesrcset"), _srcset),
    **dict.fromkeys(("style", "fill", "stroke", "filter", "mask", "clip-path", "cursor"), _style),
    **dict.fromkeys(("marker-start", "marker-mid", "marker-end"), _style),
    "data-background-video": _videos,
    "data-background-image": _images,
    "data-background": _background,
    "data-preview-link": _linked,
}
"""The form of every attribute that holds addresses on any element."""
_HREFS = {"href", "xlink:href"}
_ROLES: dict[str, Form] = {"a": _linked, "area": _linked, "link": _linked}
"""What `href` is on elements of HTML; others are SVG's, which show what it names."""


def form_of(element: str, attribute: str, others: Mapping[str, str] = NOTHING) -> Form | None:
    """How the addresses in an attribute are found, or None where it holds none.

    Names in lower case.  `others` are the attributes of the element, which may tell what its
    address is for: `download`, `rel`.
    """
    if attribute in _HREFS:
        if "download" in others:
            return _download
        if "stylesheet" in others.get("rel", "").lower().split():
            return _sheet
        # the address of `base` is no file: it says what all others begin with
        return None if element == "base" else _ROLES.get(element, _shown)
    if attribute == "data":
        return _shown if element == "object" else None
    return _FORMS.get(attribute)
