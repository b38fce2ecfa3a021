"""Blocks: what slides are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from diascope.diagnostics import Place
from diascope.dialect.attributes import NONE, Attributes
from diascope.dialect.tokens import Token, groups


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A top-level block of a piece: a heading, paragraph, list, code block, table, div."""

    kind: str
    """The type of its first token, without `_open`."""
    tokens: tuple[Token, ...]
    """Its tokens, text read; that of them which stands first has the place of the whole."""
    level: int = 0
    """The level of a heading, 0 for all else."""
    attributes: Attributes = NONE
    """The attributes of a heading or div; a heading's identifier is final."""

    @property
    def place(self) -> Place:
        """Its lines."""
        return self.tokens[0].place


Passage = tuple[Block, ...]
"""The blocks of one piece."""


def blocks_of(tokens: Iterable[Token]) -> Passage:
    """The blocks that tokens make at their top level; metadata is none."""
    return tuple(_block(group) for group in groups(list(tokens)) if group[0].type != "metadata")


def _block(tokens: tuple[Token, ...]) -> Block:
    first = tokens[0]
    attributes = first.meta.get("attributes", NONE) if first.meta else NONE
    level = first.meta["level"] if first.type == "heading_open" else 0
    return Block(first.type.removesuffix("_open"), tokens, level, attributes)
