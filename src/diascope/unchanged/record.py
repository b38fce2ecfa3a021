"""Notes of a build, from which the next one learns that it has nothing to do."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from diascope.browser.find import places_of_commands
from diascope.cache.folder import user_folder
from diascope.pipeline import Built, Trace
from diascope.reading.facts import listing, state
from diascope.reading.observed import ChangedError, files_of, folders_of, links_of, observed
from diascope.reading.surroundings import package_files, package_folders
from diascope.unchanged.notes import packed
from diascope.unchanged.question import Question
from diascope.write.manifest import manifest_text
from diascope.write.names import MANIFEST
from diascope.write.scratch import Scratch

_KEPT = 16
"""Builds that are remembered for a site."""
_PASSING = {"internal-error", "previews-missing", "output-edited"}
"""Findings that may not be there the next time, although all is as it was."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a build prints."""

    plain: str
    """Its diagnostics."""
    coloured: str
    """Its diagnostics on a terminal."""
    before: str
    """The summary up to the time that it took; empty for none."""
    after: str
    """The summary from there."""


def record(question: Question, built: Built, said: Said) -> bool:
    """Whether a build could be noted: it succeeded, and nothing has changed while it ran."""
    trace, codes = built.trace, {one.code for one in built.diagnostics}
    if trace is None or codes & _PASSING or not all(trace.kept):
        return False
    moment, out = time.time_ns(), os.path.abspath(built.output)
    try:
        inputs = observed(trace.disk, question.started)
        kept = _kept(trace.kept, question.started)
        packages = folders_of(package_folders(), question.started)
        around = files_of((*package_files(), *places_of_commands()))
        files = {
            **kept["files"],
            **inputs["files"],
            **around,
            **_outputs(out, trace, kept["files"]),
        }
        folders = {**kept["folders"], **inputs["folders"], **packages, out: listing(out)}
    except ChangedError:
        return False
    notes = {
        "key": question.key,
        "moment": moment,
        "files": files,
        "folders": folders,
        "links": links_of((*files, *folders)),
        "said": asdict(said),
    }
    _put(trace.root, question.name, packed(notes))
    return True


def _kept(parts: Sequence[dict[str, Any]], started: int) -> dict[str, Any]:
    """The state of what decks depend on that were not read; raises `ChangedError`.

    It is that which was compared at the build's beginning, so that no digest is reckoned again. Of
    paths that one deck only asked the kind of, and another one the content, it is the latter.
    """
    files = dict[str, Any]()
    for path, noted in chain.from_iterable(part["files"].items() for part in parts):
        if path not in files or len(noted[0]) > 1:
            files[path] = noted
    for path, (known, _) in files.items():
        now = state(path)
        if now[: len(known)] != known:
            raise ChangedError
    listed = {path: names for part in parts for path, (_, names, _) in part["folders"].items()}
    folders = folders_of(listed, started)
    if any(folders[path][1] != names for path, names in listed.items()):
        raise ChangedError
    return {"files": files, "folders": folders}


def _outputs(out: str, trace: Trace, known: Mapping[str, Any]) -> dict[str, Any]:
    """The state and digest of every file that was written; raises `ChangedError`."""
    manifest = os.path.join(out, MANIFEST)
    marks = {os.path.join(out, *path.split("/")): mark for path, mark in trace.digests.items()}
    written = (*marks, manifest)
    found = {path: known[path] for path in written if path in known}
    found |= files_of(path for path in written if path not in known)
    whole = manifest_text({path: (mark,) for path, mark in trace.digests.items()})
    if trace.is_whole:  # else the manifest names files of other builds as well
        marks[manifest] = sha256(whole).hexdigest()
    if any(found[path][1] != mark for path, mark in marks.items()):
        raise ChangedError
    return found


def _put(site: Path, name: str, notes: bytes) -> None:
    """Keep notes with the site or, where that cannot be written, with the user."""
    for folder in (Scratch(site, "builds"), Scratch(Path(user_folder()), "builds")):
        if folder.put(name, notes):
            folder.keep_newest(_KEPT)
            return
