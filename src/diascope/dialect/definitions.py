"""What one piece of a deck defines for all of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from diascope.diagnostics.place import UNKNOWN, Place
from diascope.dialect.attributes import NONE, Attributes
from diascope.dialect.tokens import Token
from diascope.patterns import lazy_pattern

_SPACES = lazy_pattern(r"\s+")


@dataclass(frozen=True, slots=True)
class Target:
    """What a link reference stands for."""

    href: str
    """The address, percent-encoded."""
    title: str = ""
    """The title, or empty."""
    attributes: Attributes = NONE
    """Attributes given with the definition."""
    place: Place = UNKNOWN
    """The lines of the definition; of a heading that is referred to, nothing."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote's blocks."""

    tokens: tuple[Token, ...]
    """Block tokens, their text not read yet."""
    place: Place
    """The lines of the definition."""


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
