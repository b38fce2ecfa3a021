"""Metadata values, each with the place where it stands.

They are pandoc's kinds without a parser's work done: a text is Markdown that nobody has read.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MetaText:
    """A text, in Markdown; an empty value is an empty text, as in pandoc."""

    text: str
    """The Markdown, without the indentation of the block it stands in."""
    line: int
    """The line of the file where the text begins."""
    column: int | None = None
    """The column where it begins; ``None`` where the text has lines of its own."""


@dataclass(frozen=True, slots=True)
class MetaBool:
    """A yes or no."""

    value: bool
    """What it says."""
    text: str
    """How it is written: ``no`` may be an answer or the language of Norway."""
    line: int
    """The line of the file where it stands."""
    column: int | None = None
    """The column where it stands."""


@dataclass(frozen=True, slots=True)
class MetaList:
    """A list of values."""

    items: tuple["MetaValue", ...]
    """The values, in order."""
    line: int
    """The line of the file where the list begins."""
    column: int | None = None
    """The column where it begins."""


@dataclass(frozen=True, slots=True)
class MetaMap:
    """Values under names."""

    items: Mapping[str, "MetaValue"]
    """The values, in the order of the file."""
    line: int
    """The line of the file where the mapping begins."""
    column: int | None = None
    """The column where it begins."""


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
