"""The values that the stages hand on: what a deck is at each step of its way to a page."""

from __future__ import annotations

from dataclasses import dataclass

from markdown_it.token import Token

from diascope.dialect.attributes import NONE, Attributes


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A top-level piece of a slide: a heading, paragraph, list, code block, table, div."""

    kind: str
    """The type of its first token, without `_open`."""
    tokens: tuple[Token, ...]
    """Its tokens, text read."""
    source: str
    """The file it is from, as shown to the user."""
    line: int
    """The line it begins on, from 1."""
    level: int = 0
    """The level of a heading, 0 for all else."""
    attributes: Attributes = NONE
    """The attributes of a heading or div; a heading's identifier is final."""

    def place(self) -> Token:
        """A token that tells which file the tokens after it are from, and where lines begin."""
        first = self.tokens[0]
        base = self.line - (first.map[0] if first.map else 0)
        return Token("place", "", 0, info=self.source, meta={"line": base})


@dataclass(frozen=True, slots=True, eq=False)
class Slide:
    """One reveal.js section."""

    attributes: Attributes
    """Identifier, classes and attributes of the section."""
    level: int
    """The level of its heading."""
    heading: tuple[Token, ...]
    """Tokens of the heading; none where a ruler began the slide."""
    blocks: tuple[Block, ...]
    """What stands below the heading."""
    source: str
    """The file it begins in."""
    line: int
    """The line it begins on, from 1."""
    is_section: bool = False
    """Whether it only opens a section: its heading is above the slide level."""


Passage = tuple[Block, ...]
"""The blocks of one piece."""

Stack = tuple[Slide, ...]
"""A column of slides: a section slide and those below it, or one slide alone."""
