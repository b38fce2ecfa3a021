"""Resolves addresses: what each means, the URL that the page has for it, and what is wrong."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin

from diascope.diagnostics import Place
from diascope.dialect.addresses import escape_address
from diascope.links.attributes import Role
from diascope.links.css import with_css_urls
from diascope.links.locations import Locations, Question, plain_path, relative, site_path
from diascope.links.readings import address_from, normal_path, readings, split_address
from diascope.links.shortcuts import Template
from diascope.links.uses import (
    Use,
    from_root,
    missing,
    not_published,
    outside,
    relative_qr,
    unknown_shortcut,
    unknown_version,
)
from diascope.patterns import lazy_pattern
from diascope.reading.picture import Picture

_REMOTE = lazy_pattern(r"(?:https?|mailto|data|blob|tel|javascript|file):|//|#|\?|\w+://", re.I)
"""What is surely no file of the site."""
_SCHEME = lazy_pattern(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
"""What may be the scheme of a URL, or the beginning of a file's name."""
_SOURCES = {".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd"}
"""Endings of Markdown; it is a deck or a part of one, and holds the speaker's notes."""


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

    def picture(self, address: str, place: Place) -> Picture:
        """What the file of a local image tells of it, once its URL was asked for."""
        last = self.uses[-1]
        if last.address != address or not last.target or not last.file:
            return Picture()
        found = self._ask("picture", last.file)
        assert isinstance(found, Picture)
        return found

    def whole(self, url: str, place: Place) -> str:
        """A URL of the page as an address that works anywhere; empty where the site has none."""
        if url.startswith(("http:", "https:", "mailto:", "tel:")):
            return url
        page = self._ask("published at", Path())
        whole = urljoin(str(page), url) if page else ""
        if not whole:
            self.uses.append(Use(url, place, False, url, finding=relative_qr(url)))
        return whole

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
        if asked.role is Role.LINKED and (short := self._shortcut(asked)):
            return short
        if address.startswith("/"):
            return self._from_root(asked)
        paths = ((asked.folder / path, anchor) for path, anchor in readings(address))
        found = self._first(asked, paths)
        if found is None and _SCHEME.match(address):
            return self._other_scheme(asked)
        return found or self._missing(asked)

    def _missing(self, asked: _Asked) -> Use:
        """An address that names nothing, with the nearest name in the folder that it leads to."""
        path, mark, rest = split_address(asked.address)
        file = normal_path(asked.folder / unquote(path))
        close = self._ask("nearest", file)
        near = f"{posixpath.dirname(path)}/{close}".lstrip("/") if close else ""
        wrong = missing(asked.address, asked.is_shown, near + mark + rest if near else "")
        return replace(asked.use(), file=file, finding=wrong)

    def _shortcut(self, asked: _Asked) -> Use | None:
        """What an address means that begins with the name of a shortcut and a colon."""
        name, colon, rest = asked.address.partition(":")
        template = self._ask("shortcut", Path(name)) if colon and name else None
        if not isinstance(template, Template):
            return None
        use = replace(asked.use(template.address(rest)), shortcut=name)
        wrong = unknown_version(name, template.missing) if template.missing else None
        return replace(use, finding=wrong)

    def _other_scheme(self, asked: _Asked) -> Use:
        """An address of a scheme that browsers may know, or a mistyped shortcut."""
        name = asked.address.partition(":")[0]
        shortcuts = self.locations.shortcuts
        if asked.role is not Role.LINKED or not shortcuts.is_unknown(name):
            return asked.use()
        wrong = unknown_shortcut(name, asked.address, shortcuts.names())
        return replace(asked.use(), finding=wrong)

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
        paths = ((folder / path, anchor) for folder in folders for path, anchor in readings(inner))
        found = self._first(asked, paths) or asked.use()
        if found.target and found.file and found.file.is_relative_to(folders[0]):
            target = found.file.relative_to(folders[0]).as_posix()
            end = found.address[len(split_address(found.address)[0]) :]
            found = replace(found, target=target, url=relative(target, asked.base) + end)
        wrong = from_root(asked.address, address_from(asked.folder, found))
        return replace(found, finding=found.finding or wrong)

    def _page_at(self, asked: _Asked, inner: str) -> Use | None:
        path, mark, rest = split_address(inner)
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
        found = (self._at(asked, normal_path(path), anchor) for path, anchor in readings)
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
            is_sheet = split_address(address)[0].lower().endswith(".css")
            role = Role.SHEET if is_sheet else Role.SHOWN
            return self._url(_Asked(address, sheet.place, role, folder, sheet.target))

        changed = with_css_urls(text, url_of)
        if changed != text:
            self.sheets[sheet.target] = changed.encode("utf-8", "surrogateescape")

    def _ask(self, name: str, path: Path) -> object:
        answer = self.answers[name, path] = self.locations.answer((name, path))
        return answer
