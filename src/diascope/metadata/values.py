"""Metadata values, each with the place where it stands.

They are pandoc's kinds without a parser's work done: a text is Markdown that is not parsed yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from diascope.diagnostics import Place


@dataclass(frozen=True, slots=True)
class MetaText:
    """A text, in Markdown; an empty value is an empty text, as in pandoc."""

    text: str
    """The Markdown, without the indentation of the block it stands in."""
    place: Place
    """Where it stands in its file; a text with lines of its own begins on the first of them."""
    is_verbatim: bool = True
    """Whether its lines are those of the file, so that a place in one is a place in the other."""
    written: str = ""
    """What stands in the file, where that is a number that pandoc shows in another way: `1.30`."""

    def rows(self) -> tuple[Place, ...]:
        """The place of each line of the text; without a column where escapes may shift it."""
        origin, first, _, column, _ = self.place
        if not self.is_verbatim:
            return (Place(origin, first, first + 1),)
        lines = range(first + 1, first + 1 + self.text.count("\n"))
        return (Place(origin, first, first + 1, column), *(Place(origin, n, n + 1) for n in lines))


@dataclass(frozen=True, slots=True)
class MetaBool:
    """A yes or no."""

    value: bool
    """What it says."""
    text: str
    """How it is written: ``no`` may be an answer or the language of Norway."""
    place: Place
    """Where it stands in its file."""


@dataclass(frozen=True, slots=True)
class MetaList:
    """A list of values."""

    items: tuple["MetaValue", ...]
    """The values, in order."""
    place: Place
    """Where it stands in its file."""


@dataclass(frozen=True, slots=True)
class MetaMap:
    """Values under names."""

    items: Mapping[str, "MetaValue"]
    """The values, in the order of the file."""
    place: Place
    """Where it stands in its file."""


MetaValue = MetaText | MetaBool | MetaList | MetaMap
"""Any metadata value."""
Metadata = Mapping[str, MetaValue]
"""A deck's metadata, by key."""


def merge(*blocks: Metadata) -> dict[str, MetaValue]:
    """The metadata of several blocks: the last one to set a key counts, as in pandoc.

    Mappings are replaced, not joined (Pandoc's manual, "Extension: yaml_metadata_block"). The
    title block stands first in a file, so a YAML block below it wins.
    """
    return {key: value for block in blocks for key, value in block.items()}
