"""Replacing one file of the user's, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


def replace_file(path: Path, before: bytes | None, after: bytes) -> bool:
    """Whether a file that held `before` now holds `after`; None stands for no file.

    False where it holds something else by now.  It is written beside the file and renamed (atomic
    replacement), with the file's permissions; a link stays one.  Raises `OSError`.
    """
    target = path.resolve()
    held = target.read_bytes() if target.exists() else None
    if held != before:
        return False
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(after)
        Path(name).chmod(target.stat().st_mode & 0o7777 if held is not None else 0o644)
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    return True
