"""A deck's files as every stage after reading sees them, and where pieces of them stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from diascope.diagnostics import Diagnostic, Diagnostics
from diascope.diagnostics.place import Anchor, Origin, Place

TAB = 4
"""Columns from one tab stop to the next, in all that pandoc reads."""
_LINE = re.compile(rb"[^\r\n]*(?:\r\n?|\n|$)")


@dataclass(frozen=True)
class Source:
    """The text of one file, decoded and with its line ends made plain."""

    path: Path
    """The absolute path, which is the file's identity."""
    text: str
    """The text; lines end in LF alone, and no BOM and no NUL is left."""
    content: bytes = b""
    """The bytes that it was read from."""

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends, as they are in the file, tabs included."""
        return self.text.split("\n")

    @cached_property
    def spread(self) -> list[str]:
        """The lines with tabs made spaces, as the dialect reads them."""
        return [line.expandtabs(TAB) if "\t" in line else line for line in self.lines]

    def line(self, number: int) -> str:
        """The line of this number, from 0; empty past the end."""
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def byte_range(self, place: Place) -> tuple[int, int]:
        """Where the lines of a place begin and end in `content`, line end included.

        Files in UTF-16 have no such range; raises `ValueError`.
        """
        if self.content.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise ValueError(f"{self.path} is UTF-16")
        ends = [0, *(match.end() for match in _LINE.finditer(self.content))]
        return ends[place.begin], ends[min(place.end, len(ends) - 1)]


@dataclass(frozen=True, slots=True)
class Sources:
    """The files that a deck is made of, and where the pieces that were read of them stand."""

    files: Mapping[Path, Source]
    """The deck's own file first, then all that it includes, and its extras, by absolute path."""
    anchors: Mapping[Origin, Anchor]
    """Where each piece stands."""

    def __iter__(self) -> Iterator[Source]:
        return iter(self.files.values())

    def locate(self, place: Place) -> Place:
        """The place in its file; a place of no known piece is the deck's file as a whole."""
        if isinstance(place.origin, Path):
            return place
        anchor = self.anchors.get(place.origin)
        if anchor is None:
            return Place(next(iter(self.files)))
        begin, column = anchor.line + place.begin, place.column
        if column is not None and "\t" in (line := self.files[anchor.path].line(begin)):
            column = column_in_file(line, column)
        return Place(anchor.path, begin, anchor.line + place.end, column, place.length)

    def path(self, place: Place) -> Path:
        """The absolute path of the file that a place is in."""
        if isinstance(place.origin, Path):
            return place.origin
        anchor = self.anchors.get(place.origin)
        return anchor.path if anchor else next(iter(self.files))

    def excerpt(self, place: Place) -> str:
        """The first line of a place that is located; empty for a whole file."""
        source = self.files.get(place.origin) if isinstance(place.origin, Path) else None
        return source.line(place.begin) if source and not place.is_whole else ""

    def located(self, diagnostic: Diagnostic) -> Diagnostic:
        """The diagnostic with its place in a file and the line that stands there."""
        place = self.locate(diagnostic.place)
        return replace(diagnostic, place=place, excerpt=diagnostic.excerpt or self.excerpt(place))

    def all_located(self, diagnostics: Diagnostics) -> Diagnostics:
        """The diagnostics, each located."""
        return tuple(map(self.located, diagnostics))


def column_in_file(line: str, column: int) -> int:
    """The column, from 0, in a line with tabs of a column in that line with spaces for tabs."""
    before = line.partition("\t")[0]
    if column <= len(before):
        return column
    ends = (len(line[:end].expandtabs(TAB)) for end in range(1, len(line) + 1))
    return sum(1 for end in ends if end <= column)


def from_column(line: str, column: int) -> str:
    """What stands in a line with tabs from this column on of that line with spaces for tabs.

    Of a tab that reaches over the column the rest is spaces.
    """
    at = 0
    for index, char in enumerate(line):
        if at >= column:
            return " " * (at - column) + line[index:]
        at += TAB - at % TAB if char == "\t" else 1
    return " " * max(0, at - column)
