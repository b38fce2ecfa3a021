"""The state of files, folders and links, noted and compared (as git's index does it).

A file is as it was if inode, size and times are, or else the digest of its bytes. Times that are
no older than the notes prove nothing, since a file may change twice within one tick of the clock
(racy git): then the bytes are compared as well.
"""

from __future__ import annotations

import os
from stat import S_ISDIR

TYPE_CHECKING = False  # what `typing` says, without its being loaded
if TYPE_CHECKING:
    from typing import Any

_TICK = 20_000_000
"""Nanoseconds that may lie between two times which a file system tells apart."""
_COARSE_TICK = 2_000_000_000
"""Those of one that counts whole seconds (FAT counts two)."""


def state(path: str) -> list[int]:
    """Mode, inode, size and times of what stands at a path; of a folder the mode alone.

    Notes have the mode alone of what may be any file.  Where nothing can be looked at, 0 and the
    error's number.
    """
    try:
        found = os.stat(path)
    except (OSError, ValueError) as error:
        return [0, getattr(error, "errno", None) or 0]
    if S_ISDIR(found.st_mode):
        return [found.st_mode]
    return [found.st_mode, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns]


def is_recent(times: list[int], moment: int) -> bool:
    """Whether something may have changed at this moment, or later."""
    return any(time >= moment - (_TICK if time % 1_000_000_000 else _COARSE_TICK) for time in times)


def listing(folder: str) -> list[Any]:
    """Inode and times of a folder, what stands in it, and whether links are among it.

    Of each entry its name, whether it is a link, and whether it leads to a folder.
    """
    try:
        found = os.stat(folder)
        with os.scandir(folder) as entries:
            names = sorted([one.name, *_kind(one)] for one in entries)
    except (OSError, ValueError) as error:
        return [[], getattr(error, "errno", None) or 0, False]
    times = [found.st_ino, found.st_mtime_ns, found.st_ctime_ns]
    return [times, names, any(is_link for _, is_link, _ in names)]


def _kind(entry: os.DirEntry[str]) -> tuple[bool, bool]:
    try:
        return entry.is_symlink(), entry.is_dir()
    except OSError:
        return entry.is_symlink(), False


def digest(path: str) -> str:
    """The SHA-256 digest of a file; empty where it cannot be read."""
    import hashlib

    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def compared(notes: dict[str, Any]) -> bool | None:
    """Whether all is as noted; None where only the bytes proved it: the notes are brought up."""
    moment, is_fresh = notes["moment"], True
    for path, (known, mark) in notes["files"].items():
        found = state(path)
        if len(known) == 1:
            if found[0] != known[0]:
                return False
            continue
        if found == known and not is_recent(found[3:], moment):
            continue
        if found[0] != known[0] or not mark or digest(path) != mark:
            return False
        notes["files"][path][0], is_fresh = found, False
    for folder, (known, names, has_links) in notes["folders"].items():
        times = _folder_times(folder)
        if times == known and not (has_links or is_recent(times[1:], moment)):
            continue
        found = listing(folder)
        if found[1] != names:
            return False
        is_fresh = is_fresh and found[0] == known and not is_recent(known[1:], moment)
        notes["folders"][folder] = found
    if any(os.path.realpath(path) != real for path, real in notes["links"].items()):
        return False
    return True if is_fresh else None


def _folder_times(folder: str) -> list[int]:
    try:
        found = os.stat(folder)
    except (OSError, ValueError):
        return []
    return [found.st_ino, found.st_mtime_ns, found.st_ctime_ns]
