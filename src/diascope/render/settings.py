"""What a deck's metadata and the site's configuration ask of a page: words, options, files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from diascope.config import Config
from diascope.deck import Deck
from diascope.diagnostics import Diagnostic, Severity
from diascope.metadata import MetaMap, MetaText
from diascope.nearest import nearest
from diascope.render.files import is_remote, linked, shown
from diascope.render.html import HtmlWriter
from diascope.render.templates import Templates

THEME = "diascope"
"""The built-in theme; the other names are those of reveal.js's own themes."""
_SCHEMES = ("light", "dark")
_HEIGHT = 720
_URL = re.compile(r"""(?:url\(\s*['"]?|@import\s+['"])([^'")]+?)\s*['")]""")
_TEX = re.compile(r"\s*\\[A-Za-z]")

REVEAL_DEFAULTS: Mapping[str, object] = {
    "width": 1280,
    "height": _HEIGHT,
    "margin": 0.0,
    "center": False,
    "hash": True,
    "slideNumber": "c/t",
    "transition": "fade",
    "transitionSpeed": "fast",
}
"""Options of reveal.js that a deck or a site may change."""

_STILL = {
    "parallaxBackgroundSize": "cover",
    "parallaxBackgroundHorizontal": 0,
    "parallaxBackgroundVertical": 0,
}
"""The background of all slides, where the deck says no more of it: it fills them and stays."""


def words(deck: Deck, writer: HtmlWriter) -> dict[str, object]:
    """The metadata's texts as HTML, and the title in plain words."""
    html = {
        key: [Markup(writer.inlines(text.tokens)) for text in texts]
        for key, texts in deck.words.items()
    }
    return {
        "title": deck.title,
        "title_html": Markup(" ").join(html["title"]),
        "subtitle_html": Markup(" ").join(html["subtitle"]),
        "authors_html": html["author"],
        "institute_html": Markup(", ").join(html["institute"]),
        "date_html": Markup(" ").join(html["date"]),
        "footer_html": Markup(" ").join(html["footer"]),
        "toc_title_html": Markup(" ").join(html["toc-title"]),
    }


def settings(deck: Deck, config: Config, writer: HtmlWriter) -> dict[str, object]:
    """All else that the page's template sees of the metadata."""
    meta = deck.meta
    scheme = meta.variables.get("color-scheme") or meta.variables.get("colorscheme")
    wanted = getattr(scheme, "text", "")
    return {
        "lang": meta.lang or config.language,
        "dir": meta.dir or "",
        "description": _description(deck, config),
        "canonical": _canonical(config, writer.place.page),
        "scheme": wanted if wanted in _SCHEMES else "",
        "reveal": _reveal(deck, config, writer),
        "css": [_style_sheet(text, writer) for text in meta.css],
        "logo": _file(meta.logo, writer),
        "favicon": _file(meta.favicon, writer),
        "header_includes": _raw(meta.header_includes),
        "include_before": _raw(meta.include_before),
        "include_after": _raw(meta.include_after),
    }


def theme(deck: Deck, config: Config, templates: Templates) -> tuple[str, tuple[Diagnostic, ...]]:
    """The theme asked for, or the built-in one where there is none of that name."""
    name = deck.meta.theme.text.strip() if deck.meta.theme else config.theme
    themes = [THEME, *templates.assets.names("vendor/reveal/theme", ".css")]
    if name in themes:
        return name, ()
    line = deck.meta.theme.line if deck.meta.theme else None
    close = nearest(name, themes)
    hint = f"did you mean `{close}`?" if close else "the themes are " + ", ".join(themes)
    source = deck.source.name
    excerpt = deck.excerpt(source, line)
    message = f"there is no theme `{name}`; the built-in one is used"
    warning = Severity.WARNING
    return THEME, (
        Diagnostic(source, line, None, warning, "theme-unknown", message, hint, excerpt),
    )


def title_attributes(deck: Deck, writer: HtmlWriter) -> dict[str, str]:
    """The attributes of the title slide; it keeps its own identifier."""
    given = deck.meta.title_slide_attributes
    found = deck.meta.variables.get("title-slide-attributes")
    if isinstance(found, MetaMap):
        writer.used.line = min((item.line for item in found.items.values()), default=1)
    return writer.html_attributes(tuple((k, v) for k, v in given.items() if k != "id"))


def _file(text: MetaText | None, writer: HtmlWriter, is_image: bool = True) -> str:
    """The address on the page of a file that the metadata names; empty where it names none."""
    if text is None:
        return ""
    writer.used.line = text.line
    find = shown if is_image else linked
    return find(text.text.strip(), writer.place, writer.used)


def _style_sheet(text: MetaText, writer: HtmlWriter) -> str:
    """The address of a style sheet; the files that it names are taken along."""
    address = _file(text, writer, is_image=False)
    name = text.text.strip()
    path = writer.place.folder_of(writer.used.source) / name
    if not is_remote(name) and path.is_file():
        for found in _URL.finditer(path.read_text(encoding="utf-8", errors="replace")):
            if not is_remote(found[1]):
                shown(posixpath.join(posixpath.dirname(name), found[1]), writer.place, writer.used)
    return address


def _raw(texts: Sequence[MetaText]) -> Markup:
    """HTML of the metadata; what is meant for TeX is left out."""
    return Markup("\n".join(text.text for text in texts if not _TEX.match(text.text)))


def _description(deck: Deck, config: Config) -> str:
    """What previews say of the deck: its own words, the site's, or who gives it and when."""
    own = deck.plain("description") or deck.plain("subtitle")
    said = (*own, config.description, ", ".join((*deck.plain("author"), *deck.plain("date"))))
    return next((words for words in said if words), "")


def _canonical(config: Config, page: str) -> str:
    """The page's address where the site is published, if the configuration says where."""
    if not config.url:
        return ""
    return f"{config.url.rstrip('/')}/{page.removesuffix('index.html')}"


def _reveal(deck: Deck, config: Config, writer: HtmlWriter) -> dict[str, object]:
    meta = deck.meta
    options: dict[str, object] = {**REVEAL_DEFAULTS, **config.reveal, **meta.reveal}
    if meta.aspect_ratio and "width" not in meta.reveal:
        across, down = meta.aspect_ratio
        options["width"], options["height"] = round(_HEIGHT * across / down), _HEIGHT
    if meta.dir == "rtl":
        options.setdefault("rtl", True)
    background = meta.variables.get("parallaxBackgroundImage")
    if isinstance(background, MetaText) and "parallaxBackgroundImage" in meta.reveal:
        options["parallaxBackgroundImage"] = _file(background, writer)
    elif meta.background_image:
        address = _file(meta.background_image, writer)
        options = {**_STILL, **options, "parallaxBackgroundImage": address}
    return dict(sorted(options.items()))
