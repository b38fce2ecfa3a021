"""Text that a style sets too small to be read from the back of a room."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diascope.check.subject import Subject, seen
from diascope.config.types import LIMITS_KNOWN
from diascope.diagnostics import Diagnostic
from diascope.dialect.attributes import Attributes
from diascope.dialect.tokens import Token
from diascope.links.raw_html import elements
from diascope.patterns import lazy_pattern

_SIZE = lazy_pattern(r"(?<![\w-])font-size\s*:\s*([\d.]+)(px|pt|em|rem|%|vh)(?![\w%])", re.I)
_PIXELS = {"px": 1.0, "pt": 4 / 3, "em": 36.0, "rem": 36.0, "%": 0.36, "vh": 7.2}
"""Pixels of a unit at most, on a slide that is 720 pixels high and has little text."""
_RAW = {"html_block", "html_inline", "raw_block", "raw_inline"}


def small_text(subject: Subject) -> Iterator[Diagnostic]:
    """Advice for every style that sets text below the limit, in pixels of a slide of 720."""
    limit = {**LIMITS_KNOWN, **subject.config.limits}["size"]
    for token, *_ in seen(subject.nodes):
        sizes = (match for style in _styles(token) for match in _SIZE.finditer(style))
        for size in sizes:
            pixels = _number(size[1]) * _PIXELS[size[2].lower()]
            if 0 < pixels < limit:
                message = f"`{size[0]}` is at most {pixels:.0f} pixels; the limit is {limit}"
                yield Diagnostic("text-small", token.place, message)
                break


def _styles(token: Token) -> Iterator[str]:
    if token.type in _RAW:
        for element in elements(token.content):
            for name, begin, end in element.attributes:
                if name == "style":
                    yield token.content[begin:end]
        return
    given = token.meta.get("attributes") if token.meta else None
    if isinstance(given, Attributes):
        yield given.get("style")
    yield str(token.attrs.get("style", "")) if token.attrs else ""


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0
