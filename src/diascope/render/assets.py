"""The theme's static files that pages ask for: single ones, and bundles of several.

Bundles make one request of many files.  They are classic scripts and plain CSS, since browsers
load no modules for a page that is opened from a file.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from diascope.patterns import lazy_pattern
from diascope.reading.disk import Disk, Kind
from diascope.render.licences import FOLDER as VENDOR
from diascope.render.licences import LIST, texts_by_file
from diascope.write import Content
from diascope.write.names import is_safe

FOLDER = "assets"
_URL = lazy_pattern(r"""url\(\s*(['"]?)(?!data:|https?:|//|#)([^'")]+?)\1\s*\)""")
_SPACE = lazy_pattern(
    r""""(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|url\([^)]*\)"""
    r"""|/\*![\s\S]*?\*/|/(?<![^\s;{}]/)\*[\s\S]*?\*/|\n[ \t\n]+"""
)
"""Strings, comments and indentation in CSS.

Each alternative begins with a character of its own, so that `re` skips all others quickly.
"""
_IMPORT = lazy_pattern(r"""@import\s+(?:url\(\s*)?['"]?([^'")\s;]+)['"]?\s*\)?\s*;""")


class Assets:
    """Static files by name, the site's own before the theme's; keeps those that were asked for."""

    def __init__(self, folders: Sequence[Path], disk: Disk) -> None:
        self.folders = tuple(folders)
        self.disk = disk
        self.files: dict[str, Content] = {}
        self._made: dict[tuple[str, ...], tuple[str, Collection[str]]] = {}
        self._taken = set[str]()
        self._names: dict[tuple[str, str], list[str]] = {}
        self._found: dict[str, Path] = {}
        self._licences: dict[str, str] | None = None

    def find(self, name: str) -> Path:
        """The file of this name, which is looked for once.

        Raises `FileNotFoundError` where no folder has it, and `ValueError` for a name that leads
        out of the static folders.  What cannot be read counts as there: reading it tells why.
        """
        if not isinstance(name, str) or not is_safe(name):
            raise ValueError(f"`{name}` does not name a file in `static/`")
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    def _find(self, name: str) -> Path:
        for folder in self._present():
            kind = self.disk.kind(folder / name)
            if kind in (Kind.FOLDER, Kind.OTHER):
                raise ValueError(f"`{name}` in `static/` is not a file")
            if kind is not Kind.NOTHING:
                return folder / name
        raise FileNotFoundError(f"no static file `{name}`")

    def names(self, folder: str, suffix: str) -> list[str]:
        """The names, without suffix, of the files in a folder of the static files."""
        if (folder, suffix) not in self._names:
            places = [place / folder for place in self.folders]
            found = (path for place in places for path in self._below(place, "*" + suffix))
            self._names[folder, suffix] = sorted(
                {path.stem for path in found if path.parent in places}
            )
        return self._names[folder, suffix]

    def _below(self, folder: Path, pattern: str) -> Iterator[Path]:
        """The files below a folder; none where it cannot be read, which the site tells of."""
        with suppress(OSError):
            yield from self.disk.below(folder, pattern)

    def asset(self, name: str) -> str:
        """The path in the site of one file."""
        content = self.disk.content(self.find(name))
        self._take_licence(name)
        return self._placed(name.removeprefix("vendor/"), content)

    def _take_licence(self, name: str) -> None:
        """Take along the licences of the package that a vendored file is of."""
        if not name.startswith(VENDOR):
            return
        if self._licences is None:
            known = self._is_file(LIST)
            self._licences = texts_by_file(self.disk.read(self.find(LIST))) if known else {}
        if text := self._licences.get(name):
            self._placed(text.removeprefix(VENDOR), self.disk.content(self.find(text)))

    def _placed(self, name: str, content: Content) -> str:
        """The path in the site of some content; raises `ValueError` where no file may go there."""
        if not isinstance(name, str) or not is_safe(name):
            raise ValueError(f"`{name}` is no name for a file of the site")
        target = posixpath.join(FOLDER, name)
        self._taken.add(target)
        if self.files.setdefault(target, content) != content:
            raise ValueError(f"`{name}` is the name of two files that differ")
        return target

    def bundle(self, name: str, parts: Sequence[str]) -> str:
        """The path in the site of one file made of several, with a mark of its content.

        A part may be `path @layer`: CSS that is to stand in this cascade layer.
        """
        return self._once(("bundle", name, *parts), lambda: self._bundled(name, parts))

    def _bundled(self, name: str, parts: Sequence[str]) -> str:
        content = "\n".join(map(self._part, parts)).encode()
        mark = hashlib.sha256(content).hexdigest()[:8]
        return f"{self._placed(name, content)}?v={mark}"

    def inline(self, parts: Sequence[str]) -> str:
        """The text of several scripts, to stand in a page."""
        text = self._once(("inline", *parts), lambda: "".join(map(self._part, parts)))
        return text.replace("</script", "<\\/script")

    @contextmanager
    def taking(self) -> Iterator[Collection[str]]:
        """The paths of the files in the site that are asked for meanwhile."""
        taken, outer = set[str](), self._taken
        self._taken = taken
        try:
            yield taken
        finally:
            self._taken = outer
            outer |= taken

    def _part(self, part: str) -> str:
        """The text of a part, made once for all bundles that have it."""
        return self._once(("part", part), lambda: self._text_of(part))

    def _once(self, key: tuple[str, ...], make: Callable[[], str]) -> str:
        """A text that is made once; whoever asks for it takes along what it took."""
        if key not in self._made:
            with self.taking() as taken:
                text = make()
            self._made[key] = text, taken
        text, taken = self._made[key]
        self._taken |= set(taken)
        return text

    def _text_of(self, part: str) -> str:
        name, _, layer = part.partition(" @")
        text = self._text(name).strip()
        if not name.endswith(".css"):
            return text + ("\n" if text.endswith(";") else ";\n")
        css = _compact(self._relocated(text, name))
        return f"@layer {layer} {{\n{css}\n}}\n" if layer else css + "\n"

    def _text(self, name: str) -> str:
        self._take_licence(name)
        return self.disk.read(self.find(name)).decode("utf-8").replace("\r\n", "\n")

    def _relocated(self, css: str, file: str, above: tuple[str, ...] = ()) -> str:
        """CSS of a file with its imports taken in and the files it names taken along."""
        folder, above = posixpath.dirname(file), (*above, file)

        def taken_in(match: re.Match[str]) -> str:
            path = posixpath.normpath(posixpath.join(folder, match[1]))
            if match[1].startswith(("http:", "https:", "//")):
                return ""
            if path in above:
                raise ValueError(f"`{path}` imports itself")
            return self._relocated(self._text(path), path, above)

        def moved(match: re.Match[str]) -> str:
            path, mark, rest = (
                match[2].partition("?") if "?" in match[2] else match[2].partition("#")
            )
            target = self.asset(self._named(path, folder))
            return f'url("{posixpath.relpath(target, FOLDER)}{mark}{rest}")'

        return _URL.sub(moved, _IMPORT.sub(taken_in, css))

    def _named(self, path: str, folder: str) -> str:
        """The static file that a part's `url(…)` names: beside the part, or a vendored one."""
        beside = posixpath.normpath(posixpath.join(folder, path))
        candidates = (beside, path, posixpath.join("vendor", path))
        for name in candidates:
            if is_safe(name) and self._is_file(name):
                return name
        raise FileNotFoundError(f"no static file `{path}`, which CSS in `{folder or '.'}` names")

    def _is_file(self, name: str) -> bool:
        return any(self.disk.is_file(folder / name) for folder in self._present())

    def _present(self) -> Iterator[Path]:
        """The folders, without those that are not there: most sites have none of their own."""
        return (one for one in self.folders if self.disk.kind(one) is not Kind.NOTHING)


@lru_cache(maxsize=256)
def _compact(css: str) -> str:
    """CSS without indentation, and without comments but those of licences.

    It is kept, since live editing bundles the same sheets again after each edit of one.
    """
    return _SPACE.sub(_kept, css)


def _kept(match: re.Match[str]) -> str:
    """What stays of a string, a comment or indentation."""
    found = match[0]
    if found[0] == "\n":
        return "\n"
    return "" if found.startswith("/*") and not found.startswith("/*!") else found
