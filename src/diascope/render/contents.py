"""The table of contents: nested lists of links to the slides."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from markdown_it.token import Token
from markupsafe import Markup

from diascope.deck import Deck
from diascope.model import Slide
from diascope.render.html import HtmlWriter

MOST = 24
"""Entries that a slide can show; with more of them the lower levels are left out."""
_LEFT_OUT = {"note", "link_open", "link_close"}


def contents(deck: Deck, writer: HtmlWriter) -> tuple[Markup, int]:
    """The list of the deck's slides, as deep as the metadata asks for; and how many it has.

    Slides without a heading or with the class `unlisted` are not in it (Pandoc manual, `--toc`).
    """
    listed = [slide for slide in deck.slides() if slide.heading and slide.attributes.id]
    listed = [slide for slide in listed if "unlisted" not in slide.attributes.classes]
    top = min((slide.level for slide in listed), default=1)
    depth = deck.meta.toc_depth
    while depth > 1 and sum(slide.level < top + depth for slide in listed) > MOST:
        depth -= 1
    shown = [slide for slide in listed if slide.level < top + depth]
    return Markup(_lists(shown, writer)), len(shown)


def _lists(slides: Sequence[Slide], writer: HtmlWriter) -> str:
    """One list of the slides of the first one's level, each with a list of those below it."""
    out, at = list[str](), 0
    while at < len(slides):
        end = at + 1
        while end < len(slides) and slides[end].level > slides[at].level:
            end += 1
        below = _lists(slides[at + 1 : end], writer)
        out.append(f"<li>{_link(slides[at], writer)}{below}</li>\n")
        at = end
    return f"<ul>\n{''.join(out)}</ul>\n" if out else ""


def _link(slide: Slide, writer: HtmlWriter) -> str:
    words = [token for token in _words(slide) if token.type not in _LEFT_OUT]
    return f'<a href="#/{escape(slide.attributes.id)}">{writer.inlines(words)}</a>'


def _words(slide: Slide) -> Sequence[Token]:
    return slide.heading[1].children or ()
