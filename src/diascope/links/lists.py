"""Lists of a deck's links where its author wants them: an empty div `::: links`, a closing slide.

The lists hold URLs, so they are made once all addresses are resolved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from diascope.cache.memory import Memory
from diascope.deck.front import CLOSING
from diascope.deck.model import Deck, Slide
from diascope.diagnostics import Place
from diascope.dialect.attributes import Attributes
from diascope.dialect.tokens import Token
from diascope.links.documentation import CLASS
from diascope.links.listing import LIST, SlideLinks
from diascope.links.tokens import QR

_COLUMNS = 9
"""From so many links on a list stands in two columns."""
_ROWS = 24
"""Rows, links and headings, that the closing slide shows in two columns."""


def with_lists(deck: Deck, listed: Sequence[SlideLinks], url: str, memory: Memory) -> Deck:
    """The deck with lists in the places of its empty `links` divs.

    `url` is the published address of its page, for the closing slide's QR code; it may be empty.
    """
    if not any(memory.each("has a list", list(deck.slides()), _has_list)):
        return deck
    found = tuple(listed)

    def filled(slide: Slide) -> tuple[Slide, ...]:
        if not _has_list(slide):
            return (slide,)
        key = ("list of links", slide, found, url)
        return memory.get(key, lambda: tuple(_filled(slide, found, url)))

    stacks = list[tuple[Slide, ...]]()
    for stack in deck.stacks:
        made = tuple(chain.from_iterable(map(filled, stack)))
        is_closing = stack[0].attributes.id == CLOSING
        stacks += [(slide,) for slide in made] if is_closing else [made]
    return replace(deck, stacks=tuple(stacks))


def _has_list(slide: Slide) -> bool:
    return any(_places(block.tokens) for block in slide.blocks)


def _places(tokens: Sequence[Token]) -> list[int]:
    """Where empty divs with the class `links` open."""
    return [
        at
        for at, token in enumerate(tokens[:-1])
        if token.type == "div_open"
        and tokens[at + 1].type == "div_close"
        and LIST in token.meta["attributes"].classes
    ]


def _filled(slide: Slide, listed: Sequence[SlideLinks], url: str) -> Iterator[Slide]:
    """The slide with its lists; the closing slide as many times as its list needs."""
    if slide.attributes.id != CLOSING:
        yield _with(slide, listed, url)
        return
    for number, part in enumerate(_parts(listed), 1):
        more = f"-{number}" if number > 1 else ""
        attributes = replace(slide.attributes, id=f"{CLOSING}{more}")
        yield _with(replace(slide, attributes=attributes), part, "" if more else url)


def _parts(listed: Sequence[SlideLinks]) -> list[list[SlideLinks]]:
    """The links in as many parts as it takes slides to show them."""
    parts, rows = [list[SlideLinks]()], 0
    for one in listed:
        more = len(one.links) + 1
        if parts[-1] and rows + more > _ROWS:
            parts.append([])
            rows = 0
        parts[-1].append(one)
        rows += more
    return parts


def _with(slide: Slide, listed: Sequence[SlideLinks], url: str) -> Slide:
    own = slide.attributes.id
    blocks = tuple(
        replace(block, tokens=tuple(_tokens(block.tokens, own, listed, url)))
        if _places(block.tokens)
        else block
        for block in slide.blocks
    )
    return replace(slide, blocks=blocks)


def _tokens(
    tokens: Sequence[Token], own: str, listed: Sequence[SlideLinks], url: str
) -> Iterator[Token]:
    places = set(_places(tokens))
    for at, token in enumerate(tokens):
        if at not in places:
            yield token
            continue
        given: Attributes = token.meta["attributes"]
        scope = given.get("of", "deck")
        shown = [one for one in listed if scope != "slide" or one.slide == own]
        count = sum(len(one.links) for one in shown)
        more = ("long",) if count >= _COLUMNS else ()
        attributes = replace(given, classes=(*given.classes, *more), pairs=_kept(given))
        yield _changed_div(token, attributes)
        if QR in given.classes and url:
            yield from _code(url, token.place)
        for one in shown:
            yield from _group(one, token.place, len(shown) > 1)


def _kept(given: Attributes) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in given.pairs if pair[0] != "of")


def _changed_div(token: Token, attributes: Attributes) -> Token:
    made = Token("div_open", "div", 1, block=True, place=token.place)
    made.meta = {**token.meta, "attributes": attributes}
    return made


def _group(one: SlideLinks, place: Place, is_named: bool) -> Iterator[Token]:
    """The links of one slide below the words of its heading, which lead to it."""
    yield _div("links-of", place)
    if is_named:
        words = one.title or f"Slide {one.number}"
        named = _anchor(f"#/{one.slide}", words, place)
        yield Token("paragraph_open", "p", 1, block=True, place=place)
        yield _line(named if one.slide else named[1:2], place)
        yield Token("paragraph_close", "p", -1, block=True, place=place)
    yield Token("bullet_list_open", "ul", 1, block=True, place=place)
    for link in one.links:
        yield Token("list_item_open", "li", 1, block=True, place=place)
        css = CLASS if link.is_documentation else ""
        yield _line(_anchor(link.url, link.words, place, css), place)
        yield Token("list_item_close", "li", -1, block=True, place=place)
    yield Token("bullet_list_close", "ul", -1, block=True, place=place)
    yield Token("div_close", "div", -1, block=True, place=place)


def _code(url: str, place: Place) -> Iterator[Token]:
    """The QR code of an address, and the address below it."""
    short = url.partition("//")[2].rstrip("/")
    opening, text, closing = _anchor(url, short, place, QR)
    opening.meta = {QR: url}
    yield Token("paragraph_open", "p", 1, block=True, place=place)
    yield _line([opening, text, closing], place)
    yield Token("paragraph_close", "p", -1, block=True, place=place)


def _div(css: str, place: Place) -> Token:
    token = Token("div_open", "div", 1, block=True, place=place)
    token.meta = {"attributes": Attributes("", (css,))}
    return token


def _line(children: list[Token], place: Place) -> Token:
    return Token("inline", "", 0, children=children, block=True, place=place)


def _anchor(url: str, words: str, place: Place, css: str = "") -> list[Token]:
    opening = Token("link_open", "a", 1, place=place)
    opening.attrs = {"href": url, **({"class": css} if css else {})}
    text = Token("text", "", 0, content=words, place=place)
    return [opening, text, Token("link_close", "a", -1, place=place)]
