"""Tokens of highlighted text, the lines they make, and their HTML.

Tokens lie side by side and never in one another, so one that runs over several lines, such as
a docstring, simply becomes one token on each.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from diascope.dialect.html_escape import escape_html


class Token(NamedTuple):
    """A piece of text in one colour."""

    css: str
    """The CSS class; empty where the text is plain."""
    text: str
    """The text, which may hold line ends."""


def split_lines(tokens: Iterable[Token]) -> list[list[Token]]:
    """The tokens of each line, without the line ends; one line at least."""
    lines: list[list[Token]] = [[]]
    for css, text in tokens:
        first, *others = text.split("\n")
        lines[-1] += [Token(css, first)] if first else []
        lines += [[Token(css, other)] if other else [] for other in others]
    return lines


def html_of(tokens: Iterable[Token]) -> str:
    """The tokens as HTML; neighbours in one colour share an element."""
    merged = groupby(tokens, key=itemgetter(0))
    return "".join(
        span(css, escape_html("".join(t.text for t in part), quotes=False)) for css, part in merged
    )


def wrap_lines(lines: Sequence[str], first: int) -> str:
    """The HTML of each line in an element that has its number."""
    return "\n".join(
        f'<span class="line" data-line="{number}">{line}</span>'
        for number, line in enumerate(lines, first)
    )


def span(css: str, html: str) -> str:
    """The HTML in an element with the class; without one, as it is."""
    return f'<span class="{css}">{html}</span>' if css and html else html
