"""A word that stands twice in a row, `the the`, also over the end of a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from diascope.check.subject import Subject, seen
from diascope.diagnostics import Diagnostic, Place
from diascope.dialect.tokens import Token
from diascope.patterns import lazy_pattern

_TWICE = lazy_pattern(r"(?<![\w'’.@#/-])([^\W\d_]{2,})[ \n]+((?i:\1))(?![\w'’@/-]|\.\w)")
_MEANT = frozenset(
    """that had so no very really ha bye blah bla knock tut hip pretty
    die das der den dem sie wenn was nous vous que que on le la si det den som har er var
    chop choo yada hey hear there now well many much boo pom tam""".split()
)
"""Words that may follow themselves, in English and in other languages of decks."""
_OFTEN = frozenset("the of to and in is it for on with as at be by this".split())
"""Words that nobody repeats on purpose."""
_HABIT = 3
"""From so many times on a deck repeats a word on purpose."""
_BREAKS = {"code_inline", "math_inline", "math_display", "image", "note", "raw_inline"}
"""What a word does not reach over."""


def repeated_words(subject: Subject) -> Iterator[Diagnostic]:
    """Advice for every word that is repeated, unless the deck does so with it again and again."""
    found = [
        (token, match)
        for token, *_ in seen(subject.nodes)
        if token.type == "inline" and token.children
        for match in _TWICE.finditer(_text(token.children))
        if match[1].lower() not in _MEANT and not match[2][0].isupper()
    ]
    times = Counter(match[1].lower() for _, match in found)
    for token, match in found:
        if times[match[1].lower()] < _HABIT or match[1].lower() in _OFTEN:
            message = f"the word `{match[2]}` stands twice"
            yield Diagnostic("words-repeated", _place(token, match), message)


def _text(tokens: Iterable[Token]) -> str:
    """The words of a text, with a sign in the place of what is no word."""
    parts = list[str]()
    for token in tokens:
        if token.type == "text":
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append("\n")
        elif token.type == "hardbreak" or token.type in _BREAKS or token.type == "html_inline":
            parts.append("\0")
    return "".join(parts)


def _place(token: Token, match: re.Match[str]) -> Place:
    """Where the second word stands, as far as its line shows it."""
    lines = token.content.split("\n")
    first, second = (re.compile(rf"(?<!\w){re.escape(match[n])}(?!\w)") for n in (1, 2))
    for at, line in enumerate(lines):
        twice = rf"(?<!\w){re.escape(match[1])}\W+({re.escape(match[2])})(?!\w)"
        both = re.search(twice, line)
        row = token.rows[at] if at < len(token.rows) else token.place
        if both:
            column = None if row.column is None else row.column + both.start(1)
            return row._replace(column=column, length=len(match[1]) if column is not None else 0)
        below = lines[at + 1].lstrip(" *_[") if at + 1 < len(lines) else ""
        if first.search(line) and second.match(below):
            return token.rows[at + 1] if at + 1 < len(token.rows) else row
    return token.place
