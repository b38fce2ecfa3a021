"""The deck as a value: slides in stacks, the metadata, and the files that they are from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from diascope.config.html import TRUST
from diascope.diagnostics import Place
from diascope.dialect.attributes import Attributes
from diascope.dialect.inlines import plain_text
from diascope.dialect.tokens import Token
from diascope.metadata import DeckMeta
from diascope.parse.block import Block
from diascope.reading.source import Source, Sources

SLIDE, TITLE, CONTENTS = "slide.html", "title-slide.html", "contents-slide.html"
"""The templates that slides are printed with."""


@dataclass(frozen=True, slots=True, eq=False)
class Slide:
    """One reveal.js section."""

    attributes: Attributes
    """Identifier, classes and attributes of the section."""
    level: int
    """The level of its heading."""
    heading: tuple[Token, ...]
    """Tokens of the heading; none where a ruler began the slide."""
    blocks: tuple[Block, ...]
    """What stands below the heading."""
    place: Place
    """The lines that it begins with: its heading, ruler or first block."""
    is_section: bool = False
    """Whether it only opens a section: its heading is above the slide level."""
    template: str = SLIDE
    """The template that it is printed with."""

    @property
    def is_hidden(self) -> bool:
        """Whether it is never shown: `visibility="hidden"` (reveal.js, "Slide visibility")."""
        keys = ("visibility", "data-visibility")
        return any(self.attributes.get(key) == "hidden" for key in keys)

    def tokens(self) -> Iterator[Token]:
        """The block tokens of the heading and of all blocks, in order."""
        yield from self.heading
        for block in self.blocks:
            yield from block.tokens


Stack = tuple[Slide, ...]
"""A column of slides: a section slide and those below it, or one slide alone."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the metadata, read."""

    tokens: tuple[Token, ...]
    """Its inline tokens."""
    place: Place
    """Where it stands."""

    @property
    def plain(self) -> str:
        """Its words without markup."""
        return " ".join(plain_text(self.tokens).split())


class Definition(NamedTuple):
    """A definition of a link or a footnote."""

    kind: str
    """`links` or `notes`."""
    label: str
    """Its label, for links in the form that labels are compared in."""
    place: Place
    """Its lines."""


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck: its metadata and its slides."""

    source: Source
    """The file that it is read from."""
    sources: Sources
    """That file, its extras and all that it includes, and where pieces of them stand."""
    meta: DeckMeta
    """Its metadata, the extras' included."""
    words: Mapping[str, tuple[Words, ...]]
    """The texts of the metadata that are shown, read, by `DeckMeta.texts`'s keys."""
    stacks: tuple[Stack, ...]
    """The slides; those made of metadata, the title slide and the table of contents, first."""
    macros: tuple[str, ...] = ()
    """TeX that defines commands for its formulas."""
    html: str = TRUST
    """What becomes of the HTML in it: `config.html`."""
    unused: tuple[Definition, ...] = ()
    """Definitions in its own files that nothing refers to."""

    @property
    def title(self) -> str:
        """The title in plain words: its own, its first heading, or its file's name."""
        own = filter(None, chain(self.plain("title"), map(_heading_text, self.slides())))
        return next(own, self.source.path.stem)

    def plain(self, key: str) -> list[str]:
        """The texts of the metadata under this key, in plain words."""
        return [words.plain for words in self.words[key]]

    def slides(self) -> Iterator[Slide]:
        """The slides in order."""
        return (slide for stack in self.stacks for slide in stack)


def _heading_text(slide: Slide) -> str:
    children = slide.heading[1].children if slide.heading else None
    return "".join(token.content for token in children or ()).strip()
