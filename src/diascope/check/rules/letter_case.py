"""Names in other letter case than on disk: found on this disk, and lost on GitHub Pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from diascope.check.subject import Subject
from diascope.deck.files import INCLUDE
from diascope.diagnostics import Diagnostic, Place, of_file
from diascope.reading.disk import Disk


def letter_case(subject: Subject) -> Iterator[Diagnostic]:
    """A warning for every address of a file whose name differs in letter case."""
    folder = subject.config.root
    for use in subject.uses:
        if use.file and use.finding is None:
            yield from _differing(use.address, use.file, use.place, folder, subject.disk)
    for source in subject.deck.sources:
        if source is not subject.deck.source:
            place = _include(subject, source.path)
            yield from _differing(source.path.name, source.path, place, folder, subject.disk)


def _include(subject: Subject, path: Path) -> Place:
    """The line that includes a file; the deck as a whole for its extras."""
    for source in subject.deck.sources:
        for number, line in enumerate(source.lines):
            if INCLUDE in line and path.name in line:
                return Place(source.path, number, number + 1)
    return of_file(subject.deck.source.path)


def _differing(
    address: str, file: Path, place: Place, root: Path, disk: Disk
) -> Iterator[Diagnostic]:
    wrong = _actual(file, root, disk)
    if wrong:
        message = f"`{address}` is `{wrong}` on disk; GitHub Pages tells upper from lower case"
        yield Diagnostic("address-case", place, message, "write the name as it is on disk")


def _actual(file: Path, root: Path, disk: Disk) -> str:
    """The name on disk of the first part of a path, below the site, that differs from it."""
    inner = file.relative_to(root) if file.is_relative_to(root) else Path(file.name)
    above = file.parents[len(inner.parts) - 1]
    for part in inner.parts:
        names = disk.names(above)
        if part not in names:
            return next((name for name in names if name.casefold() == part.casefold()), "")
        above /= part
    return ""
