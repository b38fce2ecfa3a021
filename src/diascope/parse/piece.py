"""A piece of a deck: what is read by itself."""

from __future__ import annotations

from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch of a deck that is read by itself, a slide as a rule."""

    text: str
    """Its lines, joined."""
    line: int
    """The line of the file it begins on, from 0."""
