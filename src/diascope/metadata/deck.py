"""What the generator understands of a deck's metadata: the table of its keys.

Every value of the wrong type is reported and left out, so that one run shows them all. Texts
stay Markdown with their places, for the parser to read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from diascope.config.reveal import Json
from diascope.config.table import key, keys_of
from diascope.diagnostics import Diagnostic, Diagnostics
from diascope.metadata.authors import AFFILIATIONS, AUTHORS, Author
from diascope.metadata.typed import (
    ATTRIBUTES,
    COLOUR,
    DURATION,
    FLAG,
    HTML,
    LANGUAGE,
    PATTERNS,
    RATIO,
    REVEAL,
    TEXT,
    TEXTS,
    Entry,
    choice,
    quiet,
    whole,
)
from diascope.metadata.values import Metadata, MetaText


class Use(StrEnum):
    """Who uses the value of a key; by the first three, texts are read and addresses resolved."""

    WORDS = "slides, as Markdown"
    HEAD = "head, as plain words"
    FILES = "page, as files"
    DECK = "deck"
    PAGE = "page"
    SITE = "site"
    COMMANDS = "`verify`"


@dataclass(frozen=True, slots=True)
class DeckMeta:
    """A deck's metadata, typed. The table of its keys."""

    title: MetaText | None = key(TEXT, None, Use.WORDS)
    """The title; a deck with a title has a title slide."""
    subtitle: MetaText | None = key(TEXT, None, Use.WORDS)
    """A line below the title."""
    authors: tuple[Author, ...] = key(AUTHORS, (), Use.WORDS, "author authors")
    """Who gives the talk, perhaps with a `name` and an `affiliation`: [authors](#authors)."""
    affiliations: tuple[MetaText, ...] = key(
        AFFILIATIONS, (), Use.WORDS, "affiliation affiliations"
    )
    """Where the authors work, who may refer to it by its `id`: [authors](#authors)."""
    institute: tuple[MetaText, ...] = key(TEXTS, (), Use.WORDS)
    """The institutes, which belong to no author."""
    date: MetaText | None = key(TEXT, None, Use.WORDS)
    """The date, as it should be read."""
    description: MetaText | None = key(TEXT, None, Use.HEAD)
    """What search engines and link previews say of the deck; else its abstract or subtitle."""
    abstract: MetaText | None = key(TEXT, None, Use.HEAD)
    """A summary, for the description; no slide shows it."""
    keywords: tuple[MetaText, ...] = key(TEXTS, (), Use.HEAD)
    """Words for search engines."""
    lang: str | None = key(LANGUAGE, None, Use.PAGE)
    """The language; else that of the site."""
    dir: str | None = key(choice("ltr", "rtl"), None, Use.PAGE)
    """The writing direction."""
    permalink: MetaText | None = key(TEXT, None, Use.SITE)
    """Where in the site the page lies, such as `/talks/docker`; `/` makes it the first page."""
    redirect_from: tuple[MetaText, ...] = key(TEXTS, (), Use.SITE, "redirect-from redirect_from")
    """Former addresses in the site, such as `/old/talk`, which lead to the page."""
    draft: bool = key(quiet(FLAG), False, Use.SITE)
    """Whether the deck stays out of public sites: `build --public` and `publish`."""
    notes: str | None = key(quiet(choice("public", "private")), None, Use.SITE)
    """`public` has public sites keep the speaker's notes, which they leave out otherwise."""
    duration: int | None = key(DURATION, None, Use.PAGE)
    """How long the talk takes, for the [speaker's view](writing.md#two-screens-and-a-phone)."""
    theme: MetaText | None = key(TEXT, None, Use.PAGE)
    """The theme: `diascope`, `folio`, `signal`, or one of reveal.js's; else that of the site."""
    accent: str | None = key(COLOUR, None, Use.PAGE)
    """The theme's accent, a CSS colour such as `teal`; what derives from it is readable."""
    css: tuple[MetaText, ...] = key(TEXTS, (), Use.FILES)
    """Style sheets of the deck's own."""
    toc: bool = key(FLAG, False, Use.DECK, "toc table-of-contents")
    """Whether a slide with the table of contents comes after the title slide."""
    toc_depth: int = key(whole(1, 6), 3, Use.DECK)
    """How many heading levels the table of contents shows; fewer where it would not fit."""
    toc_title: MetaText | None = key(TEXT, None, Use.WORDS)
    """The heading of the table of contents."""
    agenda: bool = key(FLAG, False, Use.DECK)
    """Whether a slide with all sections, the current one marked, follows every section slide."""
    agenda_title: MetaText | None = key(TEXT, None, Use.WORDS)
    """The heading of that slide; else the word for it in the deck's language."""
    number_sections: bool = key(FLAG, False, Use.PAGE, "number-sections numbersections")
    """Whether slides are numbered `1`, `1.1`, …"""
    footer: MetaText | None = key(TEXT, None, Use.WORDS)
    """A line at the foot of every slide."""
    logo: MetaText | None = key(TEXT, None, Use.FILES)
    """A picture beside the footer, on every slide."""
    favicon: MetaText | None = key(TEXT, None, Use.FILES)
    """The picture in the browser's tab."""
    background_image: MetaText | None = key(TEXT, None, Use.FILES)
    """A picture behind all slides."""
    slide_level: int | None = key(whole(0, 6), None, Use.DECK, "slide-level slide_level")
    """The heading level that begins a slide; else it is found in the deck."""
    incremental: bool = key(FLAG, False, Use.PAGE)
    """Whether lists appear item by item."""
    emoji: bool = key(FLAG, False, Use.DECK)
    """Whether `:rocket:` is an emoji, by GitHub's names."""
    extensions: tuple[MetaText, ...] = key(TEXTS, (), Use.DECK)
    """[Extensions of pandoc](dialect.md#extensions) to switch after the site's: `+emoji-smart`."""
    repair_text: bool = key(FLAG, False, Use.DECK)
    """Whether broken encoding is repaired on the page."""
    aspect_ratio: tuple[int, int] | None = key(
        RATIO, None, Use.PAGE, "aspect-ratio aspectratio size"
    )
    """Width to height of the slides."""
    title_slide_attributes: Mapping[str, MetaText] = key(ATTRIBUTES, {}, Use.DECK)
    """Attributes of the title slide, such as `data-background-color`."""
    html: str | None = key(HTML, None, Use.PAGE)
    """What becomes of HTML, if stricter than the site's `html`: [security](security.md)."""
    header_includes: tuple[MetaText, ...] = key(TEXTS, (), Use.PAGE)
    """HTML for the page's head; TeX such as `\\newcommand` is for formulas."""
    include_before: tuple[MetaText, ...] = key(TEXTS, (), Use.PAGE)
    """HTML before the slides."""
    include_after: tuple[MetaText, ...] = key(TEXTS, (), Use.PAGE)
    """HTML after the slides."""
    links: Mapping[str, MetaText] = key(quiet(ATTRIBUTES), {}, Use.DECK)
    """Shortcuts for addresses, by name, before the site's: `k8s: https://kubernetes.io/docs/{}`."""
    versions: Mapping[str, MetaText] = key(quiet(ATTRIBUTES), {}, Use.DECK)
    """The versions that the deck speaks of, for `{version}` in shortcuts: `k8s: 1.33`."""
    links_slide: bool = key(FLAG, False, Use.DECK)
    """Whether a closing slide lists the deck's links, with a QR code of its address."""
    links_title: MetaText | None = key(TEXT, None, Use.WORDS)
    """The heading of that slide; else `Links`."""
    ignore: tuple[MetaText, ...] = key(quiet(TEXTS), (), Use.DECK)
    """Codes of [findings](#diagnostics) that are not to be told of this deck."""
    verify: bool = key(FLAG, False, Use.COMMANDS)
    """Whether `diascope verify` runs all transcripts, but for blocks with the class `norun`."""
    lint: bool = key(FLAG, True, Use.COMMANDS)
    """Whether commands are checked for what hurts when they are pasted."""
    script: bool = key(FLAG, False, Use.PAGE)
    """Whether the deck's commands lie beside its page, as a shell script."""
    show_verified: bool = key(FLAG, False, Use.DECK)
    """Whether slides tell when their commands were verified, and with what."""
    context: MetaText | None = key(TEXT, None, Use.COMMANDS)
    """The Kubernetes context that commands may run against, such as `kind-*`; no other then."""
    environment: tuple[MetaText, ...] = key(TEXTS, (), Use.COMMANDS, "verify-environment")
    """Variables that commands may see, beside the site's; `docker` and `kubernetes` for theirs."""
    masks: Mapping[str, MetaText] = key(PATTERNS, {}, Use.COMMANDS)
    """Kinds of words in outputs that are taken for equal, by name: regular expressions."""
    color_scheme: str | None = key(quiet(choice("light", "dark")), None, Use.PAGE)
    """Whether the page is light or dark; else as the reader's system prefers."""
    reveal: Mapping[str, Json] = key(REVEAL, {}, Use.PAGE, "revealOptions")
    """The [options of reveal.js](#options-of-revealjs), here as in reveal-md, or among the keys."""
    variables: Metadata = field(default_factory=dict)
    """Everything, for templates and text substitution."""

    def files(self) -> Mapping[str, tuple[MetaText, ...]]:
        """The files that the page shows or loads, by key."""
        value = self.variables.get("parallaxBackgroundImage")
        is_option = "parallaxBackgroundImage" in self.reveal
        parallax = (value,) if is_option and isinstance(value, MetaText) else ()
        return {**self._used(Use.FILES), "parallaxBackgroundImage": parallax}

    def texts(self) -> Mapping[str, tuple[MetaText, ...]]:
        """What is read as Markdown, by key."""
        return self._used(Use.WORDS, Use.HEAD)

    def _used(self, *uses: Use) -> dict[str, tuple[MetaText, ...]]:
        names = {name: row.names[0] for name, row in KEYS.items() if row.used_by in uses}
        return {row: tuple(_texts(getattr(self, name))) for name, row in names.items()}


def _texts(value: MetaText | tuple[MetaText | Author, ...] | None) -> Iterator[MetaText]:
    """The texts that a key holds."""
    for one in value if isinstance(value, tuple) else (value,) if value else ():
        yield one.name if isinstance(one, Author) else one


KEYS = keys_of(DeckMeta)
"""The keys, by field."""
HEAD_KEYS = frozenset(row.names[0] for row in KEYS.values() if row.used_by == Use.HEAD)
"""Texts for the head of the page alone, where they stand in plain words."""


def deck_meta(values: Metadata) -> tuple[DeckMeta, Diagnostics]:
    """The deck's metadata as the generator understands it, and what it does not understand."""
    diagnostics: list[Diagnostic] = []
    read = {
        name: row.type.read(Entry(values, row.names, diagnostics)) for name, row in KEYS.items()
    }
    given = {name: value for name, value in read.items() if value is not None}
    return DeckMeta(**given, variables=values), tuple(diagnostics)
