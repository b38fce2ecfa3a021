"""The table of layouts: what each needs, and which slides surely gain by it.

A row holds two functions of what a slide shows; adding a layout is adding a row, and its rules in
`static/css/layouts.css`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from diascope.deck.seen import Seen, words
from diascope.deck.timeline import ACROSS, LISTS, goes_across
from diascope.dialect.attributes import BLEED
from diascope.dialect.inlines import plain_text
from diascope.dialect.tokens import Token
from diascope.parse.block import Block
from diascope.patterns import lazy_pattern

_STATEMENT, _LONGEST_WORD = 110, 24
"""Letters of a statement, and of a word in it."""
_QUOTE, _HEADING, _BIG = 320, 70, 24
"""Letters of a quote with its attribution, of a heading that stands alone, of a large number."""
_WORDED = lazy_pattern(r"^(?![\w-]+: )(?=.*\w\w)", re.S)
"""A text with a word in it, and not a remark such as `class: title` or `Notes: …`."""
_DASHES = ("—", "–", "--")
_CODE_LINES, _CODE_WIDTH = range(7, 15), 34
"""Lines of code that suits a place beside a list, and characters of its longest."""
_ITEMS, _ITEM = range(3, 6), 60
"""Items of a list that suits a place beside code, and letters of each."""
_TEXT = frozenset(
    """text softbreak hardbreak code_inline em_open em_close strong_open strong_close link_open
    link_close span_open span_close sup_open sup_close sub_open sub_close""".split()
)
"""Inline tokens of a statement."""
_BLEEDS = {"full", BLEED}
"""Classes of a picture that ask for all of its slide."""
IMAGE_AT = {"figure": 0, "paragraph": 1}
"""By kind of block: which of its tokens holds the picture."""


class Layout(NamedTuple):
    """A row of the table."""

    name: str
    """Its name; the section's class is `layout-` and this."""
    asked: tuple[str, ...]
    """The classes that ask for it."""
    has_parts: Callable[[Seen], bool]
    """Whether a slide holds what it needs."""
    is_chosen: Callable[[Seen], bool] = lambda slide: False
    """Whether it is surely better than the usual one, where nobody asks for it."""
    more: Callable[[Seen], tuple[str, ...]] = lambda slide: ()
    """Further classes of the section."""


def _paragraph(slide: Seen) -> bool:
    return slide.only is not None and slide.only.kind == "paragraph"


def _statement(slide: Seen) -> bool:
    """A lone short paragraph of words."""
    if slide.only is None or not _paragraph(slide):
        return False
    text = words(slide.only)
    return (
        3 <= len(text) <= _STATEMENT
        and _WORDED.search(plain_text(_outside_code(slide.only))) is not None
        and text[-1] not in ":…"
        and all(len(word) <= _LONGEST_WORD for word in text.split())
        and {token.type for token in slide.only.tokens[1].children or ()} <= _TEXT
        and sum(token.type == "hardbreak" for token in slide.only.tokens[1].children or ()) < 3
    )


def _outside_code(paragraph: Block) -> list[Token]:
    return [one for one in paragraph.tokens[1].children or () if one.type != "code_inline"]


def _quote(slide: Seen) -> bool:
    return slide.only is not None and slide.only.kind == "blockquote"


def _attributed_quote(slide: Seen) -> bool:
    """A lone short quote that ends with a paragraph that says whose it is."""
    if slide.only is None or not _quote(slide) or len(words(slide.only)) > _QUOTE:
        return False
    inner = slide.only.tokens[1:-1]
    if len(inner) < 6 or not all(_is_of_paragraphs(token) for token in inner):
        return False
    last = inner[-2]
    return inner[-3].type == "paragraph_open" and (
        last.content.lstrip().startswith((*_DASHES, "<cite"))
    )


def _is_of_paragraphs(token: Token) -> bool:
    return token.type.startswith(("paragraph", "line_block")) or token.type == "inline"


def _number(slide: Seen) -> bool:
    """A first paragraph that is short enough to be huge."""
    return (
        bool(slide.blocks)
        and slide.blocks[0].kind == "paragraph"
        and 0 < len(words(slide.blocks[0])) <= _BIG
    )


def _heading_alone(slide: Seen) -> bool:
    return not slide.blocks and 0 < len(slide.heading) <= _HEADING


def _code_and_text(slide: Seen) -> bool:
    code = [block for block in slide.blocks if block.kind == "code_block"]
    return len(code) == 1 and len(slide.blocks) > 1


def _list_and_code(slide: Seen) -> bool:
    """One short list, and one block of code that is high and narrow."""
    by_kind = {block.kind: block for block in slide.blocks}
    code, items = by_kind.get("code_block"), by_kind.get("bullet_list")
    if len(slide.blocks) != 2 or code is None or items is None:
        return False
    return _is_narrow(code) and _is_short(items)


def _is_narrow(code: Block) -> bool:
    lines = code.tokens[0].content.rstrip("\n").split("\n")
    is_listing = code.tokens[0].meta["attributes"].classes[:1] != ("mermaid",)
    return is_listing and len(lines) in _CODE_LINES and max(map(len, lines)) <= _CODE_WIDTH


def _is_short(items: Block) -> bool:
    texts = [token.content for token in items.tokens if token.type == "inline"]
    openings = [token.type for token in items.tokens if token.nesting > 0]
    is_flat = set(openings) <= {"bullet_list_open", "list_item_open", "paragraph_open"}
    is_flat = is_flat and openings.count("bullet_list_open") == 1
    return is_flat and len(texts) in _ITEMS and max(map(len, texts)) <= _ITEM


def _picture(slide: Seen) -> bool:
    """One picture, and perhaps text."""
    return sum(map(is_picture, slide.blocks)) == 1


def _lone_picture(slide: Seen) -> bool:
    return slide.only is not None and is_picture(slide.only)


def _bleeding_picture(slide: Seen) -> bool:
    """A lone picture whose own class asks for the whole slide."""
    if slide.only is None or not _lone_picture(slide):
        return False
    (image,) = _images(slide.only)
    return not _BLEEDS.isdisjoint(image.meta["attributes"].classes)


def is_picture(block: Block) -> bool:
    """Whether a block is one picture, perhaps with a caption or linked, and nothing else."""
    others = {"text", "softbreak", "link_open", "link_close"}
    inline = block.tokens[1].children or () if block.kind == "paragraph" else ()
    words = (child for child in inline if child.type == "text")
    is_alone = {child.type for child in inline} <= {"image", *others}
    return len(_images(block)) == 1 and (
        block.kind == "figure" or (is_alone and not any(word.content.strip() for word in words))
    )


def _images(block: Block) -> list[Token]:
    inner = IMAGE_AT.get(block.kind)
    children = block.tokens[inner].children or () if inner is not None else ()
    return [child for child in children if child.type == "image"]


def _timeline(slide: Seen) -> bool:
    return bool(slide.blocks) and slide.blocks[0].tokens[0].type in LISTS


def _definition(slide: Seen) -> bool:
    return slide.only is not None and slide.only.kind == "dl"


def _direction(slide: Seen) -> tuple[str, ...]:
    return (ACROSS,) if goes_across(slide.blocks[0].tokens) else ()


def _any(slide: Seen) -> bool:
    return bool(slide.blocks)


LAYOUTS = (
    Layout("statement", ("statement",), _paragraph, _statement),
    Layout("quote", ("quote",), _quote, _attributed_quote),
    Layout("big", ("big",), _number),
    Layout("heading", ("heading-alone",), lambda slide: not slide.blocks, _heading_alone),
    Layout("code-beside", ("code-beside",), _code_and_text, _list_and_code),
    Layout("image-full", ("image-full",), _lone_picture, _bleeding_picture),
    Layout("image-left", ("image-left",), _picture),
    Layout("image-right", ("image-right",), _picture),
    Layout("comparison", ("comparison",), _any),
    Layout("timeline", ("timeline",), _timeline, more=_direction),
    Layout("definition", ("definition",), _definition),
    Layout("agenda", ("agenda",), _any),
    Layout("closing", ("closing",), _any),
)
