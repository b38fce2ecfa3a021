"""What we make of a text, with marks on what HTML does not tell.

Raw HTML stands between `‹` and `›`, raw text of other formats is code, a line's end is `↵`, a table
tells how wide its columns are, an image's description keeps its markup. `pandoc_marks.lua` makes
the same marks for pandoc.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from diascope.cache.memory import Memory
from diascope.config import Config
from diascope.config.theme import builtin_static
from diascope.deck.model import SLIDE, Deck, Slide
from diascope.deck.read import read_deck
from diascope.dialect.attributes import Attributes
from diascope.dialect.tokens import Token, changed
from diascope.links.resolve import resolve_addresses
from diascope.pipeline.linked import LinkedPages
from diascope.pipeline.site import Site
from diascope.reading.boundary import NO_BOUNDARY
from diascope.reading.disk import Disk
from diascope.render.assets import Assets
from diascope.render.pages import deck_page
from diascope.render.slides import Press
from diascope.render.templates import Templates


def our_slides(text: str) -> str:
    """The HTML of the slides of a deck."""
    with TemporaryDirectory() as name:
        folder, memory, disk = Path(name), Memory(), Disk()
        path = folder / "deck.md"
        path.write_text(text, "utf-8")
        deck, _ = read_deck(path, memory, disk)
        if deck is None:
            return ""
        config = Config(folder)
        templates = Templates(config.templates, Assets([builtin_static()], disk))
        site = Site(config, (path,), False, NO_BOUNDARY)
        locations = LinkedPages(site, {}, memory, disk).locations(deck, "deck/index.html")
        press = Press("deck/index.html", templates, memory, deck.meta.incremental)
        page = deck_page(resolve_addresses(_marked(deck), locations, memory), config, press)
        return "".join(slide.html for slide in page.slides)


def _marked(deck: Deck) -> Deck:
    own = [stack for stack in deck.stacks if stack[0].template == SLIDE]
    return replace(deck, stacks=tuple(tuple(map(_marked_slide, stack)) for stack in own))


def _marked_slide(slide: Slide) -> Slide:
    blocks = tuple(replace(block, tokens=_tokens(block.tokens)) for block in slide.blocks)
    return replace(slide, heading=_tokens(slide.heading), blocks=blocks)


def _tokens(tokens: Iterable[Token]) -> tuple[Token, ...]:
    return tuple(marked for token in tokens for marked in _token(token))


def _token(token: Token) -> Iterator[Token]:
    match token.type:
        case "inline":
            yield changed(token, children=list(_tokens(token.children or ())))
        case "note":
            yield changed(token, meta={"tokens": _tokens(token.meta["tokens"])})
        case "table_open":
            widths = ", ".join(f"{width:.5f}" for width in token.meta["widths"] if width)
            yield _with(token, "widths", widths) if widths else token
        case "image":
            yield token
            if any(child.type != "text" for child in token.children or ()):
                yield from (_span(1), *_tokens(token.children or ()), _span(-1))
        case "softbreak":
            yield _sign("↵")
        case "raw_inline" if token.info != "html":
            raw = Attributes("", (f"raw-{token.info}",))
            yield changed(token, type="code_inline", meta={"attributes": raw})
        case "raw_inline" | "html_inline":
            yield from (_sign("‹"), token, _sign("›"))
        case _:
            yield token


def _with(token: Token, key: str, value: str) -> Token:
    """A token with one attribute more."""
    own: Attributes = token.meta["attributes"]
    more = replace(own, pairs=(*own.pairs, (key, value)))
    return changed(token, meta={**token.meta, "attributes": more})


def _span(nesting: Literal[1, -1]) -> Token:
    return Token("span", "span", nesting)


def _sign(text: str) -> Token:
    return Token("text", "", 0, content=text)
