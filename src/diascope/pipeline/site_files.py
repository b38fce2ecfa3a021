"""What a published site tells machines: the sitemap, and a feed of its decks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from diascope.config import Config
from diascope.deck.model import Deck
from diascope.links.locations import published_at
from diascope.patterns import lazy_pattern
from diascope.render.pages import DeckPage

SITEMAP, FEED = "sitemap.xml", "feed.xml"
_DAY = lazy_pattern(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def site_files(config: Config, made: Sequence[tuple[Deck, DeckPage]]) -> dict[str, bytes]:
    """The files, by path in the site; none where the site's address is not known.

    The feed (RFC 4287) has the decks whose date is `YYYY-MM-DD`, since entries need one.
    """
    if not config.url:
        return {}
    pages = ["index.html", *(page.path for _, page in made)]
    urls = dict.fromkeys(published_at(config.url, page) for page in pages)
    rows = "".join(f"<url><loc>{escape(url)}</loc></url>\n" for url in urls)
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    sitemap = f'{_HEAD}<urlset xmlns="{namespace}">\n{rows}</urlset>\n'
    dated = sorted(((day, deck, page) for deck, page in made if (day := _day(deck))), key=_newest)
    files = {SITEMAP: sitemap.encode()}
    return {**files, FEED: _feed(config, dated).encode()} if dated else files


_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def _newest(row: tuple[date, Deck, DeckPage]) -> tuple[int, str]:
    return -row[0].toordinal(), row[2].path


def _day(deck: Deck) -> date | None:
    """The day in a deck's date."""
    found = _DAY.search(" ".join(deck.plain("date")))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _feed(config: Config, dated: Sequence[tuple[date, Deck, DeckPage]]) -> str:
    own = published_at(config.url, FEED)
    entries = "".join(_entry(config, *row) for row in dated)
    return (
        f'{_HEAD}<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{escape(config.title or 'Presentations')}</title>\n"
        f"<id>{escape(config.url)}</id>\n"
        f'<link rel="self" href="{escape(own)}"/>\n'
        f"<updated>{dated[0][0].isoformat()}T00:00:00Z</updated>\n{entries}</feed>\n"
    )


def _entry(config: Config, day: date, deck: Deck, page: DeckPage) -> str:
    url = escape(published_at(config.url, page.path))
    authors = "".join(
        f"<author><name>{escape(name)}</name></author>\n"
        for name in deck.plain("author") or [config.title or "Presentations"]
    )
    summary = escape(str(page.context["description"]))
    return (
        f"<entry>\n<title>{escape(deck.title)}</title>\n<id>{url}</id>\n"
        f'<link href="{url}"/>\n<updated>{day.isoformat()}T00:00:00Z</updated>\n'
        f"{authors}<summary>{summary}</summary>\n</entry>\n"
    )
