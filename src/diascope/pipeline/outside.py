"""Files that a site finds by itself, not by an address, and that lie outside its boundary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from diascope.diagnostics import Diagnostic, of_file
from diascope.pipeline.site import Site
from diascope.reading.boundary import refusal_hint
from diascope.reading.disk import Disk

REPOSITORY = ".git"
"""What no site carries over: the folder of a repository, and the file of a submodule."""


def outside(site: Site, paths: Iterable[Path], disk: Disk) -> Iterator[Diagnostic]:
    """An error for each of these files that is a link to one that the site may not publish.

    Hidden files in `static/` were put there to be published, such as `.well-known/`.
    """
    static = disk.real(site.config.static)
    allowed = not site.boundary.refusal(static)
    for path in paths:
        real = disk.real(path)
        why = site.boundary.refusal(real)
        is_own = allowed and real.is_relative_to(static) and REPOSITORY not in real.parts
        if why and not is_own:
            message, hint = f"this file {why}", refusal_hint(why)
            yield Diagnostic("file-outside", of_file(path), message, hint)
