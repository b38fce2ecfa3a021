"""Pages as text: a deck's, the index, and the one for addresses that lead nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from markupsafe import Markup

from diascope.config import Config
from diascope.deck import Deck
from diascope.diagnostics import Diagnostic, Severity
from diascope.nearest import nearest
from diascope.render.files import Place, Used, relative, shown
from diascope.render.html import HtmlWriter
from diascope.render.slides import Press, RenderedSlide, render_slide
from diascope.render.templates import Templates

THEME = "diascope"
"""The built-in theme; the other names are those of reveal.js's own themes."""
_SCHEMES = ("light", "dark")
_HEIGHT = 720

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


@dataclass(frozen=True, slots=True)
class DeckPage:
    """A deck's page, and what it takes along."""

    path: str
    """Where the page lies in the site."""
    context: Mapping[str, object]
    """What `deck.html` sees of the deck, but for its slides."""
    slides: tuple[RenderedSlide, ...]
    """Its slides, in order, the title slide not among them."""
    title_slide: Markup
    """The title slide's section, or empty."""
    stacks: tuple[int, ...]
    """How many slides each stack has."""
    copies: Mapping[str, Path]
    """Files to copy beside those of the slides."""
    listing: Mapping[str, object]
    """What the index page says of the deck."""
    found: tuple[Diagnostic, ...]
    """What is wrong with what the metadata asks of the page."""

    def sections(self) -> list[list[Markup]]:
        """The sections of every stack, the title slide's first."""
        slides = iter(self.slides)
        stacks = [[next(slides).html for _ in range(count)] for count in self.stacks]
        return [[self.title_slide], *stacks] if self.title_slide else stacks


def deck_page(deck: Deck, config: Config, press: Press) -> DeckPage:
    """The page of one deck, to be printed; raises `TemplateMistakeError`."""
    place, templates = press.place, press.templates
    numbers = count(1)
    stacks = [
        [render_slide(slide, next(numbers), press) for slide in stack] for stack in deck.stacks
    ]
    theme, found = _theme(deck, config, templates)
    writer = HtmlWriter(place, "", deck.source.name)
    context = {
        **_words(deck, writer),
        **_settings(deck, config, place, writer.used),
        "theme": theme,
    }
    title = _title_slide(deck, press, writer, {"deck": context, "site": _site(config, [])})
    slides = tuple(slide for stack in stacks for slide in stack)
    return DeckPage(
        place.page,
        context,
        slides,
        title,
        tuple(len(stack) for stack in stacks),
        writer.used.copies,
        _listing(deck, place, len(slides)),
        found,
    )


def deck_html(page: DeckPage, config: Config, templates: Templates) -> str:
    """The text of a deck's page; raises `TemplateMistakeError`."""
    context = {**page.context, "stacks": page.sections()}
    return templates.render("deck.html", page.path, {"deck": context, "site": _site(config, [])})


def index_page(
    config: Config, listings: Sequence[Mapping[str, object]], templates: Templates
) -> str:
    """The page that lists the decks."""
    return templates.render("index.html", "index.html", {"site": _site(config, listings)})


def missing_page(config: Config, templates: Templates) -> str:
    """The page for addresses that lead nowhere."""
    return templates.render("404.html", "404.html", {"site": _site(config, [])})


def _words(deck: Deck, writer: HtmlWriter) -> dict[str, object]:
    """The texts of the title slide, as HTML, and the title in plain words."""
    html = {
        key: [Markup(writer.inlines(words.tokens)) for words in texts]
        for key, texts in deck.words.items()
    }
    return {
        "title": deck.title,
        "title_html": Markup(" ").join(html["title"]),
        "subtitle_html": Markup(" ").join(html["subtitle"]),
        "authors_html": html["author"],
        "institute_html": Markup(", ").join(html["institute"]),
        "date_html": Markup(" ").join(html["date"]),
    }


def _settings(deck: Deck, config: Config, place: Place, used: Used) -> dict[str, object]:
    meta = deck.meta
    scheme = meta.variables.get("color-scheme") or meta.variables.get("colorscheme")
    wanted = getattr(scheme, "text", "")
    return {
        "lang": meta.lang or config.language,
        "dir": meta.dir or "",
        "description": _description(deck, config),
        "canonical": _canonical(config, place.page),
        "scheme": wanted if wanted in _SCHEMES else "",
        "reveal": _reveal(deck, config),
        "css": [shown(text.text.strip(), place, used) for text in meta.css],
        "header_includes": _raw(meta.header_includes),
        "include_before": _raw(meta.include_before),
        "include_after": _raw(meta.include_after),
    }


def _raw(texts: Sequence[object]) -> Markup:
    return Markup("\n".join(str(getattr(text, "text", "")) for text in texts))


def _theme(deck: Deck, config: Config, templates: Templates) -> tuple[str, tuple[Diagnostic, ...]]:
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


def _reveal(deck: Deck, config: Config) -> dict[str, object]:
    options = {**REVEAL_DEFAULTS, **config.reveal, **deck.meta.reveal}
    if deck.meta.aspect_ratio and "width" not in deck.meta.reveal:
        across, down = deck.meta.aspect_ratio
        options["width"], options["height"] = round(_HEIGHT * across / down), _HEIGHT
    if deck.meta.dir == "rtl":
        options.setdefault("rtl", True)
    return dict(sorted(options.items()))


def _title_slide(
    deck: Deck, press: Press, writer: HtmlWriter, context: Mapping[str, object]
) -> Markup:
    if not deck.has_title_slide:
        return Markup("")
    given = writer.html_attributes(tuple(deck.meta.title_slide_attributes.items()))
    page = press.place.page
    html = press.templates.render("title-slide.html", page, {**context, "attributes": given})
    return Markup(html)


def _listing(deck: Deck, place: Place, slides: int) -> dict[str, object]:
    return {
        "title": deck.title,
        "subtitle": " ".join(deck.plain("subtitle")),
        "authors": deck.plain("author"),
        "date": " ".join(deck.plain("date")),
        "slide_count": slides + deck.has_title_slide,
        "href": relative(place.page, "index.html"),
        "pdf": None,
        "description": " ".join(deck.plain("description")),
        "lang": deck.meta.lang or "",
    }


def _site(config: Config, decks: Sequence[Mapping[str, object]]) -> dict[str, object]:
    return {
        "title": config.title,
        "description": config.description,
        "url": config.url,
        "lang": config.language,
        "decks": decks,
    }
