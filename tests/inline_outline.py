"""What a paragraph's text comes to, in one notation for our tokens and for pandoc's document.

Run as a script, it fills in what `tests/cases/inlines` expects, from pandoc 3.9.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Sequence
from typing import Any

from casefile import FOLDER, cases
from markdown_it.token import Token

from diascope.dialect import reader
from diascope.dialect.attributes import NONE, Attributes
from diascope.dialect.definitions import Finding, Note, Target, label_key
from diascope.dialect.inlines import read_inlines

READER = "markdown+lists_without_preceding_blankline-blank_before_header-blank_before_blockquote"
DEFINITIONS = """

[defined]: https://example.org/defined "Title"
[two words]: <two words.html>

[^note]: The note.

(@first) One.
(@second) Two.
"""
"""What every case may refer to."""


class Deck:
    """The same definitions, as our reader asks for them."""

    def link(self, label: str) -> Target | None:
        """The target of a label."""
        return {
            label_key("defined"): Target("https://example.org/defined", "Title"),
            label_key("two words"): Target("two%20words.html"),
        }.get(label)

    def note(self, label: str) -> Note | None:
        """The footnote of a label."""
        return Note((), 0) if label == "note" else None

    def example(self, label: str) -> int | None:
        """The number of an example."""
        return {"first": 1, "second": 2}.get(label)

    def variable(self, name: str) -> str | None:
        """A metadata value."""
        return "*emphatic* words" if name == "title" else None


def findings(text: str) -> list[Finding]:
    """What is wrong with a text."""
    return read_inlines(text, reader(), Deck())[1]


def ours(text: str) -> str:
    """Our reading of a paragraph."""
    return _tokens(read_inlines(text.strip("\n"), reader(), Deck())[0])


def pandocs(text: str) -> str:
    """Pandoc's reading of it."""
    told = subprocess.run(
        ["pandoc", "-f", READER, "-t", "json"],
        input=text.strip("\n") + DEFINITIONS,
        capture_output=True,
        text=True,
        check=True,
    )
    return _inlines(json.loads(told.stdout)["blocks"][0]["c"])


def _tokens(tokens: Iterable[Token]) -> str:
    return "".join(_token(token) for token in tokens)


def _token(token: Token) -> str:  # noqa: C901 - one case a kind
    attributes: Attributes = token.meta.get("attributes", NONE) if token.meta else NONE
    match token.type:
        case "text":
            return token.content.replace("\N{NO-BREAK SPACE}", "⎵")
        case "softbreak":
            return "↵"
        case "hardbreak":
            return "<br>"
        case "code_inline":
            return _element("code", _given(attributes), token.content)
        case "math_inline" | "math_display":
            return _element(token.type.replace("_", "-"), "", token.content)
        case "html_inline":
            return _element("raw-html", "", token.content)
        case "raw_inline":
            return _element(f"raw-{token.info}", "", token.content)
        case "image":
            source = f" {token.attrs['src']}{_quoted(str(token.attrs.get('title', '')))}"
            return _element("img", source + _given(attributes), _tokens(token.children or []))
        case "note":
            return _element("note", "", _tokens(token.meta.get("children", ())))
    if token.nesting < 0:
        return f"</{token.tag}>"
    return f"<{token.tag}{_attrs(token)}>"


def _attrs(token: Token) -> str:
    found = {key: str(value) for key, value in token.attrs.items()}
    if token.type == "cite_open":
        return f" {found['data-cites']}"
    target = found.pop("href", "")
    title = found.pop("title", "")
    pairs = [(key.removeprefix("data-"), value) for key, value in found.items()]
    named = {key: value for key, value in pairs if key in ("id", "class")}
    others = tuple(pair for pair in pairs if pair[0] not in named)
    classes = tuple(named.get("class", "").split())
    given = _given(Attributes(named.get("id", ""), classes, others))
    return (f" {target}" if target else "") + _quoted(title) + given


def _given(attributes: Attributes) -> str:
    parts = [f" #{attributes.id}"] if attributes.id else []
    parts += [f" .{name}" for name in attributes.classes]
    parts += [f" {key}={value}" for key, value in attributes.pairs]
    return "".join(parts)


def _quoted(title: str) -> str:
    return f' "{title}"' if title else ""


def _element(name: str, attributes: str, content: str) -> str:
    return f"<{name}{attributes}>{content}</{name}>"


def _inlines(inlines: Sequence[Any]) -> str:
    return "".join(_inline(part["t"], part.get("c")) for part in inlines)


_TAGS = {
    "Emph": "em",
    "Strong": "strong",
    "Strikeout": "del",
    "Superscript": "sup",
    "Subscript": "sub",
    "Underline": "u",
}
_FIXED = {"Space": " ", "SoftBreak": "↵", "LineBreak": "<br>"}
_MARKS = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}
_SPAN_TAGS = ("mark", "kbd", "dfn")


def _inline(kind: str, content: Any) -> str:  # noqa: C901 - one case a kind
    if kind in _FIXED:
        return _FIXED[kind]
    if kind in _TAGS:
        return _element(_TAGS[kind], "", _inlines(content))
    match kind:
        case "Str":
            return str(content).replace("\N{NO-BREAK SPACE}", "⎵")
        case "SmallCaps":
            return _element("span", " .smallcaps", _inlines(content))
        case "Quoted":
            opening, closing = _MARKS[content[0]["t"]]
            return opening + _inlines(content[1]) + closing
        case "Code":
            return _element("code", _pandoc(content[0]), content[1])
        case "Math":
            kind = "math-display" if content[0]["t"] == "DisplayMath" else "math-inline"
            return _element(kind, "", content[1])
        case "RawInline":
            return _element(f"raw-{content[0]}", "", content[1])
        case "Link" | "Image":
            target = f" {content[2][0]}" if content[2][0] else ""
            about = target + _quoted(content[2][1]) + _pandoc(content[0])
            return _element("a" if kind == "Link" else "img", about, _inlines(content[1]))
        case "Span":
            return _span(content[0], _inlines(content[1]))
        case "Cite":
            keys = " ".join(item["citationId"] for item in content[0])
            return _element("span", f" {keys}", _inlines(content[1]))
        case "Note":
            text = _inlines(content[0]["c"])
            return _element("note", "", "" if text == "The note." else text)
    raise ValueError(kind)


def _span(attr: Sequence[Any], content: str) -> str:
    first = attr[1][0] if attr[1] else ""
    if first in _SPAN_TAGS:
        return _element(first, _pandoc([attr[0], attr[1][1:], attr[2]]), content)
    return _element("span", _pandoc(attr), content)


def _pandoc(attr: Sequence[Any]) -> str:
    return _given(Attributes(attr[0], tuple(attr[1]), tuple((k, v) for k, v in attr[2])))


def record() -> None:
    """Write pandoc's reading of every case into its file."""
    for path in sorted((FOLDER / "inlines").glob("*.md")):
        found = cases(f"inlines/{path.name}")
        parts = [f"{case.title}\n.\n{case.given}\n.\n{pandocs(case.given)}\n.\n" for case in found]
        path.write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    record()
