"""Resolves addresses: what each means, the URL that the page has for it, and what is wrong."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from diascope.diagnostics import Place
from diascope.dialect.addresses import escape_address
from diascope.links.attributes import Role
from diascope.links.css import with_css_urls
from diascope.links.locations import Locations, Question, plain_path, relative, site_path
from diascope.links.uses import Use, from_root, missing, not_published, outside

_REMOTE = re.compile(r"(?:https?|mailto|data|blob|tel|javascript|file):|//|#|\?|\w+://", re.I)
"""What is surely no file of the site."""
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
"""What may be the scheme of a URL, or the beginning of a file's name."""
_SOURCES = {".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd"}
"""Endings of Markdown; it is a deck or a part of one, and holds the speaker's notes."""

_MOST_MARKS = 4
"""How many of the signs `?` and `#` in an address may belong to the name of a file."""


class _Asked(NamedTuple):
    """An address that is being resolved."""

    address: str
    place: Place
    role: Role
    folder: Path
    """The folder that it is relative to."""
    base: str
    """The path in the site of what will hold its URL."""

    @property
    def is_shown(self) -> bool:
        return self.role in (Role.SHOWN, Role.BACKGROUND)

    def use(self, url: str = "") -> Use:
        return Use(self.address, self.place, self.is_shown, url or self.address)


@dataclass(slots=True)
class Resolver:
    """Resolves the addresses of one slide; keeps what was asked for it, and the answers."""

    locations: Locations
    """Where the answers come from."""
    uses: list[Use] = field(default_factory=list)
    """Every address so far."""
    sheets: dict[str, bytes | None] = field(default_factory=dict)
    """The style sheets so far, by path in the site; the text of those whose addresses change."""
    answers: dict[Question, object] = field(default_factory=dict)
    """Every question so far with its answer."""

    def is_current(self, locations: Locations) -> bool:
        """Whether these other locations give the same answers."""
        return all(locations.answer(asked) == answer for asked, answer in self.answers.items())

    def url(self, address: str, place: Place, role: Role) -> str:
        """The URL in the place of an address that stands in one of the deck's files."""
        folder = self.locations.sources.path(place).parent
        return self._url(_Asked(address, place, role, folder, self.locations.page))

    def size(self, address: str, place: Place) -> tuple[int, int] | None:
        """Width and height in pixels of a local image, if its file tells them."""
        last = self.uses[-1] if self.uses else None
        if last is None or last.address != address or not last.target or not last.file:
            return None
        found = self._ask("size", last.file)
        assert found is None or isinstance(found, tuple)
        return found

    def _url(self, asked: _Asked) -> str:
        use = self._use(asked)
        self.uses.append(use)
        if asked.role is Role.SHEET:
            self._sheet(use)
        return use.url

    def _use(self, asked: _Asked) -> Use:
        address = asked.address
        if address.startswith("#") and asked.role is Role.LINKED:
            return replace(asked.use(), page=self.locations.page, fragment=address[1:])
        if not address or _REMOTE.match(address):
            return asked.use()
        if address.startswith("/"):
            return self._from_root(asked)
        readings = ((asked.folder / path, anchor) for path, anchor in _readings(address))
        found = self._first(asked, readings)
        if found is None and _SCHEME.match(address):
            return asked.use()
        return found or replace(
            asked.use(),
            file=_normal(asked.folder / unquote(_split(address)[0])),
            finding=missing(address, asked.is_shown),
        )

    def _from_root(self, asked: _Asked) -> Use:
        """What an address that begins with `/` names in the site, if anything.

        It is looked for among the pages, in `static/`, whose files lie at the site's root, in
        `slides/`, and in the site's folder.
        """
        inner = asked.address.lstrip("/")
        if page := self._page_at(asked, inner):
            return page
        site = self.locations.site
        folders = (site / "static", self.locations.root, site / "slides", site)
        readings = (
            (folder / path, anchor) for folder in folders for path, anchor in _readings(inner)
        )
        found = self._first(asked, readings) or asked.use()
        if found.target and found.file and found.file.is_relative_to(folders[0]):
            target = found.file.relative_to(folders[0]).as_posix()
            end = found.address[len(_split(found.address)[0]) :]
            found = replace(found, target=target, url=relative(target, asked.base) + end)
        wrong = from_root(asked.address, _from(asked.folder, found))
        return replace(found, finding=found.finding or wrong)

    def _page_at(self, asked: _Asked, inner: str) -> Use | None:
        path, mark, rest = _split(inner)
        name = unquote(path)
        names = [name] if name.endswith(".html") else [f"{name.rstrip('/')}/index.html".lstrip("/")]
        page = next((one for one in names if self._ask("is page", Path(one))), None)
        if page is None:
            return None
        anchor = rest if mark == "#" else ""
        url = relative(page, asked.base) + mark + escape_address(rest)
        return replace(asked.use(url), page=page, fragment=anchor)

    def _first(self, asked: _Asked, readings: Iterator[tuple[Path, str]]) -> Use | None:
        """What the first of these paths that is there means."""
        found = (self._at(asked, _normal(path), anchor) for path, anchor in readings)
        return next(filter(None, found), None)

    def _at(self, asked: _Asked, path: Path, anchor: str) -> Use | None:
        """What a path means as the address; None where nothing is there."""
        real = self._ask("real", path)
        assert isinstance(real, Path)
        page = None if asked.role is Role.DOWNLOAD else self._ask("page", real)
        if isinstance(page, str):
            fragment = anchor.removeprefix("#") if anchor.startswith("#") else ""
            end = f"#/{fragment.lstrip('/')}" if fragment else anchor
            url = relative(page, asked.base) + escape_address(end)
            return replace(asked.use(url), file=path, page=page, fragment=fragment)
        if not self._ask("file", path):
            return replace(asked.use(), file=path) if self._ask("folder", path) else None
        if why := str(self._ask("refusal", real)):
            return replace(asked.use(), file=path, finding=outside(asked.address, why))
        if real.suffix.lower() in _SOURCES and asked.role is not Role.DOWNLOAD:
            return replace(asked.use(), file=path, finding=not_published(asked.address))
        target = site_path(real, self.locations.root)
        if asked.role is Role.BACKGROUND:
            target = plain_path(target)
        url = relative(target, asked.base) + escape_address(anchor)
        return replace(asked.use(url), file=path, target=target)

    def _sheet(self, sheet: Use) -> None:
        """Take along the files that a style sheet names; its text, where URLs in it change."""
        if not sheet.target or not sheet.file or sheet.target in self.sheets:
            return
        text = self._ask("text", sheet.file)
        assert isinstance(text, str)
        self.sheets[sheet.target] = None
        folder = sheet.file.parent

        def url_of(address: str) -> str:
            is_sheet = _split(address)[0].lower().endswith(".css")
            role = Role.SHEET if is_sheet else Role.SHOWN
            return self._url(_Asked(address, sheet.place, role, folder, sheet.target))

        changed = with_css_urls(text, url_of)
        if changed != text:
            self.sheets[sheet.target] = changed.encode("utf-8", "surrogateescape")

    def _ask(self, name: str, path: Path) -> object:
        answer = self.answers[name, path] = self.locations.answer((name, path))
        return answer


def _readings(address: str) -> Iterator[tuple[str, str]]:
    """The paths that an address may stand for, each with its query and fragment, likely ones first.

    A file's name may hold what has a meaning in addresses: `Lecture #3.md`, `100%25.png`.
    """
    ends = [match.start() for match in islice(re.finditer("[?#]", address), _MOST_MARKS)]
    for end in (*ends, len(address)):
        for path in dict.fromkeys((unquote(address[:end]), address[:end])):
            if path:
                yield path, address[end:]


def _split(address: str) -> tuple[str, str, str]:
    """An address without query and fragment, the sign that these begin with, and the rest."""
    match = re.search("[?#]", address)
    if match is None:
        return address, "", ""
    return address[: match.start()], match[0], address[match.end() :]


def _normal(path: Path) -> Path:
    return Path(os.path.normpath(path))


def _from(folder: Path, found: Use) -> str:
    """The address of a file from the folder of the deck that names it."""
    if found.file is None:
        return ""
    end = found.address[len(_split(found.address)[0]) :]
    return escape_address(os.path.relpath(found.file, folder).replace(os.sep, "/")) + end
