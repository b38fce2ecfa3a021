"""Images that people who cannot see them know nothing of (WCAG 1.1.1)."""

from __future__ import annotations

from collections.abc import Iterator

from diascope.check.subject import Subject, seen
from diascope.diagnostics import Diagnostic
from diascope.dialect.attributes import Attributes
from diascope.dialect.tokens import Token
from diascope.links.raw_html import elements
from diascope.render.media import media_kind

_DECORATIVE = {"decorative", "icon", "emoji"}
_RAW = {"html_block", "html_inline", "raw_block", "raw_inline"}


def image_descriptions(subject: Subject) -> Iterator[Diagnostic]:
    """Advice for every image without a description."""
    for token, *_ in seen(subject.nodes):
        if token.type == "image" and _lacks(token):
            hint = "say in the brackets what it shows: `![a moon over a lake](moon.jpg)`"
            yield _finding(token, hint)
        elif token.type in _RAW and any(_lacks_alt(token.content)):
            yield _finding(token, 'add `alt="…"`, or `alt=""` where it only decorates')


def _lacks(token: Token) -> bool:
    given: Attributes = token.meta["attributes"]
    is_decorative = not _DECORATIVE.isdisjoint(given.classes) or given.get("role") == "presentation"
    return (
        not token.content.strip()
        and not is_decorative
        and not given.get("aria-label")
        and media_kind(str(token.attrs["src"])) == "image"
    )


def _lacks_alt(html: str) -> Iterator[bool]:
    for element in elements(html):
        names = {attribute.name for attribute in element.attributes}
        if element.name == "img":
            yield names.isdisjoint({"alt", "aria-label", "aria-hidden", "role"})


def _finding(token: Token, hint: str) -> Diagnostic:
    message = "this image has no description"
    return Diagnostic("image-undescribed", token.place, message, hint)
