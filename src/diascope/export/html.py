"""A deck's page as one file that asks for nothing: styles, scripts, fonts, pictures within it.

Whatever a page asks for is a file of the site, and stands in the text by its relative URL. Sheets
and scripts are put in as elements; all other files take the places of their URLs as `data:` URLs.
"""

from __future__ import annotations

import base64
import mimetypes
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote

from diascope.diagnostics import Diagnostic
from diascope.export.source import Exported
from diascope.links.css import with_css_urls
from diascope.links.uses import Use
from diascope.patterns import lazy_pattern
from diascope.pipeline.policy import trusted, with_policy
from diascope.pipeline.styles import SHEET
from diascope.render.licences import PLACE, as_comment

Fetch = Callable[[str], tuple[str, bytes] | str]
"""The kind and the bytes of a remote file, or in words why there are none."""
_SCRIPT = lazy_pattern(r'<script src="([^"]+)"([^>]*)></script>')
_BACKDROP = lazy_pattern(r"--picture: url\(&quot;.*?&quot;\)(?:; )?")
"""What the page says twice of a picture behind a slide; scripts set it from the attribute."""
_FACE = lazy_pattern(r"@font-face\s*\{[^}]*\}")
_RANGE = lazy_pattern(r"unicode-range:\s*([^;}]+)")
_PART = lazy_pattern(r"U\+([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?")
_TAG = lazy_pattern(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.S)
_URLS = lazy_pattern(r"""(?<=["'(,\s])((?:\.\./)*(?:assets|media)/[^"'()<>\s\\]+)""")
_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".avif": "image/avif",
    ".webp": "image/webp",
}


@dataclass(slots=True)
class _Packer:
    """Puts the files of a site into a page."""

    source: Exported
    fetch: Fetch | None
    letters: frozenset[str] = frozenset()
    found: list[Diagnostic] = field(default_factory=list)
    fetched: dict[str, str] = field(default_factory=dict)

    def page(self) -> str:
        """The page."""
        made, page = self.source.made, self.source.page
        html = self._packed(made.deck_html(page))
        allowed = trusted(page, html, lambda: self._packed(made.shell_html(page)))
        return with_policy(html, made.site.config, allowed) + self._licences()

    def _packed(self, html: str) -> str:
        """A page with its files in it."""
        self.letters = frozenset(unescape(_TAG.sub(" ", html)))
        html = _BACKDROP.sub("", html)
        html = SHEET.sub(self._sheet, html)
        # what a script says is not looked through again, so scripts come last
        scripts = list(_SCRIPT.finditer(html))
        parts, done = list[str](), 0
        for match in scripts:
            parts += (self._urls(html[done : match.start()]), self._script(match))
            done = match.end()
        return "".join([*parts, self._urls(html[done:])])

    def _licences(self) -> str:
        """The licences of the libraries and fonts in the page."""
        paths = sorted(path for path in self.source.made.files if path.startswith(PLACE))
        texts = (content for path in paths if (content := self._content(path)))
        return as_comment([text.decode("utf-8", "replace") for text in texts])

    def _urls(self, html: str) -> str:
        """A part of the page with files, remote ones too, in the places of their URLs."""
        html = _URLS.sub(lambda match: self._data(match[1]) or match[1], html)
        for use in self._remote():
            url = escape(use.url)
            if url in html and (data := self._fetched(use)):
                html = html.replace(url, data)
        return html

    def _sheet(self, match: re.Match[str]) -> str:
        path = self._path(unescape(match[1]))
        content = self._content(path)
        if content is None:
            return match[0]
        css = self._css(content.decode("utf-8", "replace"), path)
        css = css.replace("</", "<\\/")
        return f"<style>{css}</style>"

    def _css(self, css: str, path: str) -> str:
        """A style sheet with its files in it, and without the fonts that no letter asks for."""

        def url_of(address: str) -> str:
            if re.match(r"[a-z]+:|//|#", address, re.I):
                return address
            target = posixpath.join(posixpath.dirname(path), _bare(address))
            return self._as_data(posixpath.normpath(target)) or address

        css = _FACE.sub(lambda face: face[0] if self._is_used(face[0]) else "", css)
        return with_css_urls(css, url_of)

    def _is_used(self, face: str) -> bool:
        """Whether a letter of the page is in the range of a font."""
        ranges = _RANGE.search(face)
        if ranges is None:
            return True
        parts = [(int(one[1], 16), int(one[2] or one[1], 16)) for one in _PART.finditer(ranges[1])]
        return any(begin <= ord(char) <= end for char in self.letters for begin, end in parts)

    def _script(self, match: re.Match[str]) -> str:
        content = self._content(self._path(unescape(match[1])))
        if content is None:
            return match[0]
        text = content.decode("utf-8", "replace").replace("</script", "<\\/script")
        if "<script" in text:  # then `<!--` would hide the end of the element (HTML, "script data")
            text = text.replace("<!--", "<\\!--")
        return f"<script{self._urls(match[2])}>{text}</script>"

    def _path(self, url: str) -> str:
        """The path in the site of what a relative URL of the page names."""
        folder = posixpath.dirname(self.source.page.path)
        return posixpath.normpath(posixpath.join(folder, unquote(_bare(url))))

    def _data(self, url: str) -> str:
        return self._as_data(self._path(unescape(url)))

    def _as_data(self, path: str) -> str:
        """A file of the site as a URL; empty where there is none."""
        content = self._content(path)
        if content is None:
            return ""
        if path.endswith(".css"):
            content = self._css(content.decode("utf-8", "replace"), path).encode()
        return _data_url(_kind(path), content)

    def _content(self, path: str) -> bytes | None:
        content = self.source.made.files.get(path)
        return self.source.made.disk.read(content) if isinstance(content, Path) else content

    def _remote(self) -> Iterator[Use]:
        """The remote files that the page shows."""
        for use in self.source.page.uses:
            if use.is_shown and use.url.startswith(("http://", "https://")) and not use.target:
                yield use

    def _fetched(self, use: Use) -> str:
        """A remote file as a URL; what cannot be fetched stays a link, and is told once."""
        if self.fetch is None:
            return ""
        if use.url not in self.fetched:
            got = self.fetch(use.url)
            self.fetched[use.url] = "" if isinstance(got, str) else _data_url(*got)
            if isinstance(got, str):
                message = f"`{use.url}` {got}; it stays a link, which needs the network"
                wrong = Diagnostic("export-remote", use.place, message)
                self.found.append(self.source.deck.sources.located(wrong))
        return self.fetched[use.url]


def single_file(source: Exported, fetch: Fetch | None) -> tuple[str, list[Diagnostic]]:
    """The page of a deck as one file, and what could not be put into it.

    `fetch` gets remote pictures; without it they stay links.
    """
    packer = _Packer(source, fetch)
    return packer.page(), packer.found


def _bare(url: str) -> str:
    return url.partition("?")[0].partition("#")[0]


def _kind(path: str) -> str:
    ending = posixpath.splitext(path)[1].lower()
    return _TYPES.get(ending) or mimetypes.guess_type(path)[0] or "application/octet-stream"


def _data_url(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
