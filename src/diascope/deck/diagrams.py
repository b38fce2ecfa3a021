"""Diagrams that a browser cannot draw: mermaid reads them there, and says what is wrong.

A browser names a diagram by its source; a page that shows an older state of the deck names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from diascope.deck.code import SOURCE, text_place
from diascope.deck.model import Deck
from diascope.deck.walk import walk
from diascope.diagnostics import Diagnostic, Place
from diascope.dialect.tokens import Token
from diascope.patterns import lazy_pattern
from diascope.snippets import is_diagram

Mistakes = Mapping[str, str]
"""What mermaid says of diagrams that it cannot draw, by their sources."""
CODE = "diagram-error"
UNDRAWN = """
[...document.querySelectorAll('.diagram[data-problem]')]
  .map(box => [box.querySelector('pre').textContent, box.dataset.problem])
"""
"""A script for a page: its mistakes as pairs of source and words."""
_LONGEST = 400
"""Characters of a line of mermaid's words."""
_LINE = lazy_pattern(r"\bon line (\d+)")
_UNCOUNTED = lazy_pattern(r"^\s*(?:%%|---\s*$)", re.MULTILINE)
"""Comments and front matter, which mermaid takes out before it counts lines."""


def undrawn(deck: Deck, mistakes: Mistakes) -> Iterator[Diagnostic]:
    """A diagnostic for each diagram of a deck that has one of these mistakes."""
    if mistakes:
        for token, *_ in walk(deck):
            if token.type == "code_block" and is_diagram(token.meta["attributes"].classes):
                words = mistakes.get(token.content.removesuffix("\n"))
                if words and not words.isspace():
                    yield deck.sources.located(_mistake(token, words))


def _mistake(token: Token, words: str) -> Diagnostic:
    """Mermaid's first line is the message; what it expected stands in the last one."""
    lines = [_printable(line) for line in words.splitlines() if line.strip()]
    message = f"mermaid cannot draw this diagram: {lines[0].rstrip(':')}"
    expected = lines[-1] if "xpecting" in lines[-1] else ""
    return Diagnostic(CODE, _place(token, lines[0]), message, expected)


def _place(token: Token, words: str) -> Place:
    """The line that mermaid names, where it has counted all of them; else the first one."""
    place: Place = token.meta.get(SOURCE) or text_place(token.place, token.content)
    named = _LINE.search(words)
    if named is None or _UNCOUNTED.search(token.content):
        return place
    line = min(place.begin + int(named[1]), place.end) - 1  # an end that comes too soon is below
    return place._replace(begin=line, end=line + 1)


def _printable(line: str) -> str:
    return "".join(filter(str.isprintable, line)).strip()[:_LONGEST]
