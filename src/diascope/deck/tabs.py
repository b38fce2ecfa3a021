"""Tabs: `::: tabs`, as Quarto's `::: panel-tabset`, makes a panel of each heading in it and of what
stands below; `::: code-group` makes one of each code block.

Without a script panels stand one below the other, each under its name; `tabs.js` adds the tabs.
"""

from __future__ import annotations

from collections.abc import Sequence

from diascope.deck.division import division, heads, parted, tokens_of, with_classes
from diascope.dialect.attributes import Attributes
from diascope.dialect.inlines import plain_text
from diascope.dialect.tokens import Token
from diascope.parse.block import Block, Passage, blocks_of

_NAMES = ("title", "filename", "file")
"""Attributes of code that name it."""


def tabs(tokens: Sequence[Token], language: str) -> list[Token]:
    """The tokens of a div with a panel for each heading, below what stands before the first."""
    del language
    opening, *inner, closing = tokens
    blocks = blocks_of(inner)
    begins = heads(blocks)
    if begins is None:
        return list(tokens)
    lead, *parts = parted(blocks, begins)
    panels = [token for part in parts for token in _panel(part, _words(part[0]))]
    return [with_classes(opening, "tabs"), *tokens_of(lead), *panels, closing]


def code_group(tokens: Sequence[Token], language: str) -> list[Token]:
    """The tokens of a div with a panel for each code block and what stands below it."""
    del language
    opening, *inner, closing = tokens
    lead, *parts = parted(blocks_of(inner), lambda block: block.kind == "code_block")
    if not parts:
        return list(tokens)
    panels = [token for part in parts for token in _panel(part, _name(part[0]))]
    return [with_classes(opening, "tabs"), *tokens_of(lead), *panels, closing]


def _panel(blocks: Passage, name: str) -> list[Token]:
    attributes = Attributes("", ("tab-panel",), (("data-name", name),))
    return division(attributes, tokens_of(blocks), blocks[0].place)


def _words(heading: Block) -> str:
    return " ".join(plain_text(heading.tokens[1].children or ()).split())


def _name(code: Block) -> str:
    """The name of a code block: its title, its file, or its language."""
    given: Attributes = code.tokens[0].meta["attributes"]
    titles = (given.get(key) for key in _NAMES)
    return next(filter(None, (*titles, *given.classes)), "…")
