"""The files that a deck is made of: its own, those it includes, and its extras."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from diascope.cache.memory import Memory
from diascope.deck.extras import SUFFIX
from diascope.diagnostics import Diagnostic, Severity
from diascope.dialect.attributes import Attributes
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
from diascope.reading.source import Source

_HEADING = re.compile(r"#{1,6} +\S")
INCLUDE = "include"
"""The attribute of a div that brings another file in: `::: {include="part.md"}`."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """One of a deck's files with the first reading of it."""

    source: Source
    """Its text."""
    survey: Survey
    """Its pieces."""
    values: Mapping[str, MetaValue]
    """Its metadata."""
    findings: tuple[Diagnostic, ...]
    """What is wrong with its metadata and includes."""
    is_included: bool
    """Whether another file includes it; its metadata then counts for nothing."""


@dataclass(slots=True)
class _Reader:
    memory: Memory
    disk: Disk
    change: Callable[[str], str]
    files: list[FileRead] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)

    def read(self, path: Path, name: str, above: tuple[Path, ...] = ()) -> None:
        """Read a file and, after it, those that it includes."""
        source, found = read_source(path, name, self.disk)
        self.found += found
        if source is None:
            return
        changed = replace(source, text=self.change(source.text))
        file = _survey(changed, self.memory, bool(above))
        self.files.append(file)
        self.found += _not_empty(file)
        for address, target, line in _includes(file):
            if target in (path, *above):
                self.found.append(_cycle(file.source, address, line))
            elif not self.disk.is_file(target):
                self.found.append(_missing(file.source, address, line))
            elif all(one.source.path != target for one in self.files):
                self.read(target, shown(target), (*above, path))


def read_files(
    path: Path,
    name: str,
    memory: Memory,
    disk: Disk,
    change: Callable[[str], str] = lambda text: text,
) -> tuple[list[FileRead], tuple[Diagnostic, ...]]:
    """The deck's file first, then what it includes, then its extras; and what cannot be read."""
    reading = _Reader(memory, disk, change)
    reading.read(path, name)
    extras = path.with_name(path.stem + SUFFIX)
    if disk.kind(extras) is not Kind.NOTHING:
        reading.read(extras, shown(extras))
    return reading.files, tuple(reading.found)


def included(attributes: Attributes, folder: Path) -> Path | None:
    """The file that a div with these attributes includes, relative to the including file."""
    address = attributes.get(INCLUDE)
    return Path(os.path.normpath(folder / address)) if address else None


def shown(path: Path) -> str:
    """A path as the user would type it: relative to the current folder where it lies below."""
    absolute, here = path.absolute(), Path.cwd()
    return str(absolute.relative_to(here) if absolute.is_relative_to(here) else path)


def _survey(source: Source, memory: Memory, is_included: bool) -> FileRead:
    """The first reading of a file: title block, pieces, metadata."""
    lines = source.lines
    title = split_title_block(lines)
    surveyed = survey(lines, title.line_count if title else 0, memory, source.name)
    found = list(check_title_block(title, lines, source.name)) if title else []
    values = [title.values()] if title else []
    for raw, line in _yaml_blocks(surveyed):
        block, wrong = parse_yaml_block(raw, line + 2, source.name, lines)
        values.append(block or {})
        found += wrong
        if not block and not wrong and line > 0:
            found += _swallowed(source, line)
    return FileRead(source, surveyed, merge(*values), tuple(found), is_included)


def _swallowed(source: Source, fence: int) -> Iterator[Diagnostic]:
    """A warning for a heading that a metadata block takes for a comment.

    Such a block begins with a ruler that no blank line follows (Pandoc manual, "Extension:
    yaml_metadata_block"); `fence` is its line, from 0.
    """
    for number, text in enumerate(source.lines[fence + 1 :], fence + 2):
        if text.rstrip() in ("---", "..."):
            return
        if _HEADING.match(text):
            message = "this heading is read as a comment of the metadata block around it"
            hint = f"leave a blank line after the `---` on line {fence + 1}"
            where = (source.name, number, 1, Severity.WARNING)
            yield Diagnostic(*where, "heading-swallowed", message, hint, text, len(text))


def _yaml_blocks(surveyed: Survey) -> Iterator[tuple[str, int]]:
    """The text of every YAML block, and the line of the file, from 0, that its fence is on."""
    for piece, read in surveyed.with_kind("metadata"):
        for token in read.tokens:
            if token.type == "metadata":
                yield token.content, piece.line + (token.map[0] if token.map else 0)


def _includes(file: FileRead) -> Iterable[tuple[str, Path, int]]:
    """Every address that a file includes, the file it names, and the line it is named on."""
    folder = file.source.path.parent
    for piece, read in file.survey.with_kind("div_open"):
        for token in read.tokens:
            if token.type == "div_open":
                attributes = token.meta["attributes"]
                path = included(attributes, folder)
                if path:
                    yield attributes.get(INCLUDE), path, piece.line + (token.map or [0])[0] + 1


def _not_empty(file: FileRead) -> Iterator[Diagnostic]:
    """A warning for every include with text between its fences."""
    message = "the text between the fences of an include is not shown"
    hint = "close the div right after the line that opens it"
    for piece, read in file.survey.with_kind("div_open"):
        for token, following in pairwise(read.tokens):
            if token.type != "div_open" or following.type == "div_close":
                continue
            if address := token.meta["attributes"].get(INCLUDE):
                line = piece.line + (token.map or [0])[0] + 1
                words = ("include-not-empty", message, hint)
                yield _about(file.source, address, line, words, Severity.WARNING)


def _missing(source: Source, address: str, line: int) -> Diagnostic:
    message = f"there is no file `{address}` to include"
    hint = "the address is relative to this file's folder"
    return _about(source, address, line, ("include-missing", message, hint))


def _cycle(source: Source, address: str, line: int) -> Diagnostic:
    message = f"`{address}` is being included already, so this would never end"
    return _about(source, address, line, ("include-cycle", message, ""))


def _about(
    source: Source,
    address: str,
    line: int,
    words: tuple[str, str, str],
    severity: Severity = Severity.ERROR,
) -> Diagnostic:
    excerpt = source.lines[line - 1]
    at = excerpt.find(address)
    column = at + 1 if at >= 0 else None
    where = (source.name, line, column, severity)
    return Diagnostic(*where, *words, excerpt, len(address))
