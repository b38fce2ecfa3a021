"""The links of a deck, slide by slide: what its audience takes away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from diascope.cache.memory import Memory
from diascope.deck.model import Deck, Slide
from diascope.dialect.inlines import plain_text
from diascope.dialect.tokens import Token
from diascope.links.documentation import CLASS
from diascope.links.raw_html import anchors

LIST = "links"
"""The class of the div that a list of links takes the place of."""
_HTML = {"html_block", "raw_block", "raw_inline"}
_DIVS = {"div_open": 1, "div_close": -1}


class Link(NamedTuple):
    """A link on a slide."""

    url: str
    """What the page has for its address."""
    words: str
    """Its words, or its URL where it has none."""
    is_documentation: bool
    """Whether it leads to documentation."""


class SlideLinks(NamedTuple):
    """The links of one slide."""

    slide: str
    """The slide's identifier."""
    title: str
    """Its heading in plain words; empty where it has none."""
    number: int
    """Its number in the deck, from 1."""
    links: tuple[Link, ...]
    """Its links in order, each address once; none to places in the deck itself."""


def links_of(deck: Deck, memory: Memory) -> tuple[SlideLinks, ...]:
    """The links of a deck whose addresses are resolved; slides without links are left out."""
    found = memory.each("links", list(deck.slides()), _listed)
    return tuple(one._replace(number=number) for number, one in enumerate(found, 1) if one)


def _listed(slide: Slide) -> SlideLinks | None:
    """The links of a slide, which has no number yet; None where they are not listed."""
    links = _links(slide)
    if not links or slide.is_hidden:
        return None
    return SlideLinks(slide.attributes.id, _title(slide), 0, links)


def _links(slide: Slide) -> tuple[Link, ...]:
    links = dict[str, Link]()
    for link in _in_tokens(_seen(slide.tokens())):
        links.setdefault(link.url, link)
    kept = (link for link in links.values() if not link.url.startswith(("#", "?")))
    return tuple(link for link in kept if not link.url.lower().startswith(_NOWHERE))


_NOWHERE = ("javascript:", "data:", "mailto:", "tel:")


def _seen(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens that are not the speaker's."""
    hidden = 0
    for token in tokens:
        step = _DIVS.get(token.type, 0)
        if hidden or (step > 0 and "notes" in token.meta["attributes"].classes):
            hidden += step
        else:
            yield token


def _in_tokens(tokens: Iterable[Token]) -> Iterator[Link]:
    """The links in block or inline tokens, those of footnotes where they are called."""
    opened = list[tuple[str, str, list[Token]]]()
    for token in tokens:
        if token.type == "link_open":
            classes = str(token.attrs.get("class", ""))
            opened.append((str(token.attrs["href"]), classes, []))
        elif token.type == "html_inline" and (found := next(anchors(token.content), None)):
            opened.append((found[0], "", []))
        elif opened and (token.type == "link_close" or token.content.lower().startswith("</a")):
            url, classes, inside = opened.pop()
            yield _link(url, plain_text(inside), classes)
        elif opened:
            opened[-1][2].append(token)
        if token.type in _HTML:
            yield from (_link(url, words) for url, words in anchors(token.content))
        if token.type == "note":
            yield from _in_tokens(token.meta["tokens"])
        elif token.children:
            yield from _in_tokens(token.children)


def _link(url: str, words: str, classes: str = "") -> Link:
    return Link(url, " ".join(words.split()) or url, CLASS in classes.split())


def _title(slide: Slide) -> str:
    children = slide.heading[1].children if slide.heading else None
    return " ".join(plain_text(children or ()).split())
