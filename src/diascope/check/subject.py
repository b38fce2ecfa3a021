"""What rules look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from diascope.config import Config
from diascope.deck.model import Deck
from diascope.deck.walk import Node, walk
from diascope.diagnostics import Diagnostic
from diascope.dialect.tokens import Token
from diascope.links.uses import Use
from diascope.reading.disk import Disk

_NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Subject:
    """A deck that is checked."""

    deck: Deck
    """The deck, its addresses as they were written."""
    uses: tuple[Use, ...]
    """What its addresses mean."""
    config: Config
    """The site's configuration."""
    disk: Disk
    """The files around it."""
    nodes: tuple[Node, ...]
    """Every token of it."""


Rule = Callable[[Subject], Iterator[Diagnostic]]
"""Looks at a deck; its diagnostics may stand in pieces of files."""


def subject(deck: Deck, uses: tuple[Use, ...], config: Config, disk: Disk) -> Subject:
    """The deck, walked once for all rules."""
    return Subject(deck, uses, config, disk, tuple(walk(deck)))


def seen(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """The nodes that an audience sees: all but the speaker's notes."""
    inside = 0
    for node in nodes:
        token = node.token
        if inside:
            inside += (token.type == "div_open") - (token.type == "div_close")
        elif token.type == "div_open" and is_notes(token):
            inside = 1
        else:
            yield node


def is_notes(token: Token) -> bool:
    """Whether a div holds what only the speaker sees."""
    return _NOTES in token.meta["attributes"].classes
