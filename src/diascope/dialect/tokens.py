"""Tokens: markdown-it's, each with its place; what was read once is shared and never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token as MarkdownItToken

from diascope.diagnostics.place import UNKNOWN, Place


@dataclass(slots=True)
class Token(MarkdownItToken):
    """A token and where it stands; markdown-it's `map` stays unused."""

    children: list[Token] | None = None  # type: ignore[assignment]
    """The inline tokens of an `inline` token, an image's description, a figure's image."""
    place: Place = UNKNOWN
    """The lines that it was read from, in the piece that it was read in."""
    rows: tuple[Place, ...] = ()
    """Of an `inline` token the place of each line of its content; none where `place` says it."""

    def __post_init__(self) -> None:
        """Leave `attrs` as they are, which markdown-it makes a dictionary of: here they are one."""


BARE = frozenset(
    """text softbreak hardbreak em_open em_close strong_open strong_close link_close heading_close
    paragraph_open paragraph_close bullet_list_close list_item_close table_close thead_open
    thead_close tbody_open tbody_close tr_open tr_close th_close td_close""".split()
)
"""Types of tokens, most of a deck's, that have no attributes and no tokens in them."""


def changed(token: Token, **fields: Any) -> Token:
    """A copy of a token with these fields set; ten times as fast as `Token.copy`."""
    new = Token(
        token.type,
        token.tag,
        token.nesting,
        token.attrs,
        token.map,
        token.level,
        token.children,
        token.content,
        token.markup,
        token.info,
        token.meta,
        token.block,
        token.hidden,
        token.place,
        token.rows,
    )
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def groups(tokens: Sequence[Token]) -> list[tuple[Token, ...]]:
    """The tokens of one top-level block after the other."""
    found: list[tuple[Token, ...]] = []
    start = depth = 0
    for at, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            found.append(tuple(tokens[start : at + 1]))
            start = at + 1
    return found
