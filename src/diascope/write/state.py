"""The folder for what the program remembers of its user, outside all sites.

XDG Base Directory Specification: `$XDG_STATE_HOME`, else `~/.local/state`.
"""

from __future__ import annotations

import os
from pathlib import Path


def state_folder() -> Path:
    """The folder, which may not exist yet; raises `RuntimeError` where there is no home."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state, "diascope")


def remembers(name: str) -> bool:
    """Whether something was remembered under this name."""
    try:
        return (state_folder() / name).is_file()
    except (OSError, RuntimeError):
        return False


def remember(name: str, text: str) -> bool:
    """Whether a text could be put into a file of this name, which only its owner may read."""
    try:
        path = state_folder() / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)
    except (OSError, RuntimeError):
        return False
    return True
