"""Pages at former addresses of decks, which lead to where the decks are now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from diascope.deck.model import Deck
from diascope.diagnostics import Diagnostic, display_name
from diascope.links.locations import relative
from diascope.metadata import MetaText
from diascope.pipeline.addresses import page_at
from diascope.pipeline.claims import Claim
from diascope.render.pages import DeckPage

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{url}">
<script>location.replace({script} + location.hash)</script>
<meta http-equiv="refresh" content="1; url={url}">
</head>
<body><p><a href="{url}">{title}</a></p></body>
</html>
"""


def redirects(
    made: Iterable[tuple[Deck, DeckPage]],
) -> Iterator[tuple[Claim, bytes] | Diagnostic]:
    """The pages, each with its place in the site; a diagnostic for an address that is none."""
    for deck, page in made:
        for text in deck.meta.redirect_from:
            path = page_at(text.text.strip())
            if path is None or path == page.path:
                yield _invalid(deck, text)
                continue
            who = f"a former address of `{display_name(deck.source.path)}`"
            url = relative(page.path, path).removesuffix("index.html") or "./"
            content = _PAGE.format(
                title=escape(deck.title), url=escape(url), script=_script(url)
            ).encode()
            yield Claim(path, who, deck.sources.locate(text.place)), content


def _script(url: str) -> str:
    """A URL as a string of JavaScript; a relative one, percent-encoded, has no quotes."""
    return f'"{url}"'


def _invalid(deck: Deck, text: MetaText) -> Diagnostic:
    message = f"`{text.text.strip()}` is no former address inside the site"
    found = Diagnostic("permalink-invalid", text.place, message, "write a path such as /old/talk")
    return deck.sources.located(found)
