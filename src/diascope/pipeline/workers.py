"""Many decks made by several processes at once, with the same bytes as by one.

1. the decks that are to be read are shared out; each process makes units of its share, and the
   text of their pages, as a build of these decks alone does;
2. what a deck was told of other pages is compared with what it would be told here (`Units.page`);
3. where a process fails, or a deck does, its share is made here, so that mistakes are told as ever.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from diascope.cache.kept import EVERY, Entries
from diascope.cache.memory import Memory
from diascope.pipeline.assemble import assemble
from diascope.pipeline.processes import processors
from diascope.pipeline.site import Site
from diascope.pipeline.styles import finished
from diascope.pipeline.unit import Unit
from diascope.pipeline.units import Units
from diascope.reading.disk import Disk
from diascope.write import Content

_FEWEST = 12
"""Decks that are worth a process, which takes about as long as three of them to start."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a process has made."""

    units: Sequence[tuple[Path, Unit, bytes]]
    """The decks, with their units and the text of their pages."""
    assets: Mapping[str, Content]
    """The files of the theme that these ask for."""
    pieces: Sequence[Entries]
    """Results to be kept: of formulas, of code."""


def share_out(site: Site, out: Path, units: Units) -> None:
    """Have decks made by other processes, if there are enough of them and processors for them."""
    todo = [path for path in site.decks if units.kept(path) is None]
    count = min(processors(), len(todo) // _FEWEST)
    if count < 2 or site.has_previews:
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    shares = [tuple(todo[at::count]) for at in range(count)]
    with ProcessPoolExecutor(count, get_context("fork")) as pool:
        futures = [pool.submit(partial(_made, site, out), share) for share in shares]
        for future in futures:
            if future.exception() is None:
                _take(future.result(), units)


def _take(share: Share, units: Units) -> None:
    for path, unit, content in share.units:
        units.take(path, unit, content, share.assets)
    for kept, entries in zip(EVERY, share.pieces, strict=True):
        for digest, result in entries.items():
            kept.add(digest, result)


def _made(site: Site, out: Path, paths: Sequence[Path]) -> Share:
    """A share, made in another process; raises whatever hinders it."""
    part = replace(site, decks=tuple(paths), is_whole=False)
    units = Units(part, out, Disk(), paths)
    made = assemble(part, Memory(), units.disk, None, units)
    files, own = finished(made), list[tuple[Path, Unit, bytes]]()
    for deck, page in zip(made.decks, made.pages, strict=True):
        content = files[page.path]
        unit = units.made(deck, page, made.templates.assets.files)
        if unit and isinstance(content, bytes):
            own.append((deck.source.path, unit, content))
    return Share(own, made.templates.assets.files, [kept.fresh for kept in EVERY])
