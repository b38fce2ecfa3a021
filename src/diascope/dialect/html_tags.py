"""HTML tags in Markdown: what one looks like, and which ones are blocks.

Pandoc manual, "Extension: raw_html" and "Extension: native_divs".  The sets follow the HTML
standard; an element of `EITHER` reads as a block where a block may begin, and as text elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from diascope.patterns import lazy_pattern

BLOCKS = frozenset(
    """address article aside blockquote body canvas caption center col colgroup dd details dir div
    dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr
    html isindex li main menu meta nav noframes ol output p pre script section style summary table
    tbody td textarea tfoot th thead tr ul

    bibliolist calloutlist caution classsynopsis cmdsynopsis epigraph equation example formalpara
    funcsynopsis glosslist important informalequation informalexample informalfigure informaltable
    itemizedlist literallayout mediaobject msgset note orderedlist para procedure programlisting
    programlistingco qandaset screen screenco screenshot segmentedlist sidebar simpara simplelist
    synopsis task tip title variablelist warning case switch default""".split()
)
"""Elements that are blocks wherever they stand: HTML's, DocBook's and EPUB's."""
EITHER = frozenset(
    """applet area audio button del embed iframe ins map noscript object progress source svg track
    video""".split()
)
VERBATIM = frozenset({"pre", "style", "script", "textarea"})
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements that have no end tag."""
OPTIONAL_END = frozenset(
    "body colgroup dd dt head html li optgroup option p rp rt tbody td tfoot th thead tr".split()
)
"""Elements whose end tag may be left out."""

_ATTRIBUTE = r"""\s*+[^\s"'>/=<][^\s"'>/=<]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>]++))?"""
_TAG = lazy_pattern(
    rf"""<(?:
          (?P<close>/)\s*(?P<closed>[A-Za-z][\w:-]*+)\s*+>
        | (?P<open>[A-Za-z][\w:-]*+)
          (?P<attributes>(?:(?<![\w:-])(?:{_ATTRIBUTE})|\s++(?:{_ATTRIBUTE}))*+)
          \s*+(?P<self>/?)\s*>
        | (?P<comment>!--(?:(?!-->)[\s\S])*+-->)
        | (?P<other>\?(?:(?!\?>)[\s\S])*+\?>)
        )""",
    re.X,
)
_PAIR = lazy_pattern(
    r"""([^\s"'>/=<][^\s"'>/=<]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?"""
)


class Tag(NamedTuple):
    """One tag, comment or declaration in the text."""

    name: str
    """Element name in lower case; `!` for a comment, `?` for an instruction."""
    closes: bool
    """Whether it is a closing tag."""
    selfclosing: bool
    """Whether it ends with `/>`."""
    attributes: str
    """The attributes as written."""
    start: int
    """Where it begins."""
    end: int
    """Where it ends."""

    @property
    def is_block(self) -> bool:
        """Whether a block may begin with it."""
        return self.name in BLOCKS or self.name in EITHER or self.name in ("!", "?")

    @property
    def is_inline(self) -> bool:
        """Whether it may stand in the midst of text."""
        return self.name not in BLOCKS

    def pairs(self) -> list[tuple[str, str]]:
        """The attributes by name and value, in order, names in lower case, references resolved."""
        return [
            (match[1].lower(), unescape(next((v for v in match.groups()[1:] if v is not None), "")))
            for match in _PAIR.finditer(self.attributes)
        ]


def tag_at(text: str, pos: int = 0) -> Tag | None:
    """The tag whose `<` stands at this position, or None."""
    match = _TAG.match(text, pos)
    if match is None:
        return None
    if match["comment"]:
        return Tag("!", False, False, "", pos, match.end())
    if match["other"]:
        return Tag("?", False, False, "", pos, match.end())
    name = (match["closed"] or match["open"]).lower()
    return Tag(
        name,
        bool(match["close"]),
        bool(match["self"]),
        match["attributes"] or "",
        pos,
        match.end(),
    )


def tags(html: str) -> Iterator[Tag]:
    """The tags in raw HTML, in order; those in comments do not count."""
    pos = 0
    while (pos := html.find("<", pos)) >= 0:
        tag = tag_at(html, pos)
        if tag and tag.name not in "!?":
            yield tag
        pos = tag.end if tag else pos + 1


def closes(line: str, name: str) -> bool:
    """Whether a line begins with the closing tag of this element."""
    if not name or not line.startswith("</"):
        return False
    tag = tag_at(line)
    return tag is not None and tag.closes and tag.name == name
