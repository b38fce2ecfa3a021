"""What one place of a deck defines for all of it, and what is wrong with its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown_it.token import Token

from diascope.dialect.attributes import NONE, Attributes

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake in a piece of text, before anyone knows which file it is from."""

    code: str
    """The diagnostic's code."""
    line: int
    """Line in the piece, from 0."""
    message: str
    """What is wrong."""
    hint: str = ""
    """What to do."""
    column: int = 0
    """Column, from 1; 0 where it is not known."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a link reference stands for."""

    href: str
    """The address, percent-encoded."""
    title: str = ""
    """The title, or empty."""
    attributes: Attributes = NONE
    """Attributes given with the definition."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote's blocks."""

    tokens: tuple[Token, ...]
    """Block tokens, their text not read yet."""
    line: int
    """Line in the piece, from 0."""


@dataclass(slots=True)
class Definitions:
    """The definitions of one piece of a deck, by label."""

    links: dict[str, Target] = field(default_factory=dict)
    """Link references by normalised label."""
    notes: dict[str, Note] = field(default_factory=dict)
    """Footnotes by label as written."""
    examples: list[str] = field(default_factory=list)
    """A label, or nothing, for every example list item, in order."""


def label_key(label: str) -> str:
    """A reference label in the form that labels are compared in (case and spaces do not count)."""
    return _SPACES.sub(" ", label.strip()).casefold()
