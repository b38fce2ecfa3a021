"""Attributes in braces, `{#id .class key="value" -}`.

Pandoc manual, "Extension: header_attributes", "fenced_code_attributes" and
"link_attributes" all share this one form.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from diascope.diagnostics.place import UNKNOWN, Place
from diascope.dialect.html_escape import escape_html
from diascope.patterns import lazy_pattern

_NAME = r"[^\W\d_][\w\-:.]*"
_ITEM = lazy_pattern(
    rf"""\#(?P<id>[\w\-:.]+)
      | \.(?P<class>{_NAME}|[\-_]+{_NAME})
      | (?P<key>{_NAME})=(?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\]|\\.)*)'
                           |(?P<bare>(?:\\[^\w\s]|[^\s}}])*))
      | (?P<unnumbered>-)""",
    re.X | re.S,
)
_SPACE = lazy_pattern(r"[ \t]*(?:\n[ \t]*)?(?!\n)")
_ESCAPE = lazy_pattern(r"\\([^\w]|_)")
_RAW = lazy_pattern(r"\{[ \t]*=([\w-]+)[ \t]*\}")
HTML_FORMATS = frozenset({"html", "html5", "html4", "revealjs"})
"""The formats of raw text (`{=html}`) that a page holds."""

BLEED = "bleed"
"""The class of an image that reaches to the edges of its slide, and is cut to its place."""

HTML_ATTRIBUTES = frozenset(
    """abbr accept accept-charset accesskey action allow allowfullscreen allowpaymentrequest
    allowusermedia alt as async autocapitalize autocomplete autofocus autoplay charset checked cite
    class color cols colspan content contenteditable controls coords crossorigin data datetime
    decoding default defer dir dirname disabled download draggable enctype enterkeyhint for form
    formaction formenctype formmethod formnovalidate formtarget headers height hidden high href
    hreflang http-equiv id imagesizes imagesrcset inputmode integrity is ismap itemid itemprop
    itemref itemscope itemtype kind label lang list loading loop low manifest max maxlength media
    method min minlength multiple muted name nomodule nonce novalidate onabort onblur onclick
    onerror onload open optimum pattern ping placeholder playsinline poster preload readonly
    referrerpolicy rel required reversed role rows rowspan sandbox scope selected shape size sizes
    slot span spellcheck src srcdoc srclang srcset start step style tabindex target title translate
    type typemustmatch updateviacache usemap value width workertype wrap about datatype inlist
    prefix property resource typeof vocab rev""".split()
)
"""Names that stay as they are in HTML; every other one becomes a `data-` attribute."""


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands in a pair of braces."""

    id: str = ""
    """The identifier, without `#`."""
    classes: tuple[str, ...] = ()
    """The classes, in order."""
    pairs: tuple[tuple[str, str], ...] = ()
    """Key and value, in order, keys as written."""
    place: Place = field(default=UNKNOWN, compare=False)
    """Where they stand, if that is not with what they belong to."""
    spans: tuple[tuple[int, int], ...] = field(default=(), compare=False)
    """Where the value of each pair begins in the text that was parsed, and its length in it."""

    def get(self, key: str, default: str = "") -> str:
        """The value of the first pair with this key."""
        return next((value for name, value in self.pairs if name == key), default)

    def value_place(self, key: str, place: Place) -> Place:
        """The place of the value of the first pair with this key.

        `place` is that of the text that was parsed; of its further lines the columns are not known.
        """
        spans = zip(self.pairs, self.spans, strict=False)
        at, length = next((span for (name, _), span in spans if name == key), (-1, 0))
        if at < 0 or place.column is None:
            return place
        return place._replace(column=place.column + at, length=length)

    def __bool__(self) -> bool:
        return bool(self.id or self.classes or self.pairs)

    def html(self) -> dict[str, str]:
        """The attributes as HTML has them: unknown keys with `data-` before them."""
        found: dict[str, str] = {}
        if self.id:
            found["id"] = self.id
        if self.classes:
            found["class"] = " ".join(self.classes)
        found.update((html_name(key), value) for key, value in self.pairs)
        return found

    def without(self, *classes: str) -> Attributes:
        """The same attributes less these classes."""
        kept = tuple(name for name in self.classes if name not in classes)
        return Attributes(self.id, kept, self.pairs)


NONE = Attributes()


def html_name(key: str) -> str:
    """The name an attribute has in HTML5 (Pandoc's HTML writer adds `data-` to unknown ones)."""
    known = key in HTML_ATTRIBUTES or ":" in key or key.startswith(("data-", "aria-"))
    return key if known else "data-" + key


def parse_attributes(
    text: str, pos: int = 0, end: int | None = None
) -> tuple[Attributes, int] | None:
    """The attributes whose `{` stands at `pos` and the position after `}`, or None."""
    found, at = read_attributes(text, pos, len(text) if end is None else end)
    return None if found is None else (found, at)


def read_attributes(text: str, pos: int, stop: int) -> tuple[Attributes | None, int]:
    """The attributes whose `{` stands at `pos`, if they are that, and how far was looked for them.

    That is the position after `}`, or where looking ended in vain; who asks at many places of one
    text counts that, so that the whole stays linear.
    """
    if not text.startswith("{", pos, stop):
        return None, pos
    at = far = _skip(text, pos + 1, stop)
    name, classes, pairs = "", list[str](), list[tuple[str, str]]()
    spans, line_end = list[tuple[int, int]](), _first_line_end(text)
    while not text.startswith("}", at, stop):
        item = _ITEM.match(text, at, stop)
        if item is None or item.end() == at:
            return None, max(at, far)
        if item["bare"] and item["bare"][0] in "\"'":
            far = stop  # it was looked for the other quotation mark
        if item["id"]:
            name = item["id"]
        elif item["class"]:
            classes.append(item["class"])
        elif item["unnumbered"]:
            classes.append("unnumbered")
        else:
            key, value = item["key"], _value(item)
            if key == "id":
                name = value
            elif key == "class":
                classes += value.split()
            else:
                pairs.append((key, value))
                start, end = item.span(item.lastgroup or 0)
                spans.append((start if line_end < 0 or end <= line_end else -1, end - start))
        at = _skip(text, item.end(), stop)
    found = Attributes(name, tuple(classes), tuple(pairs), spans=tuple(spans))
    return found, at + 1


def raw_format(text: str, pos: int = 0) -> tuple[str, int] | None:
    """The format of `{=format}` at `pos` and the position after it (raw_attribute), or None."""
    match = _RAW.match(text, pos)
    return (match[1], match.end()) if match else None


def render_attributes(pairs: Mapping[str, str] | Iterable[tuple[str, str]]) -> str:
    """` key="value"` for each pair, escaped."""
    items = pairs.items() if isinstance(pairs, Mapping) else pairs
    return "".join(f' {escape_html(key)}="{escape_html(value)}"' for key, value in items)


@lru_cache(4)
def _first_line_end(text: str) -> int:
    """Where the first line of a text ends; many braces of one text ask, one after the other."""
    return text.find("\n")


def _skip(text: str, pos: int, stop: int) -> int:
    match = _SPACE.match(text, pos, stop)
    return match.end() if match else pos


def _value(item: re.Match[str]) -> str:
    raw = next(v for v in (item["double"], item["single"], item["bare"]) if v is not None)
    return html.unescape(_ESCAPE.sub(r"\1", raw))
