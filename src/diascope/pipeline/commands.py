"""What a build does for the commands on slides: nothing, and no import, where a deck has none."""

from __future__ import annotations

import re

from diascope.cache.memory import Memory
from diascope.deck.model import Deck
from diascope.diagnostics import Diagnostics
from diascope.patterns import lazy_pattern
from diascope.pipeline.site import Site
from diascope.reading.disk import Disk

_WORDS = r"(?:console|session|sh\b|shell|terminal|pycon|prompt=)"
_SIGNS = lazy_pattern(rf"```.*{_WORDS}|~~~.*{_WORDS}|\$ |❯ |➜ ")
"""What there is in every text that `_COMMANDS` is in; found faster, by its first characters."""
_COMMANDS = lazy_pattern(
    rf"^[ \t>]*+(?:`{{3,}}+|~{{3,}}+).*{_WORDS}"
    r"|^[ \t>]*+(?:`{3,}|~{3,})?[ \t>]*+\S{0,60}[$❯➜] ",
    re.M,
)
"""What there is in every deck that has commands; it takes no second look at a long line of `>`."""


def command_diagnostics(deck: Deck, site: Site, memory: Memory) -> Diagnostics:
    """What is wrong with the commands of a deck; most decks have none."""
    is_wanted = site.config.lint and deck.meta.lint
    if not is_wanted or not any(_has_commands(source.text) for source in deck.sources):
        return ()
    from diascope.commands.lint import lint

    return lint(deck, memory)


def _has_commands(text: str) -> bool:
    return bool(_SIGNS.search(text) and _COMMANDS.search(text))


def with_command_notes(deck: Deck, memory: Memory, disk: Disk) -> Deck:
    """The deck with notes of when its commands were verified, if it is to have any."""
    if not deck.meta.show_verified:
        return deck
    from diascope.commands.verified import with_notes

    return with_notes(deck, memory, disk)
