"""The slides that a deck's metadata asks for: title slide, table of contents, closing slide.

They are slides like others: walked, checked and rendered as all are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from diascope.deck.division import division
from diascope.deck.model import CONTENTS, TITLE, Slide, Words
from diascope.diagnostics import Place
from diascope.diagnostics.place import UNKNOWN
from diascope.dialect.attributes import Attributes, html_name
from diascope.dialect.tokens import Token
from diascope.metadata import DeckMeta
from diascope.parse.block import Block

MOST = 24
"""Entries that a table of contents can show; with more of them the lower levels are left out."""
_PICTURES = {f"data-background-{kind}" for kind in ("image", "video", "iframe", "gradient")}
"""The backgrounds with which a title slide has the class `pictured`."""
CLOSING = "links-slide"
"""The identifier of the closing slide."""
_LEFT_OUT = {"note", "link_open", "link_close"}
"""Inline tokens of headings that have no place in a table of contents."""

_AllWords = Mapping[str, tuple[Words, ...]]


def front_slides(meta: DeckMeta, words: _AllWords, slides: Sequence[Slide]) -> Iterator[Slide]:
    """The title slide, where there is a title, and the table of contents of these slides."""
    if words["title"]:
        yield _title_slide(meta, words)
    if meta.toc:
        yield _contents_slide(meta, words, slides)


def closing_slide(meta: DeckMeta, words: _AllWords, place: Place) -> Slide:
    """The slide that lists the deck's links: an empty div, which `links.lists` fills."""
    texts = words["links-title"] or (Words((Token("text", "", 0, content="Links"),), place),)
    block = Block("div", tuple(division(Attributes("", ("links", "qr")), (), place)))
    attributes = Attributes(CLOSING, ("slide",))
    return Slide(attributes, 1, heading_of("h2", "links-title", texts), (block,), place)


def _title_slide(meta: DeckMeta, words: _AllWords) -> Slide:
    given = {key: text.text.strip() for key, text in meta.title_slide_attributes.items()}
    pairs = tuple((key, value) for key, value in given.items() if key not in ("id", "class"))
    classes = ("cover", *given.get("class", "").split())
    if not _PICTURES.isdisjoint(map(html_name, given)):
        classes = (*classes, "pictured")
    heading = heading_of("h1", "title", words["title"])
    blocks = tuple(_title_blocks(meta, words))
    places = [text.place for text in meta.title_slide_attributes.values()]
    attributes = Attributes("title-slide", classes, pairs, places[0] if places else UNKNOWN)
    return Slide(attributes, 1, heading, blocks, heading[0].place, template=TITLE)


def _title_blocks(meta: DeckMeta, words: _AllWords) -> Iterator[Block]:
    """The texts of a title slide, each a block of its kind.

    Where authors have different affiliations, numbers tell which is whose.
    """
    places = [author.affiliations for author in meta.authors]
    are_marked = len(set(places)) > 1
    for key in ("subtitle", "author", "affiliation", "institute", "date"):
        for at, text in enumerate(words[key]):
            if key == "author" and are_marked and places[at]:
                marks = _mark([index + 1 for index in places[at]], text.place)
                yield Block(key, (_inline([*text.tokens, *marks], text.place),))
            elif key == "affiliation" and are_marked:
                marked = [*_mark([at + 1], text.place), *text.tokens]
                yield Block("numbered-affiliation", (_inline(marked, text.place),))
            else:
                yield Block(key, (_inline(list(text.tokens), text.place),))


def _mark(numbers: Sequence[int], place: Place) -> list[Token]:
    """Raised numbers."""
    return [
        Token("sup_open", "sup", 1, place=place),
        Token("text", "", 0, content=",".join(map(str, numbers)), place=place),
        Token("sup_close", "sup", -1, place=place),
    ]


def _contents_slide(meta: DeckMeta, words: _AllWords, slides: Sequence[Slide]) -> Slide:
    """The list of the slides, as deep as the metadata asks for.

    Slides without a heading, with the class `unlisted` (Pandoc manual, `--toc`) or hidden are not
    in it.
    """
    listed = list(filter(is_listed, slides))
    top = min((slide.level for slide in listed), default=1)
    depth = meta.toc_depth
    while depth > 1 and sum(slide.level < top + depth for slide in listed) > MOST:
        depth -= 1
    shown = [slide for slide in listed if slide.level < top + depth]
    heading = heading_of("h2", "toc-title", words["toc-title"])
    classes = ("slide", "contents", *(["long"] if len(shown) > 10 else []))
    block = Block("bullet_list", tuple(_list(shown))) if shown else None
    place = heading[0].place if heading else UNKNOWN
    attributes = Attributes("TOC", classes)
    return Slide(attributes, 1, heading, (block,) if block else (), place, template=CONTENTS)


def is_listed(slide: Slide) -> bool:
    """Whether a list of slides can name it, and is to."""
    is_named = bool(slide.heading and slide.attributes.id)
    return is_named and not slide.is_hidden and "unlisted" not in slide.attributes.classes


def heading_of(tag: str, css: str, texts: Sequence[Words]) -> tuple[Token, ...]:
    """The tokens of a heading of these texts; none where there are none."""
    if not texts:
        return ()
    place = texts[0].place
    opening = Token("heading_open", tag, 1, block=True, place=place)
    opening.meta = {"level": int(tag[1]), "attributes": Attributes("", (css,))}
    closing = Token("heading_close", tag, -1, block=True, place=place)
    return opening, _inline(_joined(texts), place), closing


def _joined(texts: Sequence[Words]) -> list[Token]:
    """The tokens of several texts, a space between two."""
    tokens = list(texts[0].tokens)
    for text in texts[1:]:
        tokens += [Token("text", "", 0, content=" ", place=text.place), *text.tokens]
    return tokens


def _inline(children: list[Token], place: Place) -> Token:
    return Token("inline", "", 0, children=children, block=True, place=place)


def _list(slides: Sequence[Slide]) -> Iterator[Token]:
    """One list of the slides of the first one's level, each with a list of those below it."""
    place, at = slides[0].place, 0
    yield Token("bullet_list_open", "ul", 1, block=True, place=place)
    while at < len(slides):
        slide, end = slides[at], at + 1
        while end < len(slides) and slides[end].level > slide.level:
            end += 1
        yield Token("list_item_open", "li", 1, block=True, place=slide.place)
        yield _inline(link_to(slide), slide.place)
        if end > at + 1:
            yield from _list(slides[at + 1 : end])
        yield Token("list_item_close", "li", -1, block=True, place=slide.place)
        at = end
    yield Token("bullet_list_close", "ul", -1, block=True, place=place)


def link_to(slide: Slide) -> list[Token]:
    """The words of a slide's heading as a link to it."""
    words = [one for one in slide.heading[1].children or () if one.type not in _LEFT_OUT]
    opening = Token("link_open", "a", 1, place=slide.place)
    opening.attrs = {"href": "#" + slide.attributes.id}
    return [opening, *words, Token("link_close", "a", -1, place=slide.place)]
