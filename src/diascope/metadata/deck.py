"""What the generator understands of a deck's metadata.

Every value of the wrong kind is reported and left out, so that one run shows them all. Texts
stay Markdown with their places, for the parser to read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from diascope.config.reveal import Json
from diascope.diagnostics import Diagnostics
from diascope.metadata.authors import Author, read_authors
from diascope.metadata.typed import TypedValues
from diascope.metadata.values import Metadata, MetaText

HEAD_KEYS = frozenset({"description", "abstract", "keywords"})
"""Texts for the head of the page alone, where they stand in plain words."""


@dataclass(frozen=True, slots=True)
class DeckMeta:
    """A deck's metadata, typed."""

    title: MetaText | None = None
    """The title."""
    subtitle: MetaText | None = None
    """The subtitle."""
    authors: tuple[Author, ...] = ()
    """The authors."""
    affiliations: tuple[MetaText, ...] = ()
    """Where they work, each place once."""
    date: MetaText | None = None
    """The date, as it is written."""
    institute: tuple[MetaText, ...] = ()
    """The institutes."""
    abstract: MetaText | None = None
    """The abstract, which is the description where there is none."""
    description: MetaText | None = None
    """What search engines and link previews say of the deck."""
    keywords: tuple[MetaText, ...] = ()
    """The keywords."""
    lang: str | None = None
    """The language, as in BCP 47; ``None`` takes the site's."""
    dir: str | None = None
    """The writing direction, ``ltr`` or ``rtl``."""
    permalink: MetaText | None = None
    """Where in the site the page lies."""
    theme: MetaText | None = None
    """The theme; ``None`` takes the site's."""
    css: tuple[MetaText, ...] = ()
    """Stylesheets of the deck's own."""
    slide_level: int | None = None
    """The heading level that begins a slide, 0 to 6; ``None`` finds it in the deck."""
    incremental: bool = False
    """Whether lists appear item by item."""
    number_sections: bool = False
    """Whether headings are numbered."""
    extensions: tuple[MetaText, ...] = ()
    """Extensions of pandoc to switch on or off, as in ``+emoji-smart``."""
    emoji: bool = False
    """Whether ``:rocket:`` is an emoji."""
    repair_text: bool = False
    """Whether broken encoding is repaired on the page."""
    toc: bool = False
    """Whether a slide shows the table of contents."""
    toc_depth: int = 3
    """How many heading levels it shows, 1 to 6."""
    toc_title: MetaText | None = None
    """Its heading."""
    title_slide_attributes: Mapping[str, MetaText] = field(default_factory=dict)
    """Attributes of the title slide, such as ``data-background-image``."""
    background_image: MetaText | None = None
    """The picture behind every slide."""
    aspect_ratio: tuple[int, int] | None = None
    """Width to height, from ``16:9`` or beamer's ``169``."""
    header_includes: tuple[MetaText, ...] = ()
    """HTML for the page's head."""
    include_before: tuple[MetaText, ...] = ()
    """Markdown or HTML before the slides."""
    include_after: tuple[MetaText, ...] = ()
    """Markdown or HTML after the slides."""
    footer: MetaText | None = None
    """A line at the foot of every slide."""
    logo: MetaText | None = None
    """The picture in a corner of every slide."""
    favicon: MetaText | None = None
    """The picture in the browser's tab."""
    reveal: Mapping[str, Json] = field(default_factory=dict)
    """The reveal.js options that the deck sets."""
    variables: Metadata = field(default_factory=dict)
    """Everything, for templates and text substitution."""

    def files(self) -> Mapping[str, tuple[MetaText, ...]]:
        """The files that the page shows or loads, by key."""
        value = self.variables.get("parallaxBackgroundImage")
        is_option = "parallaxBackgroundImage" in self.reveal
        parallax = value if is_option and isinstance(value, MetaText) else None
        files = {
            "css": self.css,
            "logo": (self.logo,),
            "favicon": (self.favicon,),
            "background-image": (self.background_image,),
            "parallaxBackgroundImage": (parallax,),
        }
        return {key: tuple(filter(None, found)) for key, found in files.items()}

    def texts(self) -> Mapping[str, tuple[MetaText, ...]]:
        """What is read as Markdown, by key."""
        texts = {
            "title": (self.title,),
            "subtitle": (self.subtitle,),
            "author": tuple(author.name for author in self.authors),
            "affiliation": self.affiliations,
            "institute": self.institute,
            "date": (self.date,),
            "description": (self.description,),
            "abstract": (self.abstract,),
            "keywords": self.keywords,
            "footer": (self.footer,),
            "toc-title": (self.toc_title,),
        }
        return {key: tuple(filter(None, found)) for key, found in texts.items()}


def deck_meta(values: Metadata) -> tuple[DeckMeta, Diagnostics]:
    """The deck's metadata as the generator understands it, and what it does not understand."""
    read = TypedValues(values)
    authors, affiliations = read_authors(read)
    meta = DeckMeta(
        title=read.text("title"),
        subtitle=read.text("subtitle"),
        authors=authors,
        affiliations=affiliations,
        date=read.text("date"),
        institute=read.texts("institute"),
        abstract=read.text("abstract"),
        description=read.text("description"),
        keywords=read.texts("keywords"),
        lang=read.language("lang"),
        dir=read.choice("dir", ("ltr", "rtl")),
        permalink=read.text("permalink"),
        theme=read.text("theme"),
        css=read.texts("css"),
        slide_level=read.number("slide-level", 0, 6),
        incremental=read.flag("incremental"),
        number_sections=read.flag("number-sections"),
        extensions=read.texts("extensions"),
        emoji=read.flag("emoji"),
        repair_text=read.flag("repair-text"),
        toc=read.flag("toc"),
        toc_depth=read.number("toc-depth", 1, 6) or 3,
        toc_title=read.text("toc-title"),
        title_slide_attributes=read.attributes("title-slide-attributes"),
        background_image=read.text("background-image"),
        aspect_ratio=read.ratio("aspect-ratio"),
        header_includes=read.texts("header-includes"),
        include_before=read.texts("include-before"),
        include_after=read.texts("include-after"),
        footer=read.text("footer"),
        logo=read.text("logo"),
        favicon=read.text("favicon"),
        reveal=read.options(),
        variables=values,
    )
    return meta, tuple(read.diagnostics)
