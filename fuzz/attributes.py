"""Attributes in braces."""

from __future__ import annotations

import re

from diascope.dialect.attributes import html_name, parse_attributes, raw_format, render_attributes
from fuzz.target import Target, within
from fuzz.texts import texts

FRAGMENTS = [
    *"{}#.=\"'\\- \t\n<>&:_",
    *(
        "{#a",
        ".b",
        " c=d",
        ' c="d e"',
        " c='d'",
        "}",
        "{=html}",
        "{.a .b}",
        "-",
        "\\}",
        "\\'",
        "&amp;",
    ),
    *(
        "width=50%",
        "a=",
        "=a",
        "data-",
        "style='a:b'",
        "onclick=",
        "class='a b'",
        "id=x",
        "..",
        "##",
    ),
    *("&#0;", "&#x110000;", "&quot;", "0a=b", "é=ö", ".é", "a:b=c", "a.b=c"),
]
_OPENED = re.compile(r"\{")


def check(text: str) -> None:
    """Read the attributes at every brace of a text, as a reader does that goes on after them."""
    at = 0
    while brace := _OPENED.search(text, at):
        at = brace.end()
        raw_format(text, brace.start())
        if found := parse_attributes(text, brace.start()):
            attributes, end = found
            assert brace.start() < end <= len(text)
            assert text[end - 1] == "}"
            html = render_attributes((html_name(key), value) for key, value in attributes.pairs)
            assert not re.search(r"[<>]", html)
            at = end


def grow(text: str) -> None:
    """Read the attributes that a text begins with."""
    parse_attributes(text)


TARGET = Target(
    "attributes",
    texts([*FRAGMENTS, "{"] * 2, "dialect/inlines/*.md"),
    check,
    {
        "classes": within("{", ".a ", "}"),
        "classes in a row": within("{", ".a", "}"),
        "identifiers": within("{", "#aN ", "}"),
        "pairs": within("{", "aN=b ", "}"),
        "pairs alike": within("{", "a=b ", "}"),
        "quoted": within("{", 'aN="b c" ', "}"),
        "classes in a value": within("{class='", "a ", "'}"),
        "quotes": within("{a=", '"', "}"),
        "values without an end": within("{", "b='", ""),
        "escapes": within('{a="', "\\", '"}'),
        "entities": within('{a="', "&amp;", '"}'),
        "ampersands": within('{a="', "&", '"}'),
        "spaces": within("{", " ", "}"),
        "lines": within("{", "\n.a", "}"),
        "dashes": within("{", "-", "}"),
        "a long name": within("{.", "a", "}"),
    },
    "tests/cases/dialect/attributes",
    grow,
)
