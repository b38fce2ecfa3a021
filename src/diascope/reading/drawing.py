"""SVG files whose colours follow the page: drawings that name `currentColor`.

An image in a page knows nothing of the page's colours, so such a drawing becomes a part of it:

1. a drawing with a document type, with elements that do more than draw, and one that leads to
   other files, stays an image;
2. identifiers get a prefix that is the drawing's own in the page, and style sheets are nested in a
   selector of the drawing, so that neither touches anything else;
3. what editors leave in a file, elements and attributes of other namespaces, is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from xml.etree import ElementTree

from diascope.patterns import lazy_pattern

_FOLLOWS = re.compile(rb"currentcolor", re.I)
_LONGEST = 1 << 17
"""Bytes of a drawing that may become a part of a page."""
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)
_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_DRAWN = frozenset(
    """animate animateMotion animateTransform circle clipPath defs desc ellipse filter g image line
    linearGradient marker mask mpath path pattern polygon polyline radialGradient rect set stop
    style svg switch symbol text textPath title tspan use view""".split()
)
_EFFECT = lazy_pattern(r"fe[A-Z][A-Za-z]+")
"""Elements that draw, filter effects among them; others may do more in a page than in an image."""
_PREFIX = "\0"
"""What stands before every identifier, until the place in a page is known."""
_URL = lazy_pattern(r"""url\(\s*["']?#([^)"']+)["']?\s*\)""")
_IN_LISTS = {"aria-labelledby", "aria-describedby"}
_OWN = {"width", "height", "x", "y", "id", "class", "role"}
"""Attributes of the root that the page sets."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing that can stand in a page."""

    attributes: Mapping[str, str]
    """The attributes of its root, the view box among them."""
    content: str
    """What stands in the root, as HTML; `within` gives its identifiers their prefix."""

    def within(self, prefix: str) -> str:
        """The content, with this before every identifier."""
        return self.content.replace(_PREFIX, prefix)


class _ImageOnlyError(Exception):
    """The drawing can only be shown as an image."""


def read_drawing(data: bytes) -> Drawing | None:
    """The drawing that an SVG file holds; None where it is to stay an image, or is none."""
    if len(data) > _LONGEST or not _FOLLOWS.search(data) or _DOCTYPE.search(data):
        return None
    try:
        root = ElementTree.fromstring(data)
        if root.tag != f"{_SVG}svg" or "viewBox" not in root.attrib:
            return None
        known = {found for one in root.iter() if (found := one.get("id"))}
        attributes = dict(_attributes(root, known))
        return Drawing(attributes, "".join(_inside(root, known)))
    except (ElementTree.ParseError, LookupError, ValueError, RecursionError, _ImageOnlyError):
        return None


def _inside(element: ElementTree.Element, known: set[str]) -> Iterator[str]:
    yield escape(element.text or "", quote=False)
    for child in element:
        if isinstance(child.tag, str) and child.tag.startswith(_SVG):
            yield from _element(child, known)
        yield escape(child.tail or "", quote=False)


def _element(element: ElementTree.Element, known: set[str]) -> Iterator[str]:
    name = element.tag.removeprefix(_SVG)
    if name == "metadata":
        return
    if name not in _DRAWN and not _EFFECT.fullmatch(name):
        raise _ImageOnlyError
    pairs = {**dict(_attributes(element, known)), **_identifier(element)}
    written = "".join(f' {key}="{escape(value)}"' for key, value in pairs.items())
    content = _nested(element.text or "") if name == "style" else "".join(_inside(element, known))
    yield f"<{name}{written}>{content}</{name}>"


def _identifier(element: ElementTree.Element) -> dict[str, str]:
    found = element.get("id")
    return {"id": _PREFIX + found} if found else {}


def _attributes(element: ElementTree.Element, known: set[str]) -> Iterator[tuple[str, str]]:
    is_root = element.tag == f"{_SVG}svg"
    for key, value in element.attrib.items():
        name = "href" if key == _HREF else key
        if name.startswith("{") or name == "id" or (is_root and name in _OWN):
            continue
        if name.lower().startswith("on"):
            raise _ImageOnlyError
        yield name, _value(name, value, known)


def _value(name: str, value: str, known: set[str]) -> str:
    if name == "href":
        if value.startswith("#"):
            return f"#{_PREFIX}{value[1:]}"
        if not value.startswith("data:image/"):
            raise _ImageOnlyError
    if name in _IN_LISTS:
        return " ".join(_PREFIX + one if one in known else one for one in value.split())
    if "url(" in value:
        if _URL.sub("", value).count("url("):
            raise _ImageOnlyError
        return _URL.sub(lambda found: f"url(#{_PREFIX}{found[1]})", value)
    return value


def _nested(css: str) -> str:
    """A style sheet within a selector of the drawing (CSS Nesting)."""
    if re.search(r"[@<\\]|url\(|#[\w-]+\s*[{,:.>]", css):
        raise _ImageOnlyError
    return f"[data-drawing='{_PREFIX}'] {{ {css} }}"
