"""Temporary files of all tests in memory; for a disk, tests would wait half of their time."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from tempfile import TemporaryDirectory

MEMORY = Path("/dev/shm")
"""The file system that Linux keeps in memory."""
ROOM = 2**31
"""Bytes that have to be free there; containers often have little."""


def work_in_memory() -> None:
    """Put temporary files of this process, and of those that it starts, into memory.

    They go with the last of them. A folder that the user has asked for, by `TMPDIR`, stays.
    """
    if "TMPDIR" not in os.environ and _is_fit(MEMORY):
        folder = TemporaryDirectory(prefix="diascope-tests-", dir=MEMORY)
        _KEPT.append(folder)
        os.environ["TMPDIR"] = tempfile.tempdir = folder.name


_KEPT = list[TemporaryDirectory[str]]()
"""What is removed at the end."""


def _is_fit(folder: Path) -> bool:
    """Whether a folder has room, and programs in it can be run."""
    if not os.access(folder, os.W_OK):
        return False
    status = os.statvfs(folder)
    return status.f_bavail * status.f_frsize > ROOM and not status.f_flag & os.ST_NOEXEC
