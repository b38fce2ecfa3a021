"""A deck: what its sources come to, and what its page is made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from markdown_it.token import Token

from diascope.dialect.definitions import Finding
from diascope.metadata import DeckMeta
from diascope.model import Slide, Stack
from diascope.source import Source


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the metadata, read."""

    tokens: tuple[Token, ...]
    """Its inline tokens."""
    plain: str
    """Its words without markup."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with it; lines count in its file."""


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck: its metadata and its slides."""

    source: Source
    """The file that it is read from."""
    sources: Mapping[str, Source]
    """That file, its extras and all that it includes, by name as shown to the user."""
    meta: DeckMeta
    """Its metadata, the extras' included."""
    words: Mapping[str, tuple[Words, ...]]
    """Title, subtitle, author, institute, date, description, footer and toc-title, read."""
    stacks: tuple[Stack, ...]
    """The slides."""
    macros: tuple[str, ...] = ()
    """TeX that defines commands for its formulas."""

    @property
    def title(self) -> str:
        """The title in plain words: its own, its first heading, or its file's name."""
        headings = (_plain(slide) for slide in self.slides() if slide.heading)
        titles = chain(self.plain("title"), headings)
        return next(filter(None, titles), self.source.path.stem)

    @property
    def has_title_slide(self) -> bool:
        """Whether it has a title, and with it a title slide."""
        return bool(self.words["title"])

    def plain(self, key: str) -> list[str]:
        """The texts of the metadata under this key, in plain words."""
        return [words.plain for words in self.words[key]]

    def slides(self) -> Iterator[Slide]:
        """The slides in order."""
        return (slide for stack in self.stacks for slide in stack)

    def excerpt(self, name: str, line: int | None) -> str:
        """A line of one of its files, for a diagnostic."""
        source = self.sources.get(name)
        lines = source.lines if source and line else []
        return lines[line - 1] if line and 0 < line <= len(lines) else ""


def _plain(slide: Slide) -> str:
    children = slide.heading[1].children or []
    return "".join(token.content for token in children).strip()
