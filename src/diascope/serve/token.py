"""The token of a server on a network.

It is kept for half a day, so that pages on other machines find a server again that was started
anew, and in a file that only its owner may read.
"""

from __future__ import annotations

import os
import secrets
import time
from hashlib import blake2b
from pathlib import Path

_LASTS = 12 * 3600
"""Seconds for which a token is kept."""


def token_for(site: str) -> str:
    """The token of a site; a new one where none is kept, or none can be."""
    try:
        path = _folder() / blake2b(site.encode(), digest_size=8).hexdigest()
        return _kept(path) or _written(secrets.token_urlsafe(16), path)
    except (OSError, RuntimeError, UnicodeDecodeError):
        return secrets.token_urlsafe(16)


def _folder() -> Path:
    """The folder for what programs remember (XDG Base Directory Specification)."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state, "diascope", "tokens")


def _kept(path: Path) -> str:
    """The token in a file, unless there is none, it is old, or others may read it."""
    if not path.exists():
        return ""
    found = path.stat()
    is_good = found.st_mode & 0o077 == 0 and time.time() - found.st_mtime < _LASTS
    return path.read_text(encoding="ascii") if is_good else ""


def _written(token: str, path: Path) -> str:
    """Write the token, never through a file that was there."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(token)
    return token
