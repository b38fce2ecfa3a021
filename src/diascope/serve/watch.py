"""Changes of files, gathered into bursts (debounce), each reported as soon as it can be read.

There is no fixed delay. A burst is reported at the first event after which nothing is being
written, and the caller works on it at once; `goes_on` then says whether more events came meanwhile.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Collection, Mapping
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from diascope.patterns import lazy_pattern

_KINDS: list[type[FileSystemEvent]] = [
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
]
_NEEDLESS = lazy_pattern(r"\..*|.*~|.*\.(swp|swx|swo|tmp|bak|part)|#.*#|4913|.*___jb_(tmp|old)___")
"""Names of temporary and backup files that editors make while they save; they are ignored."""
_QUIET = 0.003
"""Seconds without an event after which a burst is over."""
_WRITING = 0.025
"""Seconds to wait for the event that closes a written file; not every system reports it."""
_MANY = 0.04
"""Seconds without an event to wait for when so many files change that more will follow."""
_LONGEST = 0.5
"""Seconds after which a burst is reported even if its files are still written to."""
_POLLING = 0.3
"""Seconds between two looks at the files where the system reports no changes."""


class Watch(FileSystemEventHandler):
    """Watches folders, and reports what changed in them as bursts."""

    def __init__(self, poll: bool) -> None:
        self._observer: BaseObserver = PollingObserver(timeout=_POLLING) if poll else Observer()
        self._watches: dict[tuple[Path, bool], ObservedWatch] = {}
        self._loop = asyncio.get_running_loop()
        self._events = asyncio.Queue[tuple[str, bool]]()
        self._names = frozenset[str]()
        self._latest = 0.0
        self.failed: Mapping[Path, str] = {}
        """The folders that cannot be watched, and why."""

    def start(self) -> None:
        """Start the threads that watch."""
        self._observer.start()

    def stop(self) -> None:
        """Stop the threads, without waiting for them."""
        self._observer.stop()

    def cover(self, folders: Mapping[Path, bool], names: Collection[str]) -> set[Path]:
        """Watch these folders and no others, and say which are new; true stands for all below one.

        Of a folder that is not there the nearest above it is watched. Files of these names count
        even if they look like what editors leave.
        """
        self._names = frozenset(names)
        wanted = {_present(folder, deep) for folder, deep in folders.items()}
        for gone in self._watches.keys() - wanted:
            self._observer.unschedule(self._watches.pop(gone))
        fresh, failed = set[Path](), dict[Path, str]()
        for folder, deep in wanted - self._watches.keys():
            try:
                watch = self._observer.schedule(
                    self, os.fspath(folder), recursive=deep, event_filter=_KINDS
                )
            except OSError as error:
                failed[folder] = error.strerror or str(error)
                continue
            self._watches[folder, deep] = watch
            fresh.add(folder)
        self.failed = failed
        return fresh

    async def burst(self) -> set[Path]:
        """The paths that changed, once there are any and none is being written."""
        writing = dict([await self._events.get()])
        end = self._loop.time() + _LONGEST
        while self._loop.time() < end:
            quiet = _MANY if len(writing) > 8 else _WRITING if any(writing.values()) else 0
            if not quiet and self._events.empty():
                break
            try:
                path, is_open = await asyncio.wait_for(self._events.get(), quiet or None)
            except TimeoutError:
                break
            writing[path] = is_open
        self._latest = self._loop.time()
        return set(map(Path, writing))

    async def goes_on(self) -> bool:
        """Whether more has changed since the last burst, or does within the quiet time after it."""
        rest = self._latest + _QUIET - self._loop.time()
        if rest > 0 and self._events.empty():
            await asyncio.sleep(rest)
        return not self._events.empty()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Hand an event over to the loop; watchdog calls this in a thread of its own."""
        is_open = isinstance(event, FileCreatedEvent | FileModifiedEvent)
        for path in filter(None, (str(event.src_path), str(event.dest_path))):
            name = Path(path).name
            if name in self._names or not _NEEDLESS.fullmatch(name):
                self._loop.call_soon_threadsafe(self._events.put_nowait, (path, is_open))


def _present(folder: Path, deep: bool) -> tuple[Path, bool]:
    """The folder or, where it is not there, the nearest above it, which is not watched deep."""
    there = next(filter(Path.is_dir, (folder, *folder.parents)))
    return there, deep and there == folder
