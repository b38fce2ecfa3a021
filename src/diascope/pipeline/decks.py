"""The decks of a site: each read from its file, or known from the last build."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from diascope.cache.memory import Memory
from diascope.deck.model import Deck
from diascope.deck.read import read_deck
from diascope.diagnostics import Diagnostics
from diascope.pipeline.commands import command_diagnostics, with_command_notes
from diascope.pipeline.failure import failure
from diascope.pipeline.outside import outside
from diascope.pipeline.site import Site
from diascope.pipeline.units import Units
from diascope.reading.disk import Disk


def read_decks(
    site: Site, memory: Memory, disk: Disk, units: Units
) -> tuple[tuple[Deck, ...], Diagnostics]:
    """The decks that can be read, and what is wrong with any.

    A file that another includes is a part of it, and no deck by itself.
    """
    read = [(path, *_known_deck(path, site, memory, disk, units)) for path in site.decks]
    parts = set[Path]()
    if site.is_whole and not site.config.decks:
        for _, deck, _ in read:
            others = deck.sources if deck else ()
            parts |= {disk.real(one.path) for one in others if deck and one is not deck.source}
    own = [(deck, wrong) for path, deck, wrong in read if disk.real(path) not in parts]
    decks = (deck for deck, _ in own if deck is not None)
    built = tuple(deck for deck in decks if not (site.is_public and deck.meta.draft))
    return built, tuple(chain.from_iterable(wrong for _, wrong in own))


def whole_deck(path: Path, site: Site, memory: Memory, disk: Disk, units: Units) -> Deck | None:
    """A deck of which only a unit was known."""
    deck, _ = _deck(path, site, memory, disk, units)
    return deck


def _known_deck(
    path: Path, site: Site, memory: Memory, disk: Disk, units: Units
) -> tuple[Deck | None, Diagnostics]:
    """A deck; one that the user did not name must lie within the site's boundary."""
    strays = tuple(outside(site, [path], disk)) if site.is_whole else ()
    if strays:
        return None, strays
    unit = units.kept(path)
    return (unit.deck, unit.wrong) if unit else _deck(path, site, memory, disk, units)


def _deck(
    path: Path, site: Site, memory: Memory, disk: Disk, units: Units
) -> tuple[Deck | None, Diagnostics]:
    own = memory.part(path)
    try:
        with units.noting(path) as notes:
            deck, wrong = read_deck(path, own, disk, site.wide)
            if deck is None:
                return None, wrong
            notes.wrong = (*wrong, *command_diagnostics(deck, site, own))
            return with_command_notes(deck, own, disk), notes.wrong
    except Exception as error:
        return None, (failure(error, path),)
