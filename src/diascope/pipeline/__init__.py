"""The pipeline: the only place that knows the order of the stages.

1. find the site: the configuration that applies, and the decks;
2. read and parse every deck with what it includes and its extras;
3. render each deck's page, the index and the page for lost addresses;
4. write, if nothing is wrong that must not be published.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from diascope.cache.memory import Memory
from diascope.diagnostics import Diagnostic, Diagnostics, Severity, has_errors
from diascope.pipeline.assemble import Assembled, assemble, compose
from diascope.pipeline.failure import INTERNAL, failure
from diascope.pipeline.kept import use_kept, write_kept
from diascope.pipeline.pages import Progress
from diascope.pipeline.site import Site, find_site, output_of
from diascope.pipeline.styles import finished
from diascope.pipeline.units import Units
from diascope.pipeline.workers import share_out
from diascope.reading.disk import Disk
from diascope.write import Content, write_site

__all__ = [
    "PLAIN",
    "Assembled",
    "Built",
    "Draw",
    "Site",
    "Trace",
    "Wish",
    "assemble",
    "build",
    "compose",
    "failure",
    "find_site",
    "use_kept",
    "with_drawn",
]


Draw = Callable[[Assembled], tuple[Mapping[str, Content], Diagnostics]]
"""Makes further files of an assembled site, by path in it, and says what is wrong."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a site is built for."""

    is_public: bool = False
    """Whether drafts and speaker notes stay out of it."""
    has_previews: bool = False
    """Whether `draw` makes a picture of the first slide for each page."""
    has_pdfs: bool = False
    """Whether `draw` makes a PDF for each page whose deck has none beside it."""
    draw: Draw | None = None
    """Makes them."""
    is_optional: bool = False
    """Whether the site is built without them where they cannot be drawn."""

    def applied(self, site: Site) -> Site:
        """The site as it is wished for."""
        return replace(
            site,
            is_public=self.is_public,
            has_previews=self.has_previews,
            has_pdfs=self.has_pdfs,
        )


PLAIN = Wish()
"""A site to present from."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What a build read and wrote."""

    disk: Disk
    """What it asked of the disk."""
    root: Path
    """The folder of the site."""
    digests: Mapping[str, str]
    """Its files, by path in the output folder, with the SHA-256 digests of their bytes."""
    is_whole: bool
    """Whether these are all files of the site."""
    kept: tuple[dict[str, Any], ...] = ()
    """What decks depend on that were not read, as `facts.compared` takes it."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to."""

    decks: int
    """The decks that became pages."""
    slides: int
    """The slides of all of them."""
    output: Path
    """The folder that it was written to."""
    failed: bool
    """Whether something was found that must not be there."""
    diagnostics: Diagnostics
    """What was found."""
    trace: Trace | None = None
    """What it did, where it wrote the site."""


def build(
    named: Sequence[Path] = (),
    output: Path | None = None,
    strict: bool = False,
    progress: Progress | None = None,
    wish: Wish = PLAIN,
) -> Built:
    """Build the site around the current folder, or only the decks named.

    Nothing is written when there is an error or, with `strict`, a warning.  An exception that
    nobody expected costs the deck that it came from: the others are written, and what was
    published of that one stays.
    """
    try:
        return _build(named, output, strict, progress, wish)
    except Exception as error:
        found = failure(error, named[0] if named else Path())
        return Built(0, 0, output or Path(), True, (found,))


def _build(
    named: Sequence[Path],
    output: Path | None,
    strict: bool,
    progress: Progress | None,
    wish: Wish,
) -> Built:
    disk = Disk()
    site, found = find_site(named, disk)
    site = wish.applied(site)
    out = output or output_of(site, disk)
    use_kept(site.config.root, notes=True)
    units = Units(site, out if _has_units(site) else None, disk)
    if _has_units(site):
        share_out(site, out, units)
    made = assemble(site, Memory(), disk, progress, units)
    write_kept(site.config.root)
    found = (*found, *made.diagnostics)
    if not has_errors(found):
        made, wrong = with_drawn(made, wish)
        found = (*found, *wrong)
    others = tuple(one for one in found if one.code != INTERNAL)
    is_hurt = len(others) < len(found)
    is_refused = strict and any(one.severity is not Severity.ADVICE for one in others)
    if has_errors(others) or is_refused or (is_hurt and not made.pages):
        return Built(0, 0, out, True, found)
    config = site.config
    forbidden = [config.slides, config.templates, config.static]
    forbidden += (path for path in site.decks if config.slides not in path.parents)
    is_whole = site.is_whole and not is_hurt
    written, more = write_site(finished(made), out, forbidden, partial=not is_whole)
    if has_errors(more):
        return Built(0, 0, out, True, (*found, *more))
    if is_whole:
        made.units.keep(made, written.digests)
    trace = Trace(disk, config.root, written.digests, is_whole, tuple(made.units.facts))
    return Built(len(made.pages), made.slide_count, out, is_hurt, (*found, *more), trace)


def _has_units(site: Site) -> bool:
    """Whether decks need not be read that are as they were: where there are several."""
    return site.is_whole and len(site.decks) > 1 and not site.has_pdfs


def with_drawn(made: Assembled, wish: Wish) -> tuple[Assembled, Diagnostics]:
    """The site with what a browser draws, and what is wrong with that.

    Where it cannot be drawn and need not be, the pages are printed anew without it.
    """
    if wish.draw is None:
        return made, ()
    files, wrong = wish.draw(made)
    if has_errors(wrong) and wish.is_optional:
        plain = assemble(replace(made.site, has_previews=False), Memory(), made.disk)
        return plain, tuple(map(_left_out, wrong))
    return replace(made, files={**made.files, **files}), wrong


def _left_out(wrong: Diagnostic) -> Diagnostic:
    """Why there are no pictures, where none were asked for."""
    message = f"the pages have no previews: {wrong.message}"
    return Diagnostic("previews-missing", wrong.place, message, wrong.hint)
