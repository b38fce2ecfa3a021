"""Snippets: code blocks and console transcripts as HTML, highlighted when the site is built.

``block`` makes the element that stands on the slide. ``highlight`` finds the tokens of its text,
with the lexers that ``languages`` knows by name; ``lines`` turns tokens into HTML. ``transcripts``
tells which blocks are transcripts; ``transcript`` reads them, with what ``prompts``, ``shell`` and
``windows`` know; ``terminal`` shows them, with the colours that ``ansi`` finds. The source of a
diagram is made ready for the browser by ``diagram``.
"""

from diascope.snippets.block import render_code
from diascope.snippets.diagram import is_diagram, render_diagram
from diascope.snippets.languages import known_language

__all__ = [
    "is_diagram",
    "known_language",
    "render_code",
    "render_diagram",
]
