"""Links within a deck that lead nowhere: a pass over its tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from diascope.cache.memory import Memory
from diascope.deck.model import Deck
from diascope.deck.walk import gather
from diascope.diagnostics import Diagnostic, Diagnostics
from diascope.diagnostics.nearest import nearest
from diascope.dialect.attributes import Attributes
from diascope.dialect.html_tags import tags
from diascope.dialect.tokens import Token

_RAW = {"html_block", "html_inline", "raw_block", "raw_inline"}


class _Ends(NamedTuple):
    """The links of a slide that stay within the deck, and what can be linked to."""

    links: tuple[Token, ...]
    identifiers: frozenset[str]


def check_targets(deck: Deck, memory: Memory) -> Diagnostics:
    """A warning for every link to an identifier that nothing in the deck has."""
    ends = gather("targets", deck, memory, _ends)
    links = [link for one in ends for link in one.links]
    if not links:
        return ()
    known = {slide.attributes.id for slide in deck.slides()}
    known.update(*(one.identifiers for one in ends))
    return tuple(_unknown(link, known) for link in links if _identifier(link) not in known)


def _ends(tokens: Iterable[Token]) -> _Ends:
    links, identifiers = list[Token](), set[str]()
    for token in tokens:
        if token.type == "link_open" and _identifier(token):
            links.append(token)
        identifiers.update(_identifiers(token))
    return _Ends(tuple(links), frozenset(identifiers - {""}))


def _identifier(token: Token) -> str:
    """The identifier that a link leads to in its own deck; empty for numbers of slides."""
    href = str(token.attrs.get("href", "")) if token.type == "link_open" else ""
    name = unquote(href.removeprefix("#").removeprefix("/")) if href.startswith("#") else ""
    return "" if name.partition("/")[0].isdecimal() else name


def _identifiers(token: Token) -> Iterator[str]:
    """The identifiers that a token gives to what it becomes."""
    given = token.meta.get("attributes") if token.meta else None
    if isinstance(given, Attributes):
        yield given.id
    if "id" in token.attrs:
        yield str(token.attrs["id"])
    if token.type in _RAW and "id" in token.content:
        for tag in tags(token.content):
            yield from (value for key, value in tag.pairs() if key in ("id", "name"))


def _unknown(link: Token, known: set[str]) -> Diagnostic:
    name = _identifier(link)
    close = nearest(name, sorted(known))
    hint = f"did you mean `#{close}`?" if close else f"name a heading so: `# Heading {{#{name}}}`"
    message = f"the deck has no slide or heading `#{name}`"
    return Diagnostic("slide-unknown", link.place, message, hint)
