"""Where a deck's page and files lie, and what an address in the deck therefore means."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote

from diascope.diagnostics import Place
from diascope.links.uses import Use
from diascope.reading.disk import Disk
from diascope.reading.images import HEAD, image_size
from diascope.reading.source import Sources

MEDIA = "media"
_REMOTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|#|/")
_SAFE = "/%:@!$&'()*+,;=~"

Question = tuple[str, Path]
"""What was asked, and of which file."""


@dataclass(frozen=True, slots=True)
class Locations:
    """Where a deck and its page lie."""

    page: str
    """The path of the deck's page in the site."""
    root: Path
    """The folder that the deck may take files from; its shape is kept on the site."""
    pages: Mapping[Path, str]
    """The pages of all decks, by the file of the deck, links on disk followed."""
    sources: Sources
    """The deck's files: addresses are relative to the folder of the file that names them."""
    disk: Disk
    """What else there is."""

    def answer(self, question: Question) -> object:
        """The page of a deck, the kind of a file, the size of an image; or where a link leads."""
        name, path = question
        match name:
            case "page":
                return self.pages.get(path)
            case "file":
                return self.disk.is_file(path)
            case "folder":
                return self.disk.is_dir(path)
            case "size":
                return self._image_size(path)
        return self.disk.real(path)

    def _image_size(self, path: Path) -> tuple[int, int] | None:
        try:
            return self.disk.summary(path, image_size, HEAD)
        except OSError:
            return None


@dataclass(slots=True)
class Resolver:
    """Resolves the addresses of one slide; keeps what was asked for it, and the answers."""

    locations: Locations
    """Where the answers come from."""
    uses: list[Use] = field(default_factory=list)
    """Every address so far."""
    answers: dict[Question, object] = field(default_factory=dict)
    """Every question so far with its answer."""

    def is_current(self, locations: Locations) -> bool:
        """Whether these other locations give the same answers."""
        return all(locations.answer(asked) == answer for asked, answer in self.answers.items())

    def shown(self, address: str, place: Place) -> str:
        """The URL of something that is shown on the page: an image, a video, a background."""
        return self._note(address, place, is_shown=True)

    def linked(self, address: str, place: Place) -> str:
        """The URL of a link: a slide of this deck, another deck's page, a file, or another site."""
        return self._note(address, place, is_shown=False)

    def size(self, address: str, place: Place) -> tuple[int, int] | None:
        """Width and height in pixels of a local image, if its file tells them."""
        if is_remote(address):
            return None
        found = self._ask("size", self._path(address, place))
        assert found is None or isinstance(found, tuple)
        return found

    def _note(self, address: str, place: Place, is_shown: bool) -> str:
        use = self._use(address, place, is_shown)
        self.uses.append(use)
        return use.url

    def _use(self, address: str, place: Place, is_shown: bool) -> Use:
        if not is_shown and address.startswith("#") and not address.startswith("#/"):
            return Use(address, place, is_shown, "#/" + address[1:])
        if is_remote(address):
            return Use(address, place, is_shown, address)
        bare, mark, rest = _split(address)
        path = self._path(bare, place)
        real = self._ask("real", path)
        assert isinstance(real, Path)
        page = self._ask("page", real)
        if isinstance(page, str):
            anchor = "#/" + rest.lstrip("/") if mark == "#" else mark + rest
            return Use(address, place, is_shown, relative(page, self.locations.page) + anchor, path)
        if not self._ask("file", path):
            is_missing = not self._ask("folder", path)
            return Use(address, place, is_shown, address, path, is_missing=is_missing)
        target = _site_path(real, self.locations.root)
        url = quote(relative(target, self.locations.page), safe=_SAFE) + mark + rest
        return Use(address, place, is_shown, url, path, target)

    def _path(self, address: str, place: Place) -> Path:
        """The file that an address names; links are not followed."""
        folder = self.locations.sources.path(place).parent
        return Path(os.path.normpath(folder / unquote(_split(address)[0])))

    def _ask(self, name: str, path: Path) -> object:
        answer = self.answers[name, path] = self.locations.answer((name, path))
        return answer


def is_remote(address: str) -> bool:
    """Whether an address needs no file of ours: another host, a fragment, a site's root."""
    return not address or _REMOTE.match(address) is not None


def relative(target: str, page: str) -> str:
    """The relative URL of one path of the site from a page of it."""
    return posixpath.relpath(target, posixpath.dirname(page) or ".")


def _split(address: str) -> tuple[str, str, str]:
    """An address without query and fragment, the sign that these begin with, and the rest."""
    found = re.search("[?#]", address)
    if found is None:
        return address, "", ""
    return address[: found.start()], found[0], address[found.end() :]


def _site_path(path: Path, root: Path) -> str:
    """Where a file goes: as it lies below the root; from elsewhere under a name of its own.

    That has a digest of the file's folder as seen from the root, which is the same on any machine.
    """
    folder = os.path.relpath(path.parent, root).replace(os.sep, "/")
    if folder != ".." and not folder.startswith("../"):
        return posixpath.normpath(f"{MEDIA}/{folder}/{path.name}")
    mark = hashlib.sha256(folder.encode()).hexdigest()[:8]
    return f"{MEDIA}/{mark}/{path.name}"
