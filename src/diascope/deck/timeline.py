"""Timelines: a list or definition list goes across the slide when its entries are few and short."""

from __future__ import annotations

from collections.abc import Sequence

from diascope.deck.division import with_classes
from diascope.dialect.inlines import plain_text
from diascope.dialect.tokens import Token

ACROSS = "timeline-across"
"""The class of a timeline that goes across."""
LISTS = ("bullet_list_open", "ordered_list_open", "dl_open")
_MOST_ENTRIES = 6
_MOST_LETTERS = 80
"""Letters of an entry: more would be a tower of short lines."""
_LONGEST_WORD = 14
"""Letters of a word that fits into a sixth of the slide."""


def timeline(tokens: Sequence[Token], language: str) -> list[Token]:
    """The tokens of a div, marked where the list in it goes across."""
    del language
    opening, *inner = tokens
    return [with_classes(opening, ACROSS), *inner] if goes_across(inner) else list(tokens)


def goes_across(tokens: Sequence[Token]) -> bool:
    """Whether these tokens begin with a list of a few short entries."""
    if not tokens or tokens[0].type not in LISTS:
        return False
    entries = _entries(tokens)
    words = [word for entry in entries for word in entry.split()]
    return (
        2 <= len(entries) <= _MOST_ENTRIES
        and all(len(entry) <= _MOST_LETTERS for entry in entries)
        and all(len(word) <= _LONGEST_WORD for word in words)
    )


def _entries(tokens: Sequence[Token]) -> list[str]:
    """The text of each entry of the list that these tokens begin with."""
    meanings = sum(token.type == "dd_open" for token in tokens)
    if meanings and meanings != sum(token.type == "dt_open" for token in tokens):
        return []  # each column has one place below its term
    entries, depth = list[str](), 0
    for token in tokens:
        depth += token.nesting
        if depth == 0:
            break
        if depth == 2 and token.nesting == 1 and token.type in ("list_item_open", "dt_open"):
            entries.append("")
        elif token.type == "inline" and entries:
            entries[-1] += " " + plain_text(token.children or ())
        elif token.type in ("code_block", "table_open", "figure", *LISTS) and depth > 1:
            return []
    return entries
