"""Where a deck's page and files lie, and what else the meaning of an address depends on."""

from __future__ import annotations

import hashlib
import os
import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from diascope.diagnostics.nearest import nearest
from diascope.links.shortcuts import Shortcuts
from diascope.reading.boundary import Boundary
from diascope.reading.disk import Disk
from diascope.reading.images import HEAD
from diascope.reading.picture import Picture, read_picture
from diascope.reading.source import Sources

MEDIA = "media"
_SAFE = "/:@!$&*+;=~"
"""What stays as it is in a URL's path; quotes, brackets and commas end it in CSS and lists."""

Question = tuple[str, Path]
"""What was asked, and of which file."""


class Pages(Protocol):
    """The pages that links may lead to."""

    def page_of(self, real: Path) -> str | None:
        """The page of the deck in a file, links on disk followed; None where it has none."""

    def is_page(self, path: str) -> bool:
        """Whether the site has a page at this path."""


@dataclass(frozen=True, slots=True)
class Locations:
    """Where a deck and its page lie."""

    page: str
    """The path of the deck's page in the site."""
    root: Path
    """The folder whose shape is kept on the site, links on disk followed."""
    site: Path
    """The folder of the site."""
    pages: Pages
    """The pages of the site."""
    boundary: Boundary
    """What the deck may take files from."""
    sources: Sources
    """The deck's files: addresses are relative to the folder of the file that names them."""
    disk: Disk
    """What else there is."""
    shortcuts: Shortcuts
    """What the beginnings of addresses stand for."""
    url: str
    """The page's address where the site is published, if that is known."""

    def answer(self, question: Question) -> object:
        """The page of a deck; what a file is, holds, is refused for; where a link leads."""
        name, path = question
        return _ANSWERS[name](self, path)

    def _picture(self, path: Path) -> Picture:
        try:
            return self.disk.summary(path, read_picture, HEAD)
        except OSError:
            return Picture()

    def _text(self, path: Path) -> str:
        try:
            return self.disk.read(path).decode("utf-8", "surrogateescape")
        except OSError:
            return ""


_ANSWERS: Mapping[str, Callable[[Locations, Path], object]] = {
    "page": lambda own, path: own.pages.page_of(path),
    "is page": lambda own, path: own.pages.is_page(path.as_posix()),
    "published at": lambda own, path: own.url,
    "shortcut": lambda own, path: own.shortcuts.template(path.name),
    "refusal": lambda own, path: own.boundary.refusal(path),
    "file": lambda own, path: own.disk.is_file(path),
    "folder": lambda own, path: own.disk.is_dir(path),
    "real": lambda own, path: own.disk.real(path),
    "nearest": lambda own, path: nearest(path.name, own.disk.names(path.parent)),
    "picture": Locations._picture,
    "text": Locations._text,
}
"""What can be asked, and who answers."""


def relative(target: str, page: str) -> str:
    """The relative URL of one path of the site from a page of it, percent-encoded."""
    url = url_path(posixpath.relpath(target, posixpath.dirname(page) or "."))
    return f"./{url}" if ":" in url.partition("/")[0] else url


def published_at(url: str, page: str) -> str:
    """The address of a page where the site is published at this URL; empty where that is."""
    return f"{url.rstrip('/')}/{url_path(page.removesuffix('index.html'))}" if url else ""


def url_path(path: str) -> str:
    """A path of the site as a part of a URL, percent-encoded."""
    return quote(path, safe=_SAFE, errors="surrogateescape")


def site_path(path: Path, root: Path) -> str:
    """Where a file goes: as it lies below the root; from elsewhere under a name of its own.

    That has a digest of the file's folder as seen from the root, which is the same on any machine.
    """
    folder = os.path.relpath(path.parent, root).replace(os.sep, "/")
    if folder != ".." and not folder.startswith("../"):
        return posixpath.normpath(f"{MEDIA}/{folder}/{path.name}")
    return f"{MEDIA}/{_digest(folder)}/{path.name}"


def plain_path(target: str) -> str:
    """A path in the site like this one whose URL survives being decoded and encoded again."""
    if not set("#?,") & set(target):
        return target
    ending = posixpath.splitext(target)[1]
    return f"{MEDIA}/{_digest(target)}{ending if ending[1:].isalnum() else ''}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()[:8]
