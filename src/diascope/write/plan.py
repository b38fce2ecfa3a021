"""What a build has to change in the output folder, and what stands in its way.

Nothing is changed here.
"""

import os
import stat
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from diascope.write.manifest import Manifest, digest_of
from diascope.write.names import fold, parents

Content = bytes | Path
"""The bytes of a file, or the file they are copied from."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The difference between an output folder and the site that shall stand there."""

    digests: Mapping[str, str]
    """Every file of the site with the digest of its bytes."""
    before: Manifest
    """What previous builds wrote."""
    changed: tuple[str, ...]
    """Files to write: assets first, then the pages that use them."""
    stale: tuple[str, ...]
    """Files of previous builds to remove."""
    edited: tuple[str, ...]
    """Files to remove, but that someone has changed since they were built."""
    foreign: tuple[str, ...]
    """What stands in the way of a file and was not built."""


def make_plan(files: Mapping[str, Content], out: Path, before: Manifest, partial: bool) -> Plan:
    """The plan for these files; a partial one leaves the others of previous builds as they are.

    Raises ``OSError`` for a source that cannot be read or a folder that cannot be looked into.
    """
    digests = {path: digest_of(content) for path, content in files.items()}
    gone = () if partial else tuple(_gone(out, before, digests))
    ours = {path: _is_ours(out, path, before[path]) for path in gone}
    stale = tuple(path for path in gone if ours[path])
    edited = tuple(path for path in gone if not ours[path])
    differs = {path for path in files if _differs(out, path, files[path], digests[path])}
    foreign = {found for path in files if (found := _in_the_way(out, path, before, stale))}
    foreign.difference_update(set(files) - differs)
    changed = sorted(differs, key=lambda path: (path.endswith(".html"), path))
    return Plan(digests, before, tuple(changed), stale, edited, tuple(sorted(foreign)))


def _differs(out: Path, path: str, content: Content, digest: str) -> bool:
    """Whether something else stands at a path than is to stand there."""
    return content != out / path and digest != _digest_at(out, path)


def _gone(out: Path, before: Manifest, files: Collection[str]) -> Iterator[str]:
    """Files of previous builds that are there and are not part of the site."""
    folded = {fold(path): path for path in files}
    for path in sorted(before):
        found = _stat(out / path)
        if path in files or found is None or stat.S_ISDIR(found.st_mode):
            continue
        renamed = folded.get(fold(path))
        if not (renamed and _stat(out / renamed) and (out / path).samefile(out / renamed)):
            yield path


def _is_ours(out: Path, path: str, digests: Collection[str]) -> bool:
    """Whether the file is as a build wrote it, and where it wrote it."""
    linked = any((out / parent).is_symlink() for parent in parents(path))
    return not linked and _digest_at(out, path) in digests


def _in_the_way(out: Path, path: str, before: Manifest, stale: Collection[str]) -> str:
    """What no build wrote and stands where the file or a folder above it goes; else nothing."""
    for parent in parents(path):
        found = _stat(out / parent)
        if found is None or parent in stale:
            return ""
        if not stat.S_ISDIR(found.st_mode):
            return parent
    found = _stat(out / path)
    if found is None or (stat.S_ISREG(found.st_mode) and path in before):
        return ""
    if stat.S_ISDIR(found.st_mode) and _is_vacant(out, path, stale):
        return ""
    return path


def _is_vacant(out: Path, folder: str, stale: Collection[str]) -> bool:
    """Whether the folder holds nothing but folders and stale files."""
    for root, folders, names in os.walk(out / folder):
        inside = Path(root).relative_to(out)
        links = (name for name in folders if Path(root, name).is_symlink())
        if any((inside / name).as_posix() not in stale for name in (*names, *links)):
            return False
    return True


def _digest_at(out: Path, path: str) -> str | None:
    """The digest of the file in the output folder, or nothing where there is no plain file."""
    found = _stat(out / path)
    regular = found is not None and stat.S_ISREG(found.st_mode)
    return digest_of(out / path) if regular else None


def _stat(path: Path) -> os.stat_result | None:
    """What stands at the path, be it a symbolic link; nothing where nothing does."""
    try:
        return path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
