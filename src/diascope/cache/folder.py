"""The user's folder for what can be made anew (XDG Base Directories)."""

from __future__ import annotations

import os


def user_folder() -> str:
    """Stands in for the folder of a site that cannot be written, and has what no site may bring."""
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(cache, "diascope")
