"""What is named behind `#`, looked up in a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from diascope.diagnostics.nearest import nearest
from diascope.patterns import lazy_pattern
from diascope.remote.exchange import Reply

_DIRECTIVE = ":~:"
_TEXT = lazy_pattern(
    r"text=(?:(?P<prefix>[^,&]*)-,)?(?P<start>[^,&]+?)(?:,(?P<end>[^,&-][^,&]*))?"
    r"(?:,-(?P<suffix>[^,&]*))?(?=&|$)"
)
_LINES = lazy_pattern(r"L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?|lines?-\d+.*")
_PARTS = ("prefix", "start", "end", "suffix")
_BY_SCRIPT = lazy_pattern(r"[/!]|issuecomment-|discussion_r|pullrequestreview-|diff-|page=|t=")
"""What scripts and viewers read, and no element has."""
_PREFIXES = ("", "user-content-")
"""What sites put before the names of headings (GitHub)."""
_LITTLE = 200
"""Letters of a page below which scripts are taken to make it."""
_CHARSET = lazy_pattern(r"charset=\"?([\w-]+)", re.I)


@dataclass(frozen=True, slots=True)
class Looked:
    """What became of a fragment: whether it is there, or why that cannot be known."""

    is_there: bool
    unknown: str = ""
    """Why it cannot be known, as the rest of a sentence about the address."""
    near: str = ""
    """What is most like it on the page."""


class Page:
    """A page whose fragments are looked up; it is parsed once."""

    def __init__(self, reply: Reply) -> None:
        kind = reply.headers.get("content-type", "")
        self._is_html = "html" in kind or (not kind and b"<" in reply.text[:1000])
        self._is_whole = reply.is_whole
        self._names, self._text, self._is_scripted = frozenset[str](), "", False
        if self._is_html:
            self._read(reply.text, kind)

    def look(self, fragment: str) -> Looked:
        """What there is of what stands behind `#`."""
        name, mark, directive = fragment.partition(_DIRECTIVE)
        if mark and not self._has_text(directive):
            return self._missing(name or directive)
        if self._is_named(name):
            return Looked(True)
        return self._missing(name)

    def _is_named(self, name: str) -> bool:
        if not name or name.lower() == "top":
            return True
        spellings = {name, unquote(name)}
        return any(p + one in self._names for p in _PREFIXES for one in spellings)

    def _missing(self, name: str) -> Looked:
        """That a fragment was not found, or why nobody can tell."""
        if not self._is_html:
            return Looked(False, "is no page, so that nothing on it has a name")
        if _BY_SCRIPT.match(name) or _LINES.fullmatch(name):
            return Looked(False, "names a place that a script makes")
        if not self._is_whole:
            return Looked(False, "is too large a page to look all of it through")
        if self._is_scripted:
            return Looked(False, "is a page that scripts make")
        return Looked(False, near=nearest(unquote(name), sorted(self._names)) or "")

    def _read(self, text: bytes, kind: str) -> None:
        from selectolax.lexbor import LexborHTMLParser

        charset = _CHARSET.search(kind)
        try:
            decoded = text.decode(charset[1] if charset else "utf-8", "replace")
        except LookupError:
            decoded = text.decode("utf-8", "replace")
        parser = LexborHTMLParser(decoded)
        ids = (str(node.attributes.get("id") or "") for node in parser.css("[id]"))
        names = (
            str(node.attributes.get("name") or "") for node in parser.css("a[name], map[name]")
        )
        self._names = frozenset((*ids, *names)) - {""}
        has_scripts = parser.css_first("script") is not None
        parser.strip_tags(["script", "style", "template", "noscript"])
        self._text = _plain(parser.body.text(separator=" ") if parser.body else "")
        self._is_scripted = has_scripts and len(self._text) < _LITTLE

    def _has_text(self, directive: str) -> bool:
        """Whether the text fragments are on the page (WICG, "Text Fragments")."""
        return all(self._finds(match) for match in _TEXT.finditer(directive))

    def _finds(self, match: re.Match[str]) -> bool:
        parts = (re.escape(_plain(unquote(match[name] or ""))) for name in _PARTS)
        prefix, start, end, suffix = parts
        first = rf"{prefix}\W*" if prefix else ""
        last = rf"\W*{suffix}" if suffix else ""
        found = re.search(f"{first}{start}{'' if end else last}", self._text)
        if not found or not end:
            return found is not None
        return re.compile(f"{end}{last}").search(self._text, found.end()) is not None


def _plain(text: str) -> str:
    """Text in the form that fragments are compared in: case and spaces do not count."""
    return " ".join(text.split()).casefold()
