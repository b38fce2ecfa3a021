"""The disk: the one way to read files, list folders, and ask what stands at a path.

1. an answer is cached under its path until `forget` invalidates it;
2. an overlay of texts that are open in an editor takes the place of files;
3. the paths that were asked about are known: they are the dependencies of a build.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Set
from contextlib import contextmanager
from fnmatch import fnmatchcase
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from diascope.reading import filesystem
from diascope.reading.filesystem import Entry, Failure, Kind, Stamp, Status

__all__ = ["WHERE", "Asked", "Disk", "Kind", "Stamp"]

_Answer = TypeVar("_Answer")
Asked = Set[tuple[str, Hashable]]
"""Questions, each with the absolute path that it is about."""
WHERE = {"kind", "real"}
"""Those whose answers do not change with what a file holds."""


class Disk:
    """The file system as one build, or one live site, sees it.

    Paths may be relative to the current folder.  Threads may ask while another one forgets.
    """

    def __init__(self, overlay: Mapping[Path, bytes] | None = None) -> None:
        self.overlay: Mapping[Path, bytes] = {} if overlay is None else overlay
        """Bytes in the place of those of files, by absolute path; `forget` those that change."""
        self._known: dict[str, dict[Hashable, Any]] = {}
        """The answers about every absolute path, by question."""
        self._noted: set[tuple[str, Hashable]] | None = None

    def read(self, path: Path) -> bytes:
        """The bytes of a file; raises `OSError`."""
        return _given(self._ask(_key(path), "content", self._content))

    def summary(self, path: Path, summarize: Callable[[bytes], _Answer], most: int) -> _Answer:
        """What a function makes of the first `most` bytes, cached in their stead.

        Raises `OSError`.
        """

        def find(key: str) -> _Answer | Failure:
            head = self._content(key, most)
            return head if isinstance(head, Failure) else summarize(head)

        return _given(self._ask(_key(path), summarize, find))

    def kind(self, path: Path) -> Kind:
        """What stands at a path; never raises."""
        return self._ask(_key(path), "kind", lambda key: self._status(key).kind)

    def is_file(self, path: Path) -> bool:
        """Whether a regular file, or a link to one, stands at a path; never raises."""
        return self.kind(path) is Kind.FILE

    def is_dir(self, path: Path) -> bool:
        """Whether a folder, or a link to one, stands at a path; never raises."""
        return self.kind(path) is Kind.FOLDER

    def real(self, path: Path) -> Path:
        """The absolute path without links, as far as they lead somewhere; never raises."""
        return Path(self._ask(_key(path), "real", filesystem.real))

    def names(self, folder: Path) -> tuple[str, ...]:
        """The names of what stands in a folder, in order; none where it cannot be read.

        They are a help to the user: a live site does not watch the folder for them.
        """

        def find(key: str) -> tuple[str, ...]:
            found = filesystem.entries(key)
            return () if isinstance(found, Failure) else tuple(sorted(one.name for one in found))

        return self._ask(_key(folder), "names", find)

    def below(self, folder: Path, pattern: str = "*") -> tuple[Path, ...]:
        """All that stands below a folder and has a name like the pattern, in the order of paths.

        Linked folders are entered, unless they hold the link.  Where there is no folder, nothing is
        below it.  Raises `OSError` where one cannot be read, so that it never counts as empty.
        """
        key = _key(folder)
        found = (entry for entry in self._walk(key) if fnmatchcase(entry.name, pattern))
        return tuple(folder / entry.path[len(key) :].lstrip(os.sep) for entry in found)

    def lost_folders(self, folder: Path) -> tuple[Path, ...]:
        """The links below a folder that lead nowhere, and by their names led to folders.

        Raises `OSError` where a folder cannot be read.
        """
        links = (one for one in self._walk(_key(folder)) if one.is_link and not one.is_folder)
        names = (folder / one.path[len(_key(folder)) :].lstrip(os.sep) for one in links)
        bare = (path for path in names if not path.suffix and not path.name.startswith("."))
        return tuple(path for path in bare if self.kind(path) in (Kind.NOTHING, Kind.UNREADABLE))

    def stamp(self, path: Path) -> Stamp:
        """What tells whether a file, or any file below a folder, has changed; never raises."""
        key = _key(path)
        found = self._status(key)
        if found.kind is not Kind.FOLDER:
            return found.stamp
        try:
            files = [entry.path for entry in self._walk(key) if not entry.is_folder]
        except OSError as error:
            return ((key, 0, 0, error.errno or 0),)
        return tuple(part for file in files for part in self._status(file).stamp)

    def content(self, path: Path) -> bytes | Path:
        """What to publish of a file: the bytes that the overlay has for it, or the path to copy."""
        held = self._held(_key(path))
        return path if held is None else held

    def forget(self, changed: Collection[Path] | None) -> None:
        """Invalidate the answers about these paths, those below and the folders above them.

        What links lead to is meant by every path to it.  None stands for all paths.
        """
        if changed is None:
            self._known.clear()
            return
        folders = dict[str, str]()
        named = {place for path in changed for place in filesystem.places(_key(path), folders)}
        stale = named | {folder for place in named for folder in filesystem.above(place)}
        below = tuple(place.rstrip(os.sep) + os.sep for place in named)
        for key, places in self._places().items():
            if any(place in stale or place.startswith(below) for place in places):
                self._known.pop(key, None)
                self._known.pop(os.path.dirname(key), None)

    @contextmanager
    def noting(self) -> Iterator[Asked]:
        """What is asked meanwhile, by one thread, be it known already or not."""
        noted, outer = set[tuple[str, Hashable]](), self._noted
        self._noted = noted
        try:
            yield noted
        finally:
            self._noted = outer

    def asked(self, among: Asked | None = None) -> Mapping[Path, Set[str]]:
        """The names that were asked about, by their folders; where links lead, too."""
        found = defaultdict[str, set[str]](set)
        for places in self._places(among).values():
            for folder, name in map(os.path.split, places):
                found[folder].add(name)
        return {Path(folder): names for folder, names in found.items()}

    def listed(self, hints: bool = False, among: Asked | None = None) -> Collection[Path]:
        """The folders that were listed, without links; what is added to them matters.

        With `hints` also those that were listed for hints to the user.
        """
        known, places = dict(self._known), self._places(among)
        asked = {"entries", "names"} if hints else {"entries"}
        found = {key for key in places if not asked.isdisjoint(known.get(key, ()))}
        if among is not None:
            found &= {key for key, question in among if question in asked}
        return {Path(places[key][-1]) for key in found}

    def _ask(self, key: str, question: Hashable, find: Callable[[str], _Answer]) -> _Answer:
        """The answer, found now unless it is known.

        Forgetting drops the dictionary of a path: what is still being found goes with it.
        """
        noted = self._noted
        if noted is not None:
            noted.add((key, question))
        answers = self._known.setdefault(key, {})
        if question not in answers:
            self._noted = None  # what an answer takes is asked by it alone
            try:
                answers[question] = find(key)
            finally:
                self._noted = noted
        found: _Answer = answers[question]
        return found

    def _status(self, key: str) -> Status:
        return self._ask(key, "status", self._find_status)

    def _find_status(self, key: str) -> Status:
        held = self._held(key)
        if held is not None:
            mark = int.from_bytes(blake2b(held, digest_size=7).digest())
            return Status(Kind.FILE, ((key, 0, len(held), mark),))
        return Status(Kind.FOLDER) if any(self._held_below(key)) else filesystem.status(key)

    def _content(self, key: str, most: int = -1) -> bytes | Failure:
        held = self._held(key)
        if held is None:
            self._status(key)  # as it was before it is read: what comes later is a change
            return filesystem.content(key, most)
        return held if most < 0 else held[:most]

    def _entries(self, key: str) -> tuple[Entry, ...]:
        return _given(self._ask(key, "entries", self._find_entries))

    def _find_entries(self, key: str) -> tuple[Entry, ...] | Failure:
        answer = filesystem.entries(key)
        if isinstance(answer, Failure):
            if not answer.is_nothing:
                return answer
            answer = ()
        found = {entry.name: entry for entry in answer}
        for name, *rest in self._held_below(key):
            found[name] = Entry(os.path.join(key, name), name, bool(rest), False)
        return tuple(found[name] for name in sorted(found))

    def _walk(self, key: str, real: str = "", trail: tuple[str, ...] = ()) -> Iterator[Entry]:
        """Every entry below a folder; `trail` is where links were followed, without links."""
        real = real or filesystem.real(key)
        for entry in self._entries(key):
            yield entry
            if not entry.is_folder:
                continue
            inner, path = os.path.join(real, entry.name), trail
            if entry.is_link:
                inner, path = filesystem.real(entry.path), (*trail, real)
                if any(inner in (one, *filesystem.above(one)) for one in path):
                    continue
            yield from self._walk(entry.path, inner, path)

    def _held(self, key: str) -> bytes | None:
        """What the overlay has for a path or, where that is a link, for what it leads to."""
        if not self.overlay:
            return None
        held = self.overlay.get(Path(key))
        return self.overlay.get(self.real(Path(key))) if held is None else held

    def _held_below(self, key: str) -> Iterator[tuple[str, ...]]:
        """The paths in the overlay that are below a folder: their parts from there."""
        folders = {Path(key), self.real(Path(key))} if self.overlay else ()
        for path in self.overlay:
            for folder in folders:
                if folder in path.parents:
                    yield path.relative_to(folder).parts

    def _places(self, among: Asked | None = None) -> Mapping[str, tuple[str, ...]]:
        """For every path that was asked about those that lead to the same, the real one last."""
        folders = dict[str, str]()
        found = dict[str, tuple[str, ...]]()
        known = self._known
        keys = list(known) if among is None else {key for key, _ in among if key in known}
        for key in keys:
            answers = known.get(key)
            if answers is None:
                continue
            if "places" not in answers:
                answers["places"] = filesystem.places(key, folders)
            found[key] = answers["places"]
        return found


def _given(answer: _Answer | Failure) -> _Answer:
    if isinstance(answer, Failure):
        raise answer.error
    return answer


def _key(path: Path) -> str:
    """The absolute path; links and `..` stay, since `..` after a link leads elsewhere."""
    key = os.fspath(path)
    return key if os.path.isabs(key) else os.fspath(path.absolute())
