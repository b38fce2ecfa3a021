"""The pipeline: the only place that knows the order of the stages.

1. find the site: the configuration that applies, and the decks;
2. read and parse every deck with what it includes and its extras;
3. render each deck's page, the index and the page for lost addresses;
4. write, if nothing is wrong that must not be published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from diascope.cache.memory import Memory
from diascope.diagnostics import Diagnostics, has_errors
from diascope.pipeline.assemble import Assembled, Progress, assemble, compose
from diascope.pipeline.site import Site, find_site, output_of
from diascope.reading.disk import Disk
from diascope.write import write_site

__all__ = ["Assembled", "Built", "Site", "assemble", "build", "compose", "find_site"]


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
    """Whether nothing was written because of what was found."""
    diagnostics: Diagnostics
    """What was found."""


def build(
    named: Sequence[Path] = (),
    output: Path | None = None,
    strict: bool = False,
    progress: Progress | None = None,
) -> Built:
    """Build the site around the current folder, or only the decks named.

    Nothing is written when there is an error or, with `strict`, a warning.
    """
    disk = Disk()
    site, found = find_site(named, disk)
    out = output or output_of(site, disk)
    made = assemble(site, Memory(), disk, progress)
    found = (*found, *made.found)
    if has_errors(found) or (strict and found):
        return Built(0, 0, out, True, found)
    forbidden = [site.config.slides, *site.decks]
    _, more = write_site(made.files, out, forbidden, partial=not site.is_whole)
    found = (*found, *more)
    failed = has_errors(more)
    return Built(len(made.pages), made.slide_count, out, failed, found)
