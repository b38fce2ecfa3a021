"""Addresses on a page: which local file each is, and where the site has it."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote

from diascope.reading.disk import Disk
from diascope.reading.images import image_size

MEDIA = "media"
_REMOTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|#|/")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a deck lies on disk and its page on the site."""

    folder: Path
    """The folder of the deck's file: addresses in the deck are relative to it."""
    root: Path
    """The folder that the deck may take files from; its shape is kept on the site."""
    page: str
    """The path of the deck's page in the site."""
    disk: Disk
    """What tells which files there are."""
    pages: Mapping[Path, str] = field(default_factory=dict)
    """The pages of other decks, by the file of the deck."""
    folders: Mapping[str, Path] = field(default_factory=dict)
    """The folder of each of the deck's files, by name: addresses are relative to it."""

    def folder_of(self, source: str) -> Path:
        """The folder that addresses in one of the deck's files are relative to."""
        return self.folders.get(source, self.folder)


@dataclass(frozen=True, slots=True)
class Missing:
    """A local file that an address names and that is not there."""

    address: str
    """The address as written."""
    is_image: bool
    """Whether it was to be shown, not only linked."""
    source: str
    """The file that names it."""
    line: int
    """The line it is named on."""


@dataclass(slots=True)
class Used:
    """The local files that a slide uses."""

    copies: dict[str, Path] = field(default_factory=dict)
    """Files to copy, by their path in the site."""
    missing: list[Missing] = field(default_factory=list)
    """Files that are not there."""
    source: str = ""
    """The file that is being written of, as shown to the user."""
    line: int = 1
    """The line of it that is being written of."""


def is_remote(address: str) -> bool:
    """Whether an address needs no file of ours: another host, a fragment, a site's root."""
    return not address or _REMOTE.match(address) is not None


def relative(target: str, page: str) -> str:
    """The relative URL of one path of the site from a page of it."""
    return posixpath.relpath(target, posixpath.dirname(page) or ".")


def shown(address: str, place: Place, used: Used) -> str:
    """The URL of something shown on the page (image, video, background)."""
    return _resolve(address, place, used, is_image=True)


def linked(address: str, place: Place, used: Used) -> str:
    """The URL of a link: a slide of this deck, another deck's page, a file, or another site."""
    if address.startswith("#") and not address.startswith("#/"):
        return "#/" + address[1:]
    return _resolve(address, place, used, is_image=False)


def size_of(address: str, place: Place, used: Used) -> tuple[int, int] | None:
    """Width and height in pixels of a local image, if its file tells them."""
    return (
        None
        if is_remote(address)
        else image_size(_path(address, place.folder_of(used.source)), place.disk)
    )


def _resolve(address: str, place: Place, used: Used, is_image: bool) -> str:
    if is_remote(address):
        return address
    bare, mark, rest = _split(address)
    named = _path(bare, place.folder_of(used.source))
    path = place.disk.real(named)
    if path in place.pages:
        anchor = "#/" + rest.lstrip("/") if mark == "#" else mark + rest
        return relative(place.pages[path], place.page) + anchor
    if not place.disk.is_file(named):
        if not place.disk.is_dir(named):
            used.missing.append(Missing(address, is_image, used.source, used.line))
        return address
    target = _site_path(path, place.disk.real(place.root))
    used.copies[target] = named
    return quote(relative(target, place.page), safe="/%:@!$&'()*+,;=~") + mark + rest


def _split(address: str) -> tuple[str, str, str]:
    for at, char in enumerate(address):
        if char in "?#":
            return address[:at], char, address[at + 1 :]
    return address, "", ""


def _path(address: str, folder: Path) -> Path:
    """The file that an address names; links are not followed, but they can be."""
    return Path(os.path.normpath(folder / unquote(_split(address)[0])))


def _site_path(path: Path, root: Path) -> str:
    """Where a file goes: as it lies below the root; from elsewhere under a name of its own."""
    folder = os.path.relpath(path.parent, root).replace(os.sep, "/")
    if folder != ".." and not folder.startswith("../"):
        return posixpath.normpath(f"{MEDIA}/{folder}/{path.name}")
    # The folder's place beside the root, and not on this machine: the same bytes anywhere.
    mark = hashlib.sha256(folder.encode()).hexdigest()[:8]
    return f"{MEDIA}/{mark}/{path.name}"
