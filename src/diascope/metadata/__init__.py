"""Metadata: the title block and the YAML blocks of a deck, and what they mean.

1. ``split_title_block`` and ``yaml_block`` read the blocks into values with places;
2. ``merge`` makes one mapping of them, as pandoc does;
3. ``deck_meta`` says what the generator understands of it.

``yaml_block`` is imported with the first YAML block, since PyYAML takes as long as 15 slides.
"""

from diascope.metadata.authors import Author
from diascope.metadata.deck import HEAD_KEYS, DeckMeta, deck_meta
from diascope.metadata.keys import is_known
from diascope.metadata.title_block import TitleBlock, check_title_block, split_title_block
from diascope.metadata.values import (
    MetaBool,
    Metadata,
    MetaList,
    MetaMap,
    MetaText,
    MetaValue,
    merge,
)

__all__ = [
    "HEAD_KEYS",
    "Author",
    "DeckMeta",
    "MetaBool",
    "MetaList",
    "MetaMap",
    "MetaText",
    "MetaValue",
    "Metadata",
    "TitleBlock",
    "check_title_block",
    "deck_meta",
    "is_known",
    "merge",
    "split_title_block",
]
