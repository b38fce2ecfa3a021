"""The pipeline: the only place that knows the order of the stages.

1. find the site: the configuration that applies, and the decks;
2. read and parse every deck with what it includes and its extras;
3. render each deck's page, the index and the page for lost addresses;
4. write, if nothing is wrong that must not be published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from diascope.cache.memory import Memory
from diascope.diagnostics import Diagnostics, has_errors
from diascope.pipeline.assemble import Assembled, assemble, compose
from diascope.pipeline.failure import INTERNAL, failure
from diascope.pipeline.pages import Progress
from diascope.pipeline.site import Site, find_site, output_of
from diascope.reading.disk import Disk
from diascope.write import write_site

__all__ = [
    "Assembled",
    "Built",
    "Site",
    "assemble",
    "build",
    "compose",
    "failure",
    "find_site",
]


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


def build(
    named: Sequence[Path] = (),
    output: Path | None = None,
    strict: bool = False,
    progress: Progress | None = None,
    is_public: bool = False,
) -> Built:
    """Build the site around the current folder, or only the decks named.

    Nothing is written when there is an error or, with `strict`, a warning.  An exception that
    nobody expected costs the deck that it came from: the others are written, and what was
    published of that one stays.  A public site has no drafts and no speaker notes.
    """
    try:
        return _build(named, output, strict, progress, is_public)
    except Exception as error:
        found = failure(error, named[0] if named else Path())
        return Built(0, 0, output or Path(), True, (found,))


def _build(
    named: Sequence[Path],
    output: Path | None,
    strict: bool,
    progress: Progress | None,
    is_public: bool,
) -> Built:
    disk = Disk()
    site, found = find_site(named, disk)
    site = replace(site, is_public=is_public)
    out = output or output_of(site, disk)
    made = assemble(site, Memory(), disk, progress)
    found = (*found, *made.diagnostics)
    others = tuple(one for one in found if one.code != INTERNAL)
    is_hurt = len(others) < len(found)
    if has_errors(others) or (strict and others) or (is_hurt and not made.pages):
        return Built(0, 0, out, True, found)
    config = site.config
    forbidden = [config.slides, config.templates, config.static]
    _, more = write_site(
        made.files, out, [*forbidden, *site.decks], partial=is_hurt or not site.is_whole
    )
    if has_errors(more):
        return Built(0, 0, out, True, (*found, *more))
    return Built(len(made.pages), made.slide_count, out, is_hurt, (*found, *more))
