"""Replacing one file of the user's, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


def replace_file(path: Path, before: bytes, after: bytes) -> bool:
    """Whether a file that held `before` now holds `after`; raises `OSError`.

    False where it holds something else by now.
    """
    if path.read_bytes() != before:
        return False
    put_file(path, after)
    return True


def put_new_file(path: Path, content: bytes) -> None:
    """Have a file hold this, its folder made where there is none; raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    put_file(path, content)


def put_file(path: Path, content: bytes) -> None:
    """Have a file hold this, in one moment (atomic replacement); raises `OSError`.

    It is written beside it and renamed, with the permissions of the one that is there; a link stays
    one.
    """
    target = path.resolve()
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(name).chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o644)
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
