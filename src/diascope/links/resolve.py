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

from diascope.cache.memory import Memory
from diascope.deck.model import Deck, Slide, Words
from diascope.diagnostics import Diagnostics
from diascope.links.attributes import Role
from diascope.links.listing import SlideLinks
from diascope.links.locations import Locations
from diascope.links.resolver import Resolver
from diascope.links.tokens import resolve_attributes, resolve_html, resolve_tokens
from diascope.links.uses import Use
from diascope.metadata import HEAD_KEYS, DeckMeta, MetaText


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
    links: tuple[SlideLinks, ...] = ()
    """The links of its slides."""

    @property
    def copies(self) -> dict[str, Path]:
        """The files that the page takes along, by their path in the site."""
        return {use.target: use.file for use in self.uses if use.target and use.file}

    def diagnostics(self) -> Diagnostics:
        """What is wrong with its addresses: missing files, and those that are refused."""
        diagnostics = dict.fromkeys(chain.from_iterable(use.diagnostics() for use in self.uses))
        return self.deck.sources.all_located(tuple(diagnostics))


def resolve_addresses(deck: Deck, locations: Locations, memory: Memory) -> Resolved:
    """The deck with its addresses resolved."""
    slides = list(deck.slides())
    row = ("addresses", locations.page, locations.root)
    known = memory.each(row, slides, lambda slide: _Known(slide, locations))
    for one in known:
        if one.resolver.answers and not one.resolver.is_current(locations):
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
        {
            name: css
            for one in resolvers
            if one.sheets
            for name, css in one.sheets.items()
            if css is not None
        },
    )


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
    attributes = resolve_attributes(resolver, slide.attributes, slide.place)
    heading = resolve_tokens(resolver, slide.heading)
    blocks = tuple(
        replace(block, tokens=tokens)
        if (tokens := resolve_tokens(resolver, block.tokens)) != block.tokens
        else block
        for block in slide.blocks
    )
    if not resolver.uses:
        return slide
    return replace(slide, attributes=attributes, heading=heading, blocks=blocks)


def _words(resolver: Resolver, words: Words) -> Words:
    return replace(words, tokens=resolve_tokens(resolver, words.tokens))


def _with_raw(resolver: Resolver, meta: DeckMeta) -> DeckMeta:
    """The metadata with URLs in its HTML."""

    def resolved(texts: Sequence[MetaText]) -> tuple[MetaText, ...]:
        return tuple(
            replace(text, text=resolve_html(resolver, text.text, text.rows())) for text in texts
        )

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
