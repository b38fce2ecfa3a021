"""The one walk over a deck: everything on its slides, in order, with places.

A pass over decks is a loop over `walk`: it looks at the tokens that it knows, and makes
diagnostics at their places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from diascope.cache.memory import Memory
from diascope.deck.model import Deck, Slide
from diascope.dialect.tokens import Token

_Found = TypeVar("_Found")
_FRAME = ("footer",)
"""Texts of the metadata that stand on every slide."""


class Node(NamedTuple):
    """A token of a deck."""

    token: Token
    """The token; its place says where it stands (`deck.sources.locate`)."""
    slide: Slide | None
    """The slide that it is on; None for the frame around all slides."""
    depth: int
    """0 for block tokens, 1 for inline tokens in them, and so on; a footnote's go deeper."""


def walk(deck: Deck) -> Iterator[Node]:
    """Every token of the slides and, after them, of the frame around them.

    A token comes before those inside it: an `inline` token before its text, an image before its
    description, a footnote's call before the blocks of the note.
    """
    for slide in deck.slides():
        yield from walk_slide(slide)
    for token in walk_frame(deck):
        yield Node(token, None, 1)


def gather(
    name: str, deck: Deck, memory: Memory, look: Callable[[Iterable[Token]], _Found]
) -> list[_Found]:
    """What a function makes of the tokens of each slide, in order, and last of the frame's.

    It is cached by slide under the name: a pass costs an edit one slide.
    """

    def slide_tokens(slide: Slide) -> _Found:
        return look(node.token for node in walk_slide(slide))

    found = memory.each(("pass", name), list(deck.slides()), slide_tokens)
    return [*found, look(walk_frame(deck))]


def walk_frame(deck: Deck) -> Iterator[Token]:
    """Every token of the frame around all slides."""
    for key in _FRAME:
        for words in deck.words[key]:
            yield from (node.token for node in _nodes(words.tokens, None, 1))


def walk_slide(slide: Slide) -> Iterator[Node]:
    """Every token of one slide, heading first."""
    return _nodes(slide.tokens(), slide, 0)


def _nodes(tokens: Iterable[Token], slide: Slide | None, depth: int) -> Iterator[Node]:
    for token in tokens:
        yield Node(token, slide, depth)
        if token.children:
            yield from _nodes(token.children, slide, depth + 1)
        if token.type == "note":
            yield from _nodes(token.meta["tokens"], slide, depth + 1)
