"""Whether a folder may be written as the output folder at all."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from diascope.diagnostics import Diagnostic
from diascope.write.manifest import Manifest, read_manifest
from diascope.write.names import MANIFEST, STAGING
from diascope.write.reports import refusal

_SYSTEM = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that systems put into any folder that someone looks at."""


def check_place(out: Path, sources: Sequence[Path]) -> Iterator[Diagnostic]:
    """Why the folder cannot be the output folder: a file, or a place among the sources."""
    if out.exists() and not out.is_dir():
        hint = "name another output folder, or move the file away"
        yield refusal("output-unwritable", out, "a file stands where the output folder goes", hint)
        return
    for source in sources:
        relation = _relation(*(Path(os.path.realpath(path)) for path in (out, source)))
        if relation:
            message = f"the output folder {relation} `{source}`, which holds sources"
            hint = "choose a folder of its own, such as `_site` beside `slides`"
            yield refusal("output-inside-slides", out, message, hint)


def read_before(out: Path) -> Manifest | Diagnostic:
    """What previous builds wrote into the folder, or why it is not a folder of theirs."""
    hint = "choose another folder, or remove this one if nothing in it is needed"
    try:
        before = read_manifest(out)
    except (ValueError, RecursionError):
        message = "the list of what was built here cannot be read"
        return refusal("output-foreign", out / MANIFEST, message, hint)
    if before is not None:
        return before
    names = (entry.name for entry in out.iterdir()) if out.exists() else ()
    foreign = sorted(filter(_is_foreign, names))
    if not foreign:
        return {}
    message = f"the output folder holds files that no build wrote, such as `{foreign[0]}`"
    return refusal("output-foreign", out, message, hint)


def _is_foreign(name: str) -> bool:
    return name not in _SYSTEM and not name.startswith(STAGING)


def _relation(out: Path, source: Path) -> str:
    """How the output folder lies to a source; empty where neither holds the other."""
    if _same(out, source):
        return "is"
    if any(_same(parent, source) for parent in out.parents):
        return "lies inside"
    return "contains" if any(_same(out, parent) for parent in source.parents) else ""


def _same(one: Path, other: Path) -> bool:
    """Whether both are one folder, be it under two names."""
    if one == other:
        return True
    try:
        return one.samefile(other)
    except OSError:
        return False
