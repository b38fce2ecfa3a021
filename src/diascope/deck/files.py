"""The files that a deck is made of: its own, those it includes, and its extras."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import pairwise
from pathlib import Path

from diascope.cache.memory import Memory
from diascope.deck.extras import SUFFIX
from diascope.diagnostics import Diagnostic, Diagnostics, Place
from diascope.dialect.attributes import Attributes
from diascope.dialect.tokens import Token
from diascope.metadata import (
    MetaValue,
    check_title_block,
    merge,
    parse_yaml_block,
    split_title_block,
)
from diascope.parse.survey import Survey, survey
from diascope.reading.disk import Disk, Kind
from diascope.reading.read import read_source
from diascope.reading.source import Source, Sources

_HEADING = re.compile(r"#{1,6} +\S")
_DEEPEST = 20
"""How many files may include one another in a row."""
INCLUDE = "include"
"""The attribute of a div that brings another file in: `::: {include="part.md"}`."""


class Role(Enum):
    """What a file is to a deck."""

    DECK = auto()
    """The deck's own file."""
    INCLUDED = auto()
    """Another file includes it; its metadata counts for nothing."""
    EXTRAS = auto()
    """What it holds is added to the deck's slides."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """One of a deck's files with the first reading of it."""

    source: Source
    """Its text."""
    survey: Survey
    """Its pieces."""
    values: Mapping[str, MetaValue]
    """Its metadata."""
    diagnostics: Diagnostics
    """What is wrong with its metadata."""
    role: Role
    """What it is to the deck."""


@dataclass(slots=True)
class _Reader:
    memory: Memory
    disk: Disk
    change: Callable[[str], str]
    files: list[FileRead] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def read(self, path: Path, role: Role, above: tuple[Path, ...] = ()) -> None:
        """Read a file and, after it, those that it includes."""
        source, found = read_source(path, self.disk)
        self.diagnostics += found
        if source is None:
            return
        file = _survey(replace(source, text=self.change(source.text)), self.memory, role)
        self.files.append(file)
        sources = Sources({file.source.path: file.source}, file.survey.anchors(file.source.path))
        wrong = [*_not_empty(file)]
        for token, target in _includes(file):
            if target in (path, *above):
                wrong.append(_cycle(token))
            elif len(above) == _DEEPEST:
                wrong.append(_too_deep(token))
            elif not self.disk.is_file(target):
                wrong.append(_missing(token))
            elif all(one.source.path != target for one in self.files):
                self.read(target, Role.INCLUDED, (*above, path))
        self.diagnostics += map(sources.located, wrong)


def read_files(
    path: Path, memory: Memory, disk: Disk, change: Callable[[str], str] = lambda text: text
) -> tuple[list[FileRead], Diagnostics]:
    """The deck's file first, then what it includes, then its extras; and what cannot be read."""
    reading = _Reader(memory, disk, change)
    reading.read(path, Role.DECK)
    extras = path.with_name(path.stem + SUFFIX)
    if disk.kind(extras) is not Kind.NOTHING:
        reading.read(extras, Role.EXTRAS)
    return reading.files, tuple(reading.diagnostics)


def included(attributes: Attributes, folder: Path) -> Path | None:
    """The file that a div with these attributes includes, relative to the including file."""
    address = attributes.get(INCLUDE)
    return Path(os.path.normpath(folder.absolute() / address)) if address else None


def _survey(source: Source, memory: Memory, role: Role) -> FileRead:
    """The first reading of a file: title block, pieces, metadata."""
    lines, path = source.spread, source.path
    title = split_title_block(source.lines, path)
    surveyed = survey(lines, title.line_count if title else 0, memory, path)
    found = list(check_title_block(title, source.lines, path)) if title else []
    values = [title.values()] if title else []
    for raw, fence in _yaml_blocks(surveyed, path):
        first = Place(path, fence.begin + 1, fence.end)
        block, wrong = parse_yaml_block(raw, first, source.lines)
        values.append(block or {})
        found += wrong
        if not block and not wrong and fence.begin > 0:
            found += _swallowed(source, fence.begin)
    return FileRead(source, surveyed, merge(*values), tuple(found), role)


def _swallowed(source: Source, fence: int) -> Iterator[Diagnostic]:
    """A warning for a heading that a metadata block takes for a comment.

    Such a block begins with a ruler that no blank line follows (Pandoc manual, "Extension:
    yaml_metadata_block"); `fence` is its line.
    """
    for line, text in enumerate(source.lines[fence + 1 :], fence + 1):
        if text.rstrip() in ("---", "..."):
            return
        if _HEADING.match(text):
            message = "this heading is read as a comment of the metadata block around it"
            hint = f"leave a blank line after the `---` on line {fence + 1}"
            place = Place(source.path, line, line + 1, 0)
            yield Diagnostic("heading-swallowed", place, message, hint)


def _yaml_blocks(surveyed: Survey, path: Path) -> Iterator[tuple[str, Place]]:
    """The text of every YAML block, and its place in the file, fences included."""
    for piece, read in zip(surveyed.pieces, surveyed.reads, strict=True):
        if "metadata" in read.kinds:
            for token in read.tokens:
                if token.type == "metadata":
                    _, begin, end, *_ = token.place
                    yield token.content, Place(path, piece.line + begin, piece.line + end)


def _includes(file: FileRead) -> Iterator[tuple[Token, Path]]:
    """Every div of a file that includes another, and that file."""
    folder = file.source.path.parent
    for token in file.survey.tokens("div_open"):
        path = included(token.meta["attributes"], folder)
        if path:
            yield token, path


def _not_empty(file: FileRead) -> Iterator[Diagnostic]:
    """A warning for every include with text between its fences."""
    message = "the text between the fences of an include is not shown"
    hint = "close the div right after the line that opens it"
    for read in file.survey.reads:
        if "div_open" in read.kinds:
            for token, following in pairwise(read.tokens):
                is_include = token.type == "div_open" and token.meta["attributes"].get(INCLUDE)
                if is_include and following.type != "div_close":
                    yield Diagnostic("include-not-empty", token.place, message, hint)


def _missing(token: Token) -> Diagnostic:
    address = token.meta["attributes"].get(INCLUDE)
    message = f"there is no file `{address}` to include"
    hint = "the address is relative to this file's folder"
    return Diagnostic("include-missing", token.place, message, hint)


def _too_deep(token: Token) -> Diagnostic:
    message = f"more than {_DEEPEST} files include one another in a row"
    hint = "include the file further up"
    return Diagnostic("include-limit", token.place, message, hint)


def _cycle(token: Token) -> Diagnostic:
    address = token.meta["attributes"].get(INCLUDE)
    message = f"`{address}` is being included already, so this would never end"
    return Diagnostic("include-cycle", token.place, message)
