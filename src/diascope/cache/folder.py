"""The user's folder for what can be made anew (XDG Base Directories)."""

from __future__ import annotations

import os

FOLDER = ".diascope"
"""Where a site, and a user, has what is kept."""


def user_folder() -> str:
    """Stands in for the folder of a site that cannot be written, and has what no site may bring."""
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(cache, "diascope")


def own_bytes(path: str, most: int = 1 << 30) -> bytes | None:
    """The bytes of a file that is the user's own; None where it is not, or larger than `most`."""
    try:
        with open(path, "rb") as file:
            found = os.fstat(file.fileno())
            is_ours = not hasattr(os, "geteuid") or found.st_uid == os.geteuid()
            return file.read() if is_ours and found.st_size <= most else None
    except OSError:
        return None
