"""Raw HTML: its tags as a browser reads them, and their addresses.

One reader for all places where it can stand: blocks, text, `{=html}`, and the metadata's HTML.  It
follows the HTML standard ("Tokenization"), since what is written here is read by a browser: names
in any case, values without quotes, `>` within quotes; comments, and what is in `<script>`,
`<textarea>`, `<title>` and their like, hold no tags.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from diascope.links.attributes import Role, UrlOf, form_of
from diascope.links.css import with_css_urls
from diascope.patterns import lazy_pattern

_OPEN = lazy_pattern(r"<(?:(?P<name>[a-zA-Z][^\s/>]*)|(?P<comment>!--(?:>|->)?))")
_ATTRIBUTE = lazy_pattern(
    r"""[\s/]*(?P<name>=?[^\s/>=]+)
        (?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s>"'][^\s>]*)))?""",
    re.X,
)
_COMMENT_END = lazy_pattern(r"--!?>")
_ANCHOR_END = lazy_pattern(r"</a(?=[\s/>])", re.I)
_TAG = lazy_pattern(r"<[^>]*>")
_VERBATIM = {"script", "style", "textarea", "title", "xmp", "noembed", "noframes", "iframe"}
"""Elements whose content is text for a browser, not tags."""


class Attribute(NamedTuple):
    """An attribute of a tag."""

    name: str
    """The name, in lower case."""
    begin: int
    """Where its value begins; where the name ends, if there is none."""
    end: int
    """Where its value ends; quotes do not belong to it."""


class Element(NamedTuple):
    """An opening tag."""

    name: str
    """The name, in lower case."""
    attributes: tuple[Attribute, ...]
    """The attributes, in order."""
    text: tuple[int, int] | None
    """Where its text begins and ends, if that is text and not tags."""


Finder = Callable[[str, Role, int], str]
"""The URL of an address, of what it is to the page, and of where in the HTML it stands."""


def with_urls(source: str, find: Finder) -> str:
    """HTML with its addresses replaced by URLs; all else stays as it is, byte for byte."""
    out, done = list[str](), 0
    for begin, end, replacement in _replacements(source, find):
        if replacement != source[begin:end]:
            out += (source[done:begin], replacement)
            done = end
    return "".join(out) + source[done:]


def identifiers(source: str) -> Iterator[str]:
    """The identifiers that elements of raw HTML have: `id`, and `name` of anchors."""
    for element in elements(source):
        for name, begin, end in element.attributes:
            if name == "id" or (name == "name" and element.name in ("a", "map")):
                yield html.unescape(source[begin:end])


def anchors(source: str) -> Iterator[tuple[str, str]]:
    """The addresses of the links in raw HTML, and their words; none where the end is not in it."""
    for element in elements(source):
        href = next((one for one in element.attributes if one.name == "href"), None)
        if element.name == "a" and href is not None:
            begin = source.find(">", href.end) + 1
            end = _ANCHOR_END.search(source, begin)
            words = _TAG.sub("", source[begin : end.start()]) if end else ""
            yield html.unescape(source[href.begin : href.end]), html.unescape(words)


def elements(source: str, pos: int = 0) -> Iterator[Element]:
    """The opening tags of raw HTML from here on, in order."""
    while match := _OPEN.search(source, pos):
        pos = match.end()
        if match["comment"]:
            if not match["comment"].endswith(">"):
                end = _COMMENT_END.search(source, pos)
                pos = end.end() if end else len(source)
            continue
        attributes, pos = _attributes(source, pos)
        name = match["name"].lower()
        text = None
        if name in _VERBATIM:
            close = re.compile(rf"</{name}(?=[\s/>])", re.I).search(source, pos)
            text = pos, close.start() if close else len(source)
            pos = text[1]
        yield Element(name, attributes, text)


def _attributes(source: str, pos: int) -> tuple[tuple[Attribute, ...], int]:
    """The attributes from here to the end of the tag, and where that is."""
    found = list[Attribute]()
    while one := _ATTRIBUTE.match(source, pos):
        pos = one.end()
        kind = next((k for k in ("double", "single", "bare") if one[k] is not None), "")
        begin, end = one.span(kind) if kind else (one.end("name"), one.end("name"))
        found.append(Attribute(one["name"].lower(), begin, end))
    end = source.find(">", pos)
    return tuple(found), end + 1 if end >= 0 else len(source)


def _replacements(source: str, find: Finder) -> Iterator[tuple[int, int, str]]:
    """Where values with addresses begin and end, and what takes their place."""
    for element in elements(source):
        values = {name: source[begin:end] for name, begin, end in element.attributes}
        for name, begin, end in element.attributes:
            form = form_of(element.name, name, values)
            if form and begin < end:
                yield begin, end, form(source[begin:end], _escaping(find, begin))
        if element.name == "style" and element.text:
            begin, end = element.text
            yield begin, end, with_css_urls(source[begin:end], _in_css(find, begin))


def _escaping(find: Finder, pos: int) -> UrlOf:
    """Looks up what a value means without character references, and writes with them."""

    def url_of(value: str, role: Role, /) -> str:
        bare = value.strip()
        address = html.unescape(bare)
        url = find(address, role, pos)
        return value if url == address else value.replace(bare, html.escape(url), 1)

    return url_of


def _in_css(find: Finder, pos: int) -> Callable[[str], str]:
    def url_of(address: str) -> str:
        is_sheet = address.partition("?")[0].lower().endswith(".css")
        return find(address, Role.SHEET if is_sheet else Role.SHOWN, pos)

    return url_of
