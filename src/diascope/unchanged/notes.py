"""Notes as a file: a checksum, and JSON behind it."""

from __future__ import annotations

import json

from diascope.cache.folder import own_bytes
from diascope.cache.sealed import sealed, unsealed

TYPE_CHECKING = False  # what `typing` says, without its being loaded
if TYPE_CHECKING:
    from typing import Any

_MOST = 1 << 26
"""Bytes of notes that are read."""


def packed(notes: dict[str, Any]) -> bytes:
    """The bytes of a file with these notes."""
    return sealed(json.dumps(notes).encode())


def unpacked(path: str) -> dict[str, Any]:
    """The notes in a file, empty where there are none; raises `ValueError` for damaged ones.

    A file of another user's counts as none.
    """
    content = own_bytes(path, _MOST)
    if content is None:
        return {}
    text = unsealed(content)
    if text is None:
        raise ValueError("damaged")
    notes = json.loads(text)
    return notes if isinstance(notes, dict) else {}
