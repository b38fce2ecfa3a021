"""Where something stands in the user's files: the one convention for lines and columns.

Lines and columns count from 0 and ends are exclusive, everywhere.  Columns count characters.  Only
what a person reads counts from 1: a formatted diagnostic, an editor's command line.

A place is known by the identity of its file, an absolute path.  A piece of a deck is read by itself
and may move in its file while nothing in it changes; what is read of it therefore stands in the
piece, whose origin `Anchor`s tie to a file.  `diascope.reading.source.Sources` locates it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple


class Origin:
    """The identity of a piece of a file; two are equal only if they are the same object."""

    __slots__ = ()


class Place(NamedTuple):
    """Lines of a file, or of a piece of one, and where in the first of them something begins.

    A named tuple, since every token has one and they are made four times as fast as dataclasses.
    """

    origin: Path | Origin
    """The absolute path of the file, or the piece that the lines are counted in."""
    begin: int = 0
    """The first line, from 0."""
    end: int = 0
    """The line after the last; 0 where the place is the file as a whole."""
    column: int | None = None
    """The column of the first character in the first line, from 0; None where it is not known."""
    length: int = 0
    """The characters from the column on; 0 stands for the rest of the line."""

    @property
    def is_whole(self) -> bool:
        """Whether the place is a file as a whole."""
        return self.end == 0


class Anchor(NamedTuple):
    """Where a piece stands now."""

    path: Path
    """The absolute path of its file."""
    line: int
    """The line of the file that it begins on, from 0."""


UNKNOWN = Place(Origin())
"""The place of what no file holds, such as a pause's wrapper."""


def of_file(path: Path) -> Place:
    """The place of a file as a whole."""
    return Place(path.absolute())


def display_name(path: Path) -> str:
    """A path as the user would type it: relative to the current folder, where it is near that."""
    here = Path.cwd()
    if path.is_relative_to(here):
        return str(path.relative_to(here))
    if (
        path.is_absolute()
        and path.is_relative_to(here.parent)
        and here.parent != here.parent.parent
    ):
        return os.path.relpath(path, here)
    return str(path)
