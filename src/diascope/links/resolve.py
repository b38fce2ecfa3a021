"""The pass that resolves the addresses of a deck, before it is rendered.

1. tokens get the URLs that the page shall have, and images their sizes;
2. every address is recorded as a `Use`: the files to copy, what is missing, what is linked.

A slide is looked at again only when it has changed, or when something that was asked about its
addresses (does the file exist, where is the other deck's page) has another answer than before.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from diascope.cache.memory import Memory
from diascope.deck.model import Deck, Slide, Words
from diascope.diagnostics import Diagnostics
from diascope.diagnostics.place import UNKNOWN, Place
from diascope.dialect.attributes import Attributes, html_name
from diascope.dialect.tokens import Token, changed
from diascope.links.locations import Locations, Resolver, is_remote
from diascope.links.raw_html import with_urls
from diascope.links.uses import Use
from diascope.metadata import HEAD_KEYS, MetaText

_SHOWN = frozenset(
    ("src", "data-src", "poster", *(f"data-background-{k}" for k in ("image", "video", "iframe")))
)
"""Attributes that name a file to be shown."""
_CSS_URL = re.compile(r"""(?:url\(\s*['"]?|@import\s+['"])([^'")]+?)\s*['")]""")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A deck whose addresses are URLs of its page."""

    deck: Deck
    """The deck."""
    urls: Mapping[str, tuple[str, ...]]
    """The URLs of the files that the metadata names, by key: `logo`, `favicon`, `css`, …"""
    uses: tuple[Use, ...]
    """Every address in it, in order."""

    @property
    def copies(self) -> dict[str, Path]:
        """The files to copy, by their path in the site."""
        return {use.target: use.file for use in self.uses if use.target and use.file}

    def diagnostics(self) -> Diagnostics:
        """A warning for every file that is missing."""
        missing = dict.fromkeys(use.diagnostic() for use in self.uses if use.is_missing)
        return self.deck.sources.all_located(tuple(missing))


def resolve_addresses(deck: Deck, locations: Locations, memory: Memory) -> Resolved:
    """The deck with its addresses resolved."""
    slides = list(deck.slides())
    row = ("addresses", locations.page, locations.root)
    known = memory.each(row, slides, lambda slide: _Known(slide, locations))
    for one in known:
        if not one.resolver.is_current(locations):
            one.renew(locations)
    rest = Resolver(locations)
    words = {
        key: texts if key in HEAD_KEYS else tuple(_words(rest, text) for text in texts)
        for key, texts in deck.words.items()
    }
    urls = {key: tuple(_urls(rest, key, texts)) for key, texts in deck.meta.files().items()}
    uses = chain(*(one.resolver.uses for one in known), rest.uses)
    left = iter([one.result for one in known])
    stacks = tuple(tuple(next(left) for _ in stack) for stack in deck.stacks)
    return Resolved(replace(deck, words=words, stacks=stacks), urls, tuple(uses))


class _Known:
    """A slide that was resolved, and what was asked for it."""

    def __init__(self, slide: Slide, locations: Locations) -> None:
        self._slide = slide
        self.renew(locations)

    def renew(self, locations: Locations) -> None:
        resolver = Resolver(locations)
        self.result = _slide(resolver, self._slide)
        self.resolver = resolver  # last: a pass that fails leaves the last one whole


def _slide(resolver: Resolver, slide: Slide) -> Slide:
    """The slide with its addresses resolved; the very same where it has none."""
    attributes = _attributes(resolver, slide.attributes, slide.place)
    heading = _tokens(resolver, slide.heading)
    blocks = tuple(
        replace(block, tokens=tokens)
        if (tokens := _tokens(resolver, block.tokens)) != block.tokens
        else block
        for block in slide.blocks
    )
    if not resolver.uses:
        return slide
    return replace(slide, attributes=attributes, heading=heading, blocks=blocks)


def _words(resolver: Resolver, words: Words) -> Words:
    return replace(words, tokens=_tokens(resolver, words.tokens))


def _tokens(resolver: Resolver, tokens: Iterable[Token]) -> tuple[Token, ...]:
    return tuple([_token(resolver, token) for token in tokens])


def _token(resolver: Resolver, token: Token) -> Token:
    """The token with its addresses resolved; the very same where it has none."""
    children = token.children
    if children:
        resolved = [_token(resolver, child) for child in children]
        if any(one is not other for one, other in zip(children, resolved, strict=True)):
            token = changed(token, children=resolved)
    change = _CHANGES.get(token.type)
    if change:
        return change(resolver, token)
    if token.meta and isinstance(given := token.meta.get("attributes"), Attributes):
        attributes = _attributes(resolver, given, token.place)
        if attributes is not given:
            return changed(token, meta={**token.meta, "attributes": attributes})
    return token


def _link(resolver: Resolver, token: Token) -> Token:
    url = resolver.linked(str(token.attrs["href"]), token.place)
    return changed(token, attrs={**token.attrs, "href": url})


def _image(resolver: Resolver, token: Token) -> Token:
    address = str(token.attrs["src"])
    attrs = {**token.attrs, "src": resolver.shown(address, token.place)}
    size = resolver.size(address, token.place)
    return changed(token, attrs=attrs, meta={**token.meta, "size": size})


def _note(resolver: Resolver, token: Token) -> Token:
    return changed(token, meta={"tokens": _tokens(resolver, token.meta["tokens"])})


def _raw(resolver: Resolver, token: Token) -> Token:
    html = with_urls(token.content, lambda address: resolver.shown(address, token.place))
    return token if html == token.content else changed(token, content=html)


def _span(resolver: Resolver, token: Token) -> Token:
    if _SHOWN.isdisjoint(token.attrs):
        return token
    attrs = {
        key: resolver.shown(str(value), token.place) if key in _SHOWN else value
        for key, value in token.attrs.items()
    }
    return changed(token, attrs=attrs)


_CHANGES = {
    "link_open": _link,
    "image": _image,
    "note": _note,
    "html_block": _raw,
    "html_inline": _raw,
    "span_open": _span,
}


def _attributes(resolver: Resolver, given: Attributes, place: Place) -> Attributes:
    """Attributes with the files that they show; the very same where they show none."""
    if not any(html_name(key) in _SHOWN for key, _ in given.pairs):
        return given
    where = place if given.place is UNKNOWN else given.place
    pairs = tuple(
        (key, resolver.shown(value, where) if _is_file(key, value) else value)
        for key, value in given.pairs
    )
    return replace(given, pairs=pairs)


def _is_file(key: str, value: str) -> bool:
    return html_name(key) in _SHOWN and "gradient(" not in value


def _urls(resolver: Resolver, key: str, texts: Iterable[MetaText]) -> Iterator[str]:
    """The URLs of the files that the metadata names under a key."""
    for text in texts:
        address = text.text.strip()
        if key == "css":
            yield resolver.linked(address, text.place)
            _style_sheet(resolver, resolver.uses[-1])
        else:
            yield resolver.shown(address, text.place)


def _style_sheet(resolver: Resolver, sheet: Use) -> None:
    """Take along the files that a style sheet names."""
    if not (sheet.target and sheet.file):
        return
    try:
        css = resolver.locations.disk.read(sheet.file).decode("utf-8", "replace")
    except OSError:  # copying it will fail, and tell why
        return
    for found in _CSS_URL.finditer(css):
        if not is_remote(found[1]):
            resolver.shown(posixpath.join(posixpath.dirname(sheet.address), found[1]), sheet.place)
