"""What a deck's metadata and the site's configuration ask of a page: words, options, files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from markupsafe import Markup

from diascope.config import Config
from diascope.config.html import TRUST
from diascope.config.reveal import DEFAULTS, HEIGHT
from diascope.deck.model import Deck, Words
from diascope.deck.raw_text import is_tex
from diascope.diagnostics import Diagnostic, Diagnostics, of_file
from diascope.diagnostics.nearest import nearest
from diascope.links.locations import published_at
from diascope.links.resolve import Resolved
from diascope.metadata import HEAD_KEYS, MetaText
from diascope.render.clean import cleaned, cleaned_raw
from diascope.render.harmless import kept_option
from diascope.render.html import HtmlWriter
from diascope.render.templates import Templates

THEME = "diascope"
"""The built-in theme."""
_VARIANTS, _REVEALS = "css/themes", "vendor/reveal/theme"
"""Where style sheets lie that set the built-in theme's tokens, and reveal.js's own themes."""


Kind = Literal["built-in", "variant", "reveal"]


class Theme(NamedTuple):
    """A theme, as templates see it."""

    name: str
    """Its name."""
    kind: Kind = "built-in"
    """Whether it sets the built-in theme's tokens, or is one of reveal.js's own."""


_STILL = {
    "parallaxBackgroundSize": "cover",
    "parallaxBackgroundHorizontal": 0,
    "parallaxBackgroundVertical": 0,
}
"""The background of all slides, where the deck says no more of it: it fills them and stays."""


def words(deck: Deck) -> dict[str, object]:
    """The metadata's texts as HTML, and the title in plain words."""
    html = {
        key: [_words(deck, text) for text in texts]
        for key, texts in deck.words.items()
        if key not in HEAD_KEYS
    }
    return {
        "title": deck.title,
        "title_html": Markup(" ").join(html["title"]),
        "subtitle_html": Markup(" ").join(html["subtitle"]),
        "authors_html": html["author"],
        "affiliations_html": html["affiliation"],
        "institute_html": Markup(", ").join(html["institute"]),
        "date_html": Markup(" ").join(html["date"]),
        "footer_html": Markup(" ").join(html["footer"]),
        "toc_title_html": Markup(" ").join(html["toc-title"]),
    }


def _words(deck: Deck, text: Words) -> Markup:
    """A text of the metadata as HTML."""
    writer = HtmlWriter("frame-", deck.macros, deck.html)
    return Markup(cleaned(writer.inlines(text.tokens), deck.html))


def settings(resolved: Resolved, config: Config, page: str) -> dict[str, object]:
    """All else that the page's template sees of the metadata."""
    deck, urls = resolved.deck, resolved.urls
    meta = deck.meta
    return {
        "lang": meta.lang or config.language,
        "dir": meta.dir or "",
        "description": _description(deck, config),
        "keywords": ", ".join(deck.plain("keywords")),
        "canonical": published_at(config.url, page),
        "scheme": meta.color_scheme or "",
        "accent": meta.accent or config.accent,
        "pushes": not {"transition", "transitionSpeed"} & {*meta.reveal, *config.reveal},
        "html": deck.html,
        "css": list(urls["css"]) if deck.html == TRUST else [],
        "logo": _first(urls["logo"]),
        "favicon": _first(urls["favicon"]),
        "header_includes": _raw(meta.header_includes) if deck.html == TRUST else "",
        "include_before": _raw(meta.include_before, deck.html),
        "include_after": _raw(meta.include_after, deck.html),
    }


def _first(urls: Sequence[str]) -> str:
    return next(iter(urls), "")


def theme(deck: Deck, config: Config, templates: Templates) -> tuple[Theme, Diagnostics]:
    """The theme asked for, or the built-in one where there is none of that name."""
    name = deck.meta.theme.text.strip() if deck.meta.theme else config.theme
    names = templates.assets.names
    kinds: dict[str, Kind] = {THEME: "built-in"}
    kinds |= dict.fromkeys(names(_VARIANTS, ".css"), "variant")
    for one in names(_REVEALS, ".css"):
        kinds.setdefault(one, "reveal")
    if name in kinds:
        return Theme(name, kinds[name]), ()
    close = nearest(name, list(kinds))
    hint = f"did you mean `{close}`?" if close else "the themes are " + ", ".join(kinds)
    message = f"there is no theme `{name}`; the built-in one is used"
    place = deck.meta.theme.place if deck.meta.theme else of_file(deck.source.path)
    return Theme(THEME), (deck.sources.located(Diagnostic("theme-unknown", place, message, hint)),)


def _raw(texts: Sequence[MetaText], html: str = TRUST) -> Markup:
    """HTML of the metadata; what is meant for TeX is left out."""
    raw = "\n".join(text.text for text in texts if not is_tex(text.text))
    return Markup(cleaned_raw(raw, html))


def _description(deck: Deck, config: Config) -> str:
    """What previews say of the deck: its own words, the site's, or who gives it and when."""
    own = deck.plain("description") or deck.plain("abstract") or deck.plain("subtitle")
    said = (*own, config.description, ", ".join((*deck.plain("author"), *deck.plain("date"))))
    return next((words for words in said if words), "")


def reveal_options(resolved: Resolved, config: Config) -> dict[str, object]:
    """The options that reveal.js is started with."""
    meta, urls = resolved.deck.meta, resolved.urls
    options: dict[str, object] = {**DEFAULTS, **config.reveal, **meta.reveal}
    if meta.aspect_ratio and "width" not in meta.reveal:
        across, down = meta.aspect_ratio
        options["width"], options["height"] = round(HEIGHT * across / down), HEIGHT
    if meta.dir == "rtl":
        options.setdefault("rtl", True)
    if urls["parallaxBackgroundImage"]:
        options["parallaxBackgroundImage"] = _first(urls["parallaxBackgroundImage"])
    elif urls["background-image"]:
        address = _first(urls["background-image"])
        options = {**_STILL, **options, "parallaxBackgroundImage": address}
    if resolved.deck.html != TRUST:
        options = {name: value for name, value in options.items() if kept_option(name, value)}
    return dict(sorted(options.items()))
