"""What the file system answers, as values: an error is one of the answers.

Every question is asked anew; `disk` caches the answers.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from stat import S_ISDIR, S_ISREG

Stamp = tuple[tuple[str, int, int, int], ...]
"""Of every file its path, inode, size in bytes and time of change in nanoseconds."""


class Kind(Enum):
    """What stands at a path, links followed."""

    FILE = "file"
    FOLDER = "folder"
    OTHER = "other"
    """A pipe, a socket, a device."""
    NOTHING = "nothing"
    """Nothing, or nothing can: the name is too long or holds NUL, a folder above is a file."""
    UNREADABLE = "unreadable"
    """Something that cannot be looked at: no permission, a loop of links, a broken disk."""


@dataclass(frozen=True, slots=True)
class Status:
    """What stands at a path, and in which state."""

    kind: Kind
    """What it is."""
    stamp: Stamp = ()
    """What tells whether it has changed; empty for folders and where nothing can be looked at."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a folder."""

    path: str
    """The path of the folder, and the name."""
    name: str
    """The name."""
    is_folder: bool
    """Whether it is a folder, or a link to one."""
    is_link: bool
    """Whether it is a link."""


@dataclass(frozen=True, slots=True)
class Failure:
    """The error that came in place of an answer."""

    number: int
    """Its `errno`."""
    path: str
    """What was asked about."""

    @property
    def error(self) -> OSError:
        """The error to raise, of the subclass that belongs to the number."""
        return OSError(self.number, os.strerror(self.number), self.path)

    @property
    def is_nothing(self) -> bool:
        """Whether there is no such file, rather than one that cannot be looked at."""
        return self.number in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)


def status(path: str) -> Status:
    """What stands at a path."""
    try:
        found = os.stat(path)
    except (OSError, ValueError) as error:
        return Status(Kind.NOTHING if _failure(path, error).is_nothing else Kind.UNREADABLE)
    if S_ISDIR(found.st_mode):
        return Status(Kind.FOLDER)
    stamp = ((path, found.st_ino, found.st_size, found.st_mtime_ns),)
    return Status(Kind.FILE if S_ISREG(found.st_mode) else Kind.OTHER, stamp)


def content(path: str, most: int = -1) -> bytes | Failure:
    """The bytes of a file, or the first of them; a pipe is not waited for."""
    if status(path).kind is Kind.OTHER:
        return Failure(errno.EINVAL, path)
    try:
        with open(path, "rb") as file:
            return file.read(most)
    except (OSError, ValueError) as error:
        return _failure(path, error)


def entries(folder: str) -> tuple[Entry, ...] | Failure:
    """What stands in a folder, in no order."""
    try:
        with os.scandir(folder) as found:
            return tuple(_entry(folder, entry) for entry in found)
    except (OSError, ValueError) as error:
        return _failure(folder, error)


def real(path: str) -> str:
    """The path without links, as far as they lead somewhere."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return path


def places(path: str, folders: dict[str, str]) -> tuple[str, ...]:
    """The path as it is named, in the real folder that it lies in, and where its link leads.

    The last of them is the real path.

    The folders, the real ones by the named ones, are a cache that is added to.
    """
    folder, name = os.path.split(path)
    if folder not in folders:
        folders[folder] = real(folder)
    place = os.path.join(folders[folder], name)
    with suppress(ValueError):
        if os.path.islink(place):
            return tuple(dict.fromkeys((path, place, real(path))))
    return (path,) if place == path else (path, place)


def above(path: str) -> Iterator[str]:
    """The folders above a path, the nearest first."""
    while (folder := os.path.dirname(path)) != path:
        yield folder
        path = folder


def _entry(folder: str, entry: os.DirEntry[str]) -> Entry:
    is_folder = False
    with suppress(OSError):
        is_folder = entry.is_dir()
    return Entry(os.path.join(folder, entry.name), entry.name, is_folder, entry.is_symlink())


def _failure(path: str, error: OSError | ValueError) -> Failure:
    """The failure; for the file system a name that holds NUL is one that no file has."""
    number = error.errno if isinstance(error, OSError) else None
    return Failure(number or errno.ENOENT, path)
