"""The files that a deck is made of: its own, those it includes, and its extras."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import pairwise
from pathlib import Path

from diascope.cache.memory import Memory
from diascope.deck.extras import SUFFIX
from diascope.deck.site_wide import SiteWide
from diascope.diagnostics import Diagnostic, Diagnostics, Place, of_file
from diascope.dialect.attributes import Attributes
from diascope.dialect.tex_formulas import macros_of
from diascope.dialect.tokens import Token
from diascope.metadata import (
    MetaValue,
    check_title_block,
    is_known,
    merge,
    split_title_block,
)
from diascope.parse.survey import FileText, Survey, survey
from diascope.patterns import lazy_pattern
from diascope.reading.boundary import Boundary, refusal_hint
from diascope.reading.disk import Disk, Kind
from diascope.reading.read import read_source
from diascope.reading.source import Source, Sources

_HEADING = lazy_pattern(r"#{1,6} +\S")
_SENTENCE = lazy_pattern(r"\s|^[^\W\d_a-z]")
"""What keys of metadata seldom have: a space, a capital letter first."""
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
    LINKS = auto()
    """The site's definitions of links and notes for all decks; no slide shows its text."""


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
    macros: Mapping[str, str]
    """Commands that begin or end formulas: those of the deck's own file, and its own."""


@dataclass(slots=True)
class _Reader:
    """Reads a deck's files."""

    memory: Memory
    disk: Disk
    boundary: Boundary
    change: Callable[[str], str]
    files: list[FileRead] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def read(self, path: Path, role: Role, above: tuple[Path, ...] = ()) -> None:
        """Read a file and, after it, those that it includes."""
        source, found = read_source(path, self.disk)
        self.diagnostics += found
        if source is None:
            return
        macros = self.files[0].macros if self.files else {}
        source = replace(source, text=self.change(source.text))
        file = _survey(source, self.memory, role, {**macros, **macros_of(source.text)})
        self.files.append(file)
        wrong = [*_not_empty(file)]
        for token, target in _includes(file):
            if target in (path, *above):
                wrong.append(_cycle(token))
            elif len(above) == _DEEPEST:
                wrong.append(_too_deep(token))
            elif not self.disk.is_file(target):
                wrong.append(_missing(token))
            elif why := self.boundary.refusal(self.disk.real(target)):
                wrong.append(_outside(token, why))
            elif all(one.source.path != target for one in self.files):
                self.read(target, Role.INCLUDED, (*above, path))
        if wrong:
            anchors = file.survey.anchors(file.source.path)
            self.diagnostics += map(Sources({source.path: source}, anchors).located, wrong)

    def read_within(self, path: Path, role: Role, what: str) -> None:
        """Read a file that no deck names, unless it lies outside the boundary."""
        why = self.boundary.refusal(self.disk.real(path))
        if not why:
            return self.read(path, role)
        wrong = Diagnostic(
            "file-outside", of_file(path), f"{what} a file that {why}", refusal_hint(why)
        )
        return self.diagnostics.append(wrong)


def read_files(
    path: Path,
    memory: Memory,
    disk: Disk,
    site: SiteWide,
    change: Callable[[str], str] = lambda text: text,
) -> tuple[list[FileRead], Diagnostics]:
    """The deck's file first, then what it includes, its extras, and the definitions of the site.

    Beside them what cannot be read.
    """
    reading = _Reader(memory, disk, site.boundary, change)
    reading.read(path, Role.DECK)
    extras = path.with_name(path.stem + SUFFIX)
    if disk.kind(extras) is not Kind.NOTHING:
        reading.read_within(extras, Role.EXTRAS, "these extras are")
    if site.links and disk.is_file(site.links) and disk.real(site.links) != disk.real(path):
        reading.read_within(site.links, Role.LINKS, "these definitions are")
    return reading.files, tuple(reading.diagnostics)


def included(attributes: Attributes, folder: Path) -> Path | None:
    """The file that a div with these attributes includes, relative to the including file."""
    address = attributes.get(INCLUDE)
    return Path(os.path.normpath(folder.absolute() / address)) if address else None


def _survey(source: Source, memory: Memory, role: Role, macros: Mapping[str, str]) -> FileRead:
    """The first reading of a file: title block, pieces, metadata."""
    path, originals = source.path, source.lines if "\t" in source.text else ()
    title = split_title_block(source.lines, path)
    top = title.line_count if title else 0
    surveyed = survey(FileText(source.spread, top, path, originals, macros), memory)
    found = list(check_title_block(title, source.lines, path)) if title else []
    values = [title.values()] if title else []
    for raw, fence in _yaml_blocks(surveyed, path):
        from diascope.metadata.yaml_block import parse_yaml_block

        first = Place(path, fence.begin + 1, fence.end)
        block, wrong = parse_yaml_block(raw, first, source.lines)
        values.append(block or {})
        found += wrong
        if fence.begin > 0 and not wrong:
            found += _swallowed(source, fence.begin, block or {})
    return FileRead(source, surveyed, merge(*values), tuple(found), role, macros)


def _swallowed(source: Source, fence: int, values: Mapping[str, MetaValue]) -> Iterator[Diagnostic]:
    """A warning for a heading that a metadata block takes for a comment, or text for a value.

    Such a block begins with a ruler that no blank line follows (Pandoc manual, "Extension:
    yaml_metadata_block"); `fence` is its line.  It is meant as metadata if any program knows one
    of its keys.
    """
    if any(map(is_known, values)):
        return
    hint = f"leave a blank line after the `---` on line {fence + 1}"
    has_headings = False
    for line in range(fence + 1, len(source.lines)):
        text = source.lines[line]
        if text.rstrip() in ("---", "..."):
            break
        if _HEADING.match(text):
            has_headings = True
            message = "this heading is read as a comment of the metadata block around it"
            place = Place(source.path, line, line + 1, 0)
            yield Diagnostic("heading-swallowed", place, message, hint)
    if not has_headings and any(map(_SENTENCE.search, values)):
        message = "these lines are read as metadata, and are not shown"
        place = Place(source.path, fence, fence + 1, 0)
        yield Diagnostic("text-swallowed", place, message, hint)


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
                    yield Diagnostic("include-not-empty", _address_place(token), message, hint)


def _missing(token: Token) -> Diagnostic:
    address = token.meta["attributes"].get(INCLUDE)
    message = f"there is no file `{address}` to include"
    hint = "the address is relative to this file's folder"
    return Diagnostic("include-missing", _address_place(token), message, hint)


def _outside(token: Token, why: str) -> Diagnostic:
    address = token.meta["attributes"].get(INCLUDE)
    message = f"`{address}` {why}, so it is not included"
    return Diagnostic("file-outside", token.place, message, refusal_hint(why))


def _too_deep(token: Token) -> Diagnostic:
    message = f"more than {_DEEPEST} files include one another in a row"
    hint = "include the file further up"
    return Diagnostic("include-limit", token.place, message, hint)


def _cycle(token: Token) -> Diagnostic:
    address = token.meta["attributes"].get(INCLUDE)
    message = f"`{address}` is being included already, so this would never end"
    return Diagnostic("include-cycle", _address_place(token), message)


def _address_place(token: Token) -> Place:
    attributes: Attributes = token.meta["attributes"]
    return attributes.value_place(INCLUDE, token.place)
