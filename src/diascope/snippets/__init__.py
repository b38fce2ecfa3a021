"""Snippets: code blocks and console transcripts as HTML, highlighted when the site is built.

``languages`` knows names, ``lines`` splits tokens into lines, ``transcript`` reads console
blocks as steps of prompt, command and output, and ``highlight`` makes the HTML of them all.
"""

from diascope.snippets.highlight import render_code
from diascope.snippets.languages import known_language
from diascope.snippets.transcript import Step, parse_transcript

__all__ = ["Step", "known_language", "parse_transcript", "render_code"]
