"""Files that a build keeps for the next one, in `.diascope/` in a folder (a disk cache).

The folder is the site's or, for what a site must not bring, the user's.

They are named by the digest of all that they are made of, so what is found is never stale. The
folder can be removed at any time; git ignores it, by a file in it.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from diascope.cache.folder import FOLDER, own_bytes
from diascope.write.replace import put_file


class Scratch:
    """The kept files of one kind; where the folder cannot be written, none."""

    def __init__(self, folder: Path, kind: str) -> None:
        self._root = folder / FOLDER
        self._folder = self._root / kind

    def get(self, name: str) -> bytes | None:
        """What was kept under this name; nothing that another user has put there."""
        return own_bytes(os.fspath(self._folder / name))

    def put(self, name: str, content: bytes) -> bool:
        """Whether something could be kept, in one moment."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            ignored = self._root / ".gitignore"
            if not ignored.exists():
                put_file(ignored, b"*\n")
            put_file(self._folder / name, content)
            return True
        return False

    def keep_newest(self, most: int) -> None:
        """Remove all but those that were put last."""
        with suppress(OSError):
            paths = list(self._folder.iterdir())
            if len(paths) > most:
                paths.sort(key=lambda path: path.stat().st_mtime_ns)
                for path in paths[:-most]:
                    path.unlink(missing_ok=True)

    def drop_others(self, names: Collection[str]) -> None:
        """Remove what is kept under other names."""
        with suppress(OSError):
            for path in list(self._folder.iterdir()):
                if path.name not in names:
                    path.unlink(missing_ok=True)
