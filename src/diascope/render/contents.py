"""The table of contents: nested lists of links to the slides."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token
from markupsafe import Markup

from diascope.deck.deck import Deck
from diascope.deck.model import Slide
from diascope.dialect.attributes import Attributes
from diascope.html_escape import escape_html
from diascope.render.html import HtmlWriter

MOST = 24
"""Entries that a slide can show; with more of them the lower levels are left out."""
_LEFT_OUT = {"note", "link_open", "link_close"}


def contents(deck: Deck, writer: HtmlWriter) -> tuple[Markup, int]:
    """The list of the deck's slides, as deep as the metadata asks for; and how many it has.

    Slides without a heading, with the class `unlisted` (Pandoc manual, `--toc`) or hidden are not
    in it.
    """
    listed = [slide for slide in deck.slides() if slide.heading and slide.attributes.id]
    listed = [slide for slide in listed if not _is_left_out(slide.attributes)]
    top = min((slide.level for slide in listed), default=1)
    depth = deck.meta.toc_depth
    while depth > 1 and sum(slide.level < top + depth for slide in listed) > MOST:
        depth -= 1
    shown = [slide for slide in listed if slide.level < top + depth]
    return Markup(_lists(shown, writer)), len(shown)


def _is_left_out(attributes: Attributes) -> bool:
    visibility = attributes.get("visibility") or attributes.get("data-visibility")
    return "unlisted" in attributes.classes or visibility == "hidden"


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
    return f'<a href="#/{escape_html(slide.attributes.id)}">{writer.inlines(words)}</a>'


def _words(slide: Slide) -> Sequence[Token]:
    return slide.heading[1].children or ()
