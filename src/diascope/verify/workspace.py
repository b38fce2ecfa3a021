"""The temporary folders of a run: a copy of `demo/` to work in, and a home."""

from __future__ import annotations

import contextlib
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where commands run."""

    folder: Path
    """The folder that they begin in."""
    home: Path
    """Their home; no other process has its path in its environment."""


@contextlib.contextmanager
def workspace(demo: Path | None) -> Iterator[Workspace]:
    """A workspace with a copy of a folder; it is removed in the end, whatever happens."""
    root = Path(tempfile.mkdtemp(prefix="diascope-")).resolve()
    try:
        work, home = root / "work", root / "home"
        home.mkdir()
        if demo:
            shutil.copytree(demo, work, symlinks=True)
        else:
            work.mkdir()
        yield Workspace(work, home)
    finally:
        shutil.rmtree(root, onerror=_writable)


def _writable(remove: Callable[[str], object], path: str, _: object) -> None:
    """Make a folder writable that a command made read-only, and try again."""
    with contextlib.suppress(OSError):
        for place in (Path(path).parent, Path(path)):
            place.chmod(place.stat().st_mode | stat.S_IRWXU)
        if Path(path).is_dir() and not Path(path).is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            remove(path)
