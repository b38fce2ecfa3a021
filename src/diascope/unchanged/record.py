"""Notes of a build, from which the next one learns that it has nothing to do."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import Any

from diascope.browser.find import places_of_commands
from diascope.cache.folder import user_folder
from diascope.pipeline import Built, Trace
from diascope.reading import filesystem
from diascope.reading.disk import Disk, Kind
from diascope.reading.filesystem import Status
from diascope.unchanged.facts import digest, is_recent, listing, state
from diascope.unchanged.notes import packed
from diascope.unchanged.question import Question
from diascope.write.manifest import manifest_text
from diascope.write.names import MANIFEST
from diascope.write.scratch import Scratch

PACKAGE = Path(__file__).parent.parent
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
    if trace is None or codes & _PASSING:
        return False
    moment, out = time.time_ns(), os.path.abspath(built.output)
    try:
        inputs = _inputs(trace.disk, question.started)
        files = {**inputs, **_files((*_package(), *places_of_commands())), **_outputs(out, trace)}
        folders = {**_folders(trace.disk, question.started), out: listing(out)}
    except _ChangedError:
        return False
    notes = {
        "key": question.key,
        "moment": moment,
        "files": files,
        "folders": folders,
        "links": _links((*files, *folders)),
        "said": asdict(said),
    }
    _put(trace.root, question.name, packed(notes))
    return True


class _ChangedError(Exception):
    """Something changed while it was built, so that nothing is known of the state it had."""


def _inputs(disk: Disk, started: int) -> dict[str, Any]:
    """The state and digest of every path that was asked about; raises `_ChangedError`."""
    paths = {os.fspath(path): path for path in _asked(disk)}
    for key, path in paths.items():
        now = filesystem.status(key)
        stamp = disk.stamp(path) if disk.kind(path) is not Kind.FOLDER else ()
        if now != Status(disk.kind(path), stamp):
            raise _ChangedError
    found = _files(paths)
    if any(is_recent(known[3:], started) for known, _ in found.values()):
        raise _ChangedError
    return found


def _files(paths: Iterable[str]) -> dict[str, Any]:
    """The state of what stands at these paths, and the digest of each that is a file."""
    states = {path: state(path) for path in paths}
    return {path: [now, digest(path) if S_ISREG(now[0]) else ""] for path, now in states.items()}


def _asked(disk: Disk) -> Iterator[Path]:
    for folder, names in disk.asked().items():
        yield from (folder / name for name in names)


def _package() -> Iterator[str]:
    """The files of the package itself."""
    for folder, _, names in os.walk(PACKAGE):
        yield from (os.path.join(folder, name) for name in names if not name.endswith(".pyc"))


def _folders(disk: Disk, started: int) -> dict[str, Any]:
    """The listed folders, and those with the installed packages, whose names tell versions.

    Raises `_ChangedError`.
    """
    packages = (one for one in sys.path if one.endswith("-packages"))
    listed = map(os.fspath, disk.listed(hints=True))
    found = {key: listing(key) for key in (*listed, *packages)}
    if any(is_recent(times[1:], started) for times, _, _ in found.values()):
        raise _ChangedError
    return found


def _outputs(out: str, trace: Trace) -> dict[str, Any]:
    """The state and digest of every file that was written; raises `_ChangedError`."""
    manifest = os.path.join(out, MANIFEST)
    marks = {os.path.join(out, *path.split("/")): mark for path, mark in trace.digests.items()}
    found = _files((*marks, manifest))
    whole = manifest_text({path: (mark,) for path, mark in trace.digests.items()})
    if trace.is_whole:  # else the manifest names files of other builds as well
        marks[manifest] = sha256(whole).hexdigest()
    if any(found[path][1] != mark for path, mark in marks.items()):
        raise _ChangedError
    return found


def _links(paths: tuple[str, ...]) -> dict[str, str]:
    """Where the folders of paths are without links, and the paths that are links themselves."""
    folders = dict.fromkeys(map(os.path.dirname, paths))
    links = (path for path in paths if os.path.islink(path))
    return {path: os.path.realpath(path) for path in (*folders, *links)}


def _put(site: Path, name: str, notes: bytes) -> None:
    """Keep notes with the site or, where that cannot be written, with the user."""
    for folder in (Scratch(site, "builds"), Scratch(Path(user_folder()), "builds")):
        if folder.put(name, notes):
            folder.keep_newest(_KEPT)
            return
