"""Slides without anything to see."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from diascope.check.subject import Subject, seen
from diascope.deck.model import SLIDE, Slide
from diascope.diagnostics import Diagnostic
from diascope.dialect.html_tags import tags
from diascope.dialect.tokens import Token

_SHOWN = {"code_block", "figure", "image", "math_inline", "math_display", "hr", "raw_block"}
_BACKGROUND = "background"


def empty_slides(subject: Subject) -> Iterator[Diagnostic]:
    """Advice for every slide that shows nothing: no words, no picture, no background."""
    full = {
        slide
        for slide, nodes in groupby(seen(subject.nodes), key=lambda node: node.slide)
        if slide and any(_is_shown(node.token) for node in nodes)
    }
    for slide in subject.deck.slides():
        if slide.template == SLIDE and slide not in full and not _has_background(slide):
            message = "this slide shows nothing"
            hint = "a ruler `---` begins a new slide; leave it out, or give the slide some text"
            yield Diagnostic("slide-empty", slide.place, message, hint)


def _is_shown(token: Token) -> bool:
    if token.type == "text":
        return bool(token.content.strip())
    if token.type in ("html_block", "html_inline"):
        return any(True for _ in tags(token.content))
    return token.type in _SHOWN or token.type == "code_inline"


def _has_background(slide: Slide) -> bool:
    return any(_BACKGROUND in key for key, _ in slide.attributes.pairs)
