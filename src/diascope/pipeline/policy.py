"""Pages with a Content-Security-Policy: what a page uses; browsers refuse all else.

1. scripts run that lie beside the page, and those in the page, by their digests; of a deck that is
   not trusted only those of the templates;
2. pictures, films and frames may come from the hosts that the deck names;
3. what scripts and remote style sheets of a trusted deck load cannot be known, so that its page may
   load from any host;
4. style elements and attributes are allowed: reveal.js and mermaid write them.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape, unescape
from itertools import chain

from diascope.config import Config
from diascope.config.html import TRUST
from diascope.links.raw_html import Element, elements
from diascope.patterns import lazy_pattern
from diascope.render.pages import DeckPage

_CHARSET = lazy_pattern(r"<meta charset=[^>]*>|<head[^>]*>", re.I)
_OWN = 'http-equiv="content-security-policy"'
_LOADING = lazy_pattern(
    r"<(?=[abefilosv][abcfimnou])"  # a quick look: most elements are others
    r"(?:(img|source|video|audio|iframe|input)|script|link|base|embed|object|form)(?=[\s>])",
    re.I,
)
_SHOWING = {"src", "poster", "data-src", "data-background", "data-background-image"}
_SHOWING |= {"data-background-video", "srcset"}
_SHOWN = lazy_pattern(r"\b(?:src|poster)\s*=\s*[\"']?\s*((?:https?:)?//[\w.:\[\]-]+)", re.I)
"""Where a picture, film or frame comes from."""
_HANDLERS = lazy_pattern(r" on[a-z]{3,}\s*=|\non[a-z]{3,}\s*=", re.I)
_ORIGIN = lazy_pattern(r"\s*((?:https?:)?//[\w.:\[\]-]+)", re.I)
_MEDIA = lazy_pattern("data:(?:audio|video)/")
_BYTES = "data:text/javascript;base64,"
"""What holds a script of a page that is one file, until it is wanted (`scripts.js`)."""
_ANY = ("'self'", "https:", "http:", "data:", "blob:")

Directives = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Trusted:
    """What a page may do."""

    text: str
    """The text whose scripts may run: the page, or the page without its slides."""
    hosts: frozenset[str] = frozenset()
    """Where pictures and films come from."""
    linked: frozenset[str] = frozenset()
    """Where pages come from that links open over a slide."""
    is_open: bool = False
    """Whether it may load from anywhere, since it brings scripts or sheets that do."""
    is_live: bool = False
    """Whether it is edited live, and what it brings changes while it is open."""
    is_trusted: bool = True
    """Whether pages and fonts of those hosts may be loaded too."""


def trusted(page: DeckPage, text: str, shell: Callable[[], str], is_live: bool = False) -> Trusted:
    """What the page of a deck may do; `shell` gives its text without slides."""
    sections = page.sections()
    if page.context["html"] != TRUST:
        shown = chain.from_iterable(map(_shown, sections))
        return Trusted(shell(), _origins(shown), is_live=is_live, is_trusted=False)
    raw = (str(page.context[key]) for key in ("header_includes", "include_before", "include_after"))
    is_open = is_live or any("<script" in html for html in (*sections, *raw))
    hosts = _origins(use.url for use in page.uses if use.is_shown)
    linked = _origins(use.url for use in page.uses if not use.is_shown)
    options = page.context["reveal"]
    opens = isinstance(options, Mapping) and options.get("previewLinks")
    opens = opens or any("data-preview-link" in html for html in sections)
    return Trusted(text, hosts, linked if opens else frozenset(), is_open, is_live)


def _shown(html: str) -> Iterator[str]:
    """The addresses of what a slide shows that is not trusted."""
    for element in elements(html):
        for name, begin, end in element.attributes:
            if name in _SHOWING:
                yield unescape(html[begin:end])


def with_policy(text: str, config: Config, allowed: Trusted) -> str:
    """The text of a page with its policy; as it is where it is switched off, or its own."""
    head = text[: text.find("<body")]
    place = _CHARSET.search(text)
    if config.csp is False or place is None or _OWN in head.lower():
        return text
    policy = escape(_written(_directives(allowed), config.csp), quote=False)
    meta = f'\n  <meta http-equiv="Content-Security-Policy" content="{policy}">'
    return f"{text[: place.end()]}{meta}{text[place.end() :]}"


def _directives(allowed: Trusted) -> Directives:
    """The sources by directive."""
    found = _Found()
    found.look(allowed.text)
    _handlers(allowed.text, found)
    hosts = sorted(allowed.hosts | found.hosts)
    live = ["ws:", "wss:"] if allowed.is_live else []
    made: Directives = {"default-src": ["'none'"]}
    if allowed.is_open or found.sheets:
        made = {"default-src": [*_ANY, *live]}
    else:
        media = ["data:"] if _MEDIA.search(allowed.text) else []
        fonts = ["data:"] if "data:font/" in allowed.text else []
        made["img-src"] = ["'self'", "data:", *hosts]
        made["media-src"] = ["'self'", *media, *hosts]
        more = hosts if allowed.is_trusted else []
        made["font-src"] = ["'self'", *fonts, *more]
        made["frame-src"] = ["'self'", *more, *sorted(allowed.linked - set(more))]
        if live:
            made["connect-src"] = ["'self'", *live]
    is_free = allowed.is_live and allowed.is_open
    scripts = ["'unsafe-inline'", *_ANY[1:]] if is_free else sorted(found.scripts)
    made["script-src"] = ["'self'", *scripts]
    made["style-src"] = ["'self'", "'unsafe-inline'", *sorted(found.sheets), *sorted(found.bases)]
    if "data:text/css" in allowed.text:
        made["style-src"].append("data:")
    made["object-src"] = ["'self'", *hosts] if found.embeds else ["'none'"]
    made["base-uri"] = sorted(found.bases) or ["'none'"]
    if not (found.forms or is_free):
        made["form-action"] = ["'none'"]
    return made


class _Found:
    """What the elements of a page load."""

    def __init__(self) -> None:
        self.hosts, self.scripts, self.sheets = set[str](), set[str](), set[str]()
        self.bases = set[str]()
        self.embeds = self.forms = False

    def look(self, text: str) -> None:
        """Note what the elements of a text load.

        There may be thousands of pictures, so of these no more is read than where they come from.
        """
        pos = 0
        while match := _LOADING.search(text, pos):
            pos = match.end()
            if match[1]:
                tag = text[pos : text.find(">", pos)]
                self.hosts |= (
                    {unescape(host) for host in _SHOWN.findall(tag)} if "//" in tag else set()
                )
                continue
            element = next(elements(text, match.start()))
            self._take(element, text)
            pos = element.text[1] if element.text else pos

    def _take(self, element: Element, source: str) -> None:
        given = {name: unescape(source[begin:end]) for name, begin, end in element.attributes}
        if element.name == "script":
            held = (value for value in given.values() if value.startswith(_BYTES))
            self.scripts |= {digest(b64decode(one.removeprefix(_BYTES))) for one in held}
        match element.name:
            case "script" if "src" in given:
                self.scripts |= _origins([given["src"]])
            case "script" if element.text and "json" not in given.get("type", ""):
                self.scripts.add(digest(source[slice(*element.text)].encode()))
            case "link":
                if "stylesheet" in given.get("rel", ""):
                    self.sheets |= _origins([given.get("href", "")])
                elif given.get("rel", "") in ("icon", "preload"):
                    self.hosts |= _origins([given.get("href", "")])
            case "base":
                self.bases |= _origins([given.get("href", "")])
                self.hosts |= self.bases
                self.scripts |= self.bases
            case "embed" | "object":
                self.embeds = True
                self.hosts |= _origins(given.values())
            case "form":
                self.forms = True


def digest(text: bytes) -> str:
    """The source that a policy names a script in the page by."""
    return f"'sha256-{b64encode(sha256(text).digest()).decode()}'"


def _handlers(text: str, found: _Found) -> None:
    """Note attributes that are scripts."""
    if not _HANDLERS.search(text):
        return
    for element in elements(text):
        for name, begin, end in element.attributes:
            if name.startswith("on"):
                found.scripts |= {"'unsafe-hashes'", digest(unescape(text[begin:end]).encode())}


def _origins(urls: Iterable[str]) -> frozenset[str]:
    """The hosts of remote addresses, with their schemes."""
    return frozenset(match[1] for url in urls if (match := _ORIGIN.match(url)))


def _written(made: Directives, added: Mapping[str, str] | bool) -> str:
    """The policy in the words of CSP, with what the site adds to it."""
    for name, sources in added.items() if isinstance(added, Mapping) else ():
        known = made.get(name, made["default-src"])
        made[name] = [*(one for one in known if one != "'none'"), *sources.split()]
    return "; ".join(" ".join([name, *sources]) for name, sources in made.items())
