"""Paragraphs that a layout needs: text at the end of a div, pictures by themselves."""

from __future__ import annotations

from collections.abc import Sequence

from diascope.dialect.fenced_div import MARKUP as DIV_MARKUP
from diascope.dialect.tokens import Token, changed

PICTURES = "pictures"
"""The class of a paragraph of nothing but images, which the page lays out as it does figures."""
_AROUND = {"link_open", "link_close", "softbreak", "hardbreak"}
"""What may stand around and between the images of such a paragraph."""
_STRETCHED = {"r-stretch", "stretch"}
"""Classes of images that take all the room of their slide by themselves."""


def with_paragraphs(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens of blocks with those paragraphs opened and marked."""
    found = list(tokens)
    for at, token in enumerate(tokens):
        if token.markup == DIV_MARKUP:
            _open_last(found, at)
        elif token.type == "inline" and at and _is_pictures(token.children or []):
            opening = found[at - 1]
            if opening.type == "paragraph_open" and not opening.hidden:
                found[at - 1] = changed(opening, attrs={"class": PICTURES})
    return found


def _open_last(tokens: list[Token], end: int) -> None:
    """Make a paragraph of a text right above the end of a fenced div.

    Pandoc reads it as plain text where lists need no blank line before them, and as a paragraph
    otherwise; a layout needs an element to put in its place.
    """
    if end > 2 and tokens[end - 1].hidden and tokens[end - 2].children:
        for place in (end - 3, end - 1):
            tokens[place] = changed(tokens[place], hidden=False)


def _is_pictures(children: Sequence[Token]) -> bool:
    """Whether inlines are images, perhaps linked, and nothing else."""
    if not children or children[0].type not in ("image", "link_open"):
        return False
    images = [child for child in children if child.type == "image"]
    others = (child for child in children if child.type != "image")
    return (
        bool(images)
        and all(one.type in _AROUND or _is_space(one) for one in others)
        and not any(_STRETCHED.intersection(one.meta["attributes"].classes) for one in images)
    )


def _is_space(token: Token) -> bool:
    return token.type == "text" and not token.content.strip()
