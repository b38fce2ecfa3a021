"""The decks of a site: each read from its file, or known from the last build."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path

from diascope.cache.kept import CODE, Entries
from diascope.cache.memory import Memory
from diascope.deck.model import Deck
from diascope.deck.read import read_deck
from diascope.diagnostics import Diagnostics
from diascope.dialect.attributes import Attributes
from diascope.dialect.fence import closing_line, opening
from diascope.dialect.lines import Lines
from diascope.pipeline.commands import command_diagnostics, with_command_notes
from diascope.pipeline.failure import failure
from diascope.pipeline.outside import outside
from diascope.pipeline.processes import in_another_process, processors
from diascope.pipeline.site import Site
from diascope.pipeline.units import Units
from diascope.reading.disk import Disk
from diascope.snippets import is_diagram, render_code


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
            with suppress(OSError):  # what cannot be read is told below; one process does as well
                _highlight_ahead(path, disk)
            deck, wrong = read_deck(path, own, disk, site.wide)
            if deck is None:
                return None, wrong
            notes.wrong = (*wrong, *command_diagnostics(deck, site, own))
            return with_command_notes(deck, own, disk), notes.wrong
    except Exception as error:
        return None, (failure(error, path),)


_BLOCKS = 100
"""Blocks of code whose highlighting takes longer than a process to start."""


def _highlight_ahead(path: Path, disk: Disk) -> None:
    """Have much code highlighted by another process while the deck is read, if none is kept yet.

    It needs nothing but the text. `CODE` waits for the results. Raises `OSError` where the text
    cannot be read, or no process be had.
    """
    if processors() == 1 or not disk.is_file(path):
        return
    text = disk.read(path)
    fences = max(text.count(b"```"), text.count(b"~~~"))
    if fences >= 2 * _BLOCKS and CODE.is_new:
        lines = Lines(text.decode("utf-8", "replace").splitlines())
        CODE.expect(in_another_process(partial(_highlighted, lines)))


def _highlighted(lines: Lines) -> Entries:
    """The HTML of fenced blocks that nothing encloses; others are left to the first process.

    What is found here and is no block after all, as within a comment, is asked for by nobody.
    """
    line = 0
    while line < len(lines):
        found = opening(lines, line)
        end = closing_line(lines, found.first, found.marks) if found else None
        if found and end is not None:
            if isinstance(found.info, Attributes) and not is_diagram(found.info.classes):
                given, width = found.info, found.indent
                rows = [(at, min(width, lines.indent(at))) for at in range(found.first, end)]
                code = "\n".join(lines[at][skip:] for at, skip in rows)
                render_code(code, given.classes, dict(given.pairs), given.id)
            line = end
        line += 1
    return CODE.fresh
