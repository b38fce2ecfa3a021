"""The pass that resolves the addresses of a deck, before it is rendered.

1. tokens get the URLs that the page shall have, and images their sizes;
2. raw HTML, on slides and in the metadata, has its addresses replaced, and so have style sheets;
3. every address is recorded as a `Use`: the files to copy, what is missing, what is linked.

A slide is looked at again only when it has changed, or when something that was asked about its
addresses (does the file exist, where is the other deck's page) has another answer than before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from diascope.cache.memory import Memory
from diascope.deck.model import Deck, Slide, Words
from diascope.diagnostics import Diagnostics
from diascope.diagnostics.place import UNKNOWN, Place
from diascope.dialect.attributes import Attributes, html_name
from diascope.dialect.tokens import Token, changed
from diascope.links.attributes import Form, Role, form_of
from diascope.links.locations import Locations
from diascope.links.raw_html import with_urls
from diascope.links.resolver import Resolver
from diascope.links.uses import Use
from diascope.metadata import HEAD_KEYS, DeckMeta, MetaText

_HTML = {"html", "html5", "html4", "revealjs"}
"""The formats of raw text that a page holds."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A deck whose addresses are URLs of its page."""

    deck: Deck
    """The deck; the raw HTML of its metadata has URLs too."""
    urls: Mapping[str, tuple[str, ...]]
    """The URLs of the files that the metadata names, by key: `logo`, `favicon`, `css`, …"""
    uses: tuple[Use, ...]
    """Every address in it, in order."""
    sheets: Mapping[str, bytes]
    """The style sheets whose addresses were changed, by their path in the site."""

    @property
    def copies(self) -> dict[str, Path | bytes]:
        """The files to copy, or what they hold instead, by their path in the site."""
        copied = {use.target: use.file for use in self.uses if use.target and use.file}
        return {**copied, **self.sheets}

    def diagnostics(self) -> Diagnostics:
        """What is wrong with its addresses: missing files, and those that are refused."""
        found = dict.fromkeys(chain.from_iterable(use.diagnostics() for use in self.uses))
        return self.deck.sources.all_located(tuple(found))


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
    meta = _with_raw(rest, deck.meta)
    resolvers = [*(one.resolver for one in known), rest]
    left = iter([one.result for one in known])
    stacks = tuple(tuple(next(left) for _ in stack) for stack in deck.stacks)
    return Resolved(
        replace(deck, words=words, stacks=stacks, meta=meta),
        urls,
        tuple(chain.from_iterable(one.uses for one in resolvers)),
        {name: css for one in resolvers for name, css in one.sheets.items() if css is not None},
    )


class _Known:
    """A slide that was resolved, and what was asked for it."""

    def __init__(self, slide: Slide, locations: Locations) -> None:
        self._slide = slide
        self.renew(locations)

    def renew(self, locations: Locations) -> None:
        self.resolver = Resolver(locations)
        self.result = _slide(self.resolver, self._slide)


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
        token = change(resolver, token)
    if token.meta and isinstance(given := token.meta.get("attributes"), Attributes):
        attributes = _attributes(resolver, given, token.place)
        if attributes is not given:
            return changed(token, meta={**token.meta, "attributes": attributes})
    return token


def _link(resolver: Resolver, token: Token) -> Token:
    """A link; one to a slide of the deck itself is written as reveal.js writes its addresses."""
    attrs = _pairs(resolver, token.attrs, "a", token.place)
    url = attrs["href"]
    if url.startswith("#") and not url.startswith("#/"):
        attrs["href"] = f"#/{url[1:]}"
    return changed(token, attrs=attrs)


def _image(resolver: Resolver, token: Token) -> Token:
    address = str(token.attrs["src"])
    attrs = {**token.attrs, "src": resolver.url(address, token.place, Role.SHOWN)}
    size = resolver.size(address, token.place)
    return changed(token, attrs=attrs, meta={**token.meta, "size": size})


def _note(resolver: Resolver, token: Token) -> Token:
    return changed(token, meta={"tokens": _tokens(resolver, token.meta["tokens"])})


def _raw(resolver: Resolver, token: Token) -> Token:
    if token.type.startswith("raw_") and token.info not in _HTML:
        return token
    origin, begin, *_ = token.place
    is_fenced = token.type == "raw_block"  # its text begins below its fence
    rows = [Place(origin, begin + 1, begin + 2) if is_fenced else token.place]
    html = _html(resolver, token.content, rows)
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


def _attributes(resolver: Resolver, given: Attributes, place: Place) -> Attributes:
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


def _html(resolver: Resolver, html: str, rows: Sequence[Place]) -> str:
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


def _with_raw(resolver: Resolver, meta: DeckMeta) -> DeckMeta:
    """The metadata with URLs in its HTML."""

    def resolved(texts: Sequence[MetaText]) -> tuple[MetaText, ...]:
        return tuple(replace(text, text=_html(resolver, text.text, text.rows())) for text in texts)

    return replace(
        meta,
        header_includes=resolved(meta.header_includes),
        include_before=resolved(meta.include_before),
        include_after=resolved(meta.include_after),
    )


def _urls(resolver: Resolver, key: str, texts: Iterable[MetaText]) -> Iterator[str]:
    """The URLs of the files that the metadata names under a key."""
    role = Role.SHEET if key == "css" else Role.SHOWN
    for text in texts:
        yield resolver.url(text.text.strip(), text.place, role)
