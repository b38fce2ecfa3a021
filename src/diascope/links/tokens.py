"""Tokens with URLs in the place of addresses: links, images, attributes, raw HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import is_not
from typing import Any

from diascope.diagnostics.place import UNKNOWN, Place
from diascope.dialect.attributes import HTML_FORMATS, Attributes, html_name
from diascope.dialect.inlines import plain_text
from diascope.dialect.tokens import BARE, Token, changed
from diascope.links.attributes import Form, Role, form_of
from diascope.links.documentation import CLASS, NOT, is_documentation
from diascope.links.raw_html import with_urls
from diascope.links.resolver import Resolver

SHORTCUT = "shortcut"
"""In a token's meta: that its address was written with a shortcut."""
QR = "qr"
"""The class of links with a QR code, and in a token's meta the address that it says."""


def resolve_tokens(resolver: Resolver, tokens: Iterable[Token]) -> tuple[Token, ...]:
    return tuple(_resolved(resolver, tokens))


def _resolved(resolver: Resolver, tokens: Iterable[Token]) -> list[Token]:
    return [token if token.type in BARE else _token(resolver, token) for token in tokens]


def _token(resolver: Resolver, token: Token) -> Token:
    """The token with its addresses resolved; the very same where it has none."""
    children = token.children
    if children:
        resolved = _resolved(resolver, children)
        if any(map(is_not, children, resolved)):
            token = changed(token, children=_marked(resolved, resolver))
    change = _CHANGES.get(token.type)
    if change:
        token = change(resolver, token)
    if token.meta and isinstance(given := token.meta.get("attributes"), Attributes):
        attributes = resolve_attributes(resolver, given, token.place)
        if attributes is not given:
            return changed(token, meta={**token.meta, "attributes": attributes})
    return token


def _link(resolver: Resolver, token: Token) -> Token:
    """A link; one to a slide of the deck itself is written as reveal.js writes its addresses."""
    before = len(resolver.uses)
    attrs = _pairs(resolver, token.attrs, "a", token.place)
    url = attrs["href"]
    if url.startswith("#") and not url.startswith("#/"):
        attrs["href"] = f"#/{url[1:]}"
    if any(use.shortcut for use in resolver.uses[before:]):
        return changed(token, attrs=attrs, meta={**(token.meta or {}), SHORTCUT: True})
    return changed(token, attrs=attrs)


def _marked(tokens: list[Token], resolver: Resolver) -> list[Token]:
    """Inline tokens with a class on links to documentation, and what a QR code of a link says."""
    for at, token in enumerate(tokens):
        if token.type == "link_open":
            end = next(i for i in range(at, len(tokens)) if tokens[i].type == "link_close")
            tokens[at] = _with_kind(token, plain_text(tokens[at + 1 : end]), resolver)
    return tokens


def _with_kind(token: Token, words: str, resolver: Resolver) -> Token:
    """A link with its class; that it begins with a shortcut is known from its meta."""
    url, classes = str(token.attrs["href"]), str(token.attrs.get("class", ""))
    meta = token.meta or {}
    if QR in classes.split():
        token = changed(token, meta={**meta, QR: resolver.whole(url, token.place)})
    if not (SHORTCUT in meta or is_documentation(url, words, classes)):
        return token
    if NOT in classes.split() or CLASS in classes.split():
        return token
    return changed(token, attrs={**token.attrs, "class": f"{classes} {CLASS}".strip()})


def _image(resolver: Resolver, token: Token) -> Token:
    address = str(token.attrs["src"])
    attrs = {**token.attrs, "src": resolver.url(address, token.place, Role.SHOWN)}
    picture = resolver.picture(address, token.place)
    return changed(token, attrs=attrs, meta={**token.meta, "picture": picture})


def _note(resolver: Resolver, token: Token) -> Token:
    return changed(token, meta={"tokens": resolve_tokens(resolver, token.meta["tokens"])})


def _raw(resolver: Resolver, token: Token) -> Token:
    if token.type.startswith("raw_") and token.info not in HTML_FORMATS:
        return token
    origin, begin, *_ = token.place
    is_fenced = token.type == "raw_block"  # its text begins below its fence
    rows = [Place(origin, begin + 1, begin + 2) if is_fenced else token.place]
    html = resolve_html(resolver, token.content, rows)
    return token if html == token.content else changed(token, content=html)


def _span(resolver: Resolver, token: Token) -> Token:
    attrs = _pairs(resolver, token.attrs, token.tag, token.place)
    return token if attrs == token.attrs else changed(token, attrs=attrs)


_CHANGES = {
    "link_open": _link,
    "image": _image,
    "note": _note,
    **dict.fromkeys(("html_block", "html_inline", "raw_block", "raw_inline"), _raw),
    "span_open": _span,
}


def resolve_attributes(resolver: Resolver, given: Attributes, place: Place) -> Attributes:
    """Attributes with URLs for addresses; the very same where they hold none."""
    if not given.pairs:
        return given
    where = place if given.place is UNKNOWN else given.place
    pairs = tuple(
        (key, _value(resolver, form_of("", html_name(key).lower()), value, where))
        for key, value in given.pairs
    )
    return given if pairs == given.pairs else replace(given, pairs=pairs)


def _pairs(
    resolver: Resolver, attrs: Mapping[str, Any], element: str, place: Place
) -> dict[str, Any]:
    """Attributes of an element with URLs for addresses."""
    return {
        key: _value(resolver, form_of(element, key.lower(), attrs), str(value), place)
        for key, value in attrs.items()
    }


def _value(resolver: Resolver, form: Form | None, value: str, place: Place) -> str:
    if form is None or not value:
        return value
    return form(value, lambda address, role: _stripped(resolver, address, place, role))


def _stripped(resolver: Resolver, address: str, place: Place, role: Role) -> str:
    """The URL of an address, with the spaces around it as they were."""
    bare = address.strip()
    url = resolver.url(bare, place, role)
    return address if url == bare else address.replace(bare, url, 1)


def resolve_html(resolver: Resolver, html: str, rows: Sequence[Place]) -> str:
    """Raw HTML with URLs; the rows are the places of its lines, as far as they are known."""

    def find(address: str, role: Role, pos: int) -> str:
        line = html.count("\n", 0, pos)
        return resolver.url(address, _row(rows, line), role)

    return with_urls(html, find) if "<" in html else html


def _row(rows: Sequence[Place], line: int) -> Place:
    """The place of a line, counted from the last row that is known."""
    last = len(rows) - 1
    if line <= last:
        return rows[line]
    begin = rows[last].begin + line - last
    return Place(rows[last].origin, begin, begin + 1)
