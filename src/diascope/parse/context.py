"""What the pieces of a deck know of each other: definitions, headings, numbers, metadata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from diascope.diagnostics.nearest import nearest
from diascope.dialect.definitions import Note, Target
from diascope.dialect.extensions import DEFAULT, Extensions
from diascope.parse.identifiers import unique_identifiers
from diascope.parse.survey import PieceRead, Survey

Lookup = tuple[str, str]
"""A kind of definition and a label."""


@dataclass(frozen=True, slots=True)
class Shared:
    """All definitions of a deck and its extras."""

    links: Mapping[str, Target]
    """Link references by normalised label."""
    headings: Mapping[str, str]
    """Identifiers of headings by their normalised text; links to them need no definition."""
    notes: Mapping[str, Note]
    """Footnotes by label."""
    examples: Mapping[str, int]
    """Numbers of labelled example list items."""
    variables: Mapping[str, str]
    """Metadata as Markdown text, by dotted name."""
    macros: Mapping[str, str] = field(default_factory=dict)
    """Commands that begin or end formulas, with the TeX that they stand for."""

    extensions: Extensions = DEFAULT
    """The extensions that are on."""

    def find(self, kind: str, label: str) -> object:
        """The definition of this kind under this label, or None; `near` is the nearest label."""
        if kind == "near":
            return nearest(label, self.links)
        table: Mapping[str, object] = getattr(self, kind)
        if kind == "links" and label not in table and label in self.headings:
            return Target("#" + self.headings[label])
        return table.get(label)


@dataclass(slots=True)
class Lookups:
    """The context a piece is read in; it keeps what was asked, and the answers."""

    shared: Shared
    """Where the answers come from."""
    used: dict[Lookup, object] = field(default_factory=dict)
    """Every question so far with its answer."""

    @property
    def extensions(self) -> Extensions:
        """The extensions that are on."""
        return self.shared.extensions

    def link(self, label: str) -> Target | None:
        """What a reference label stands for."""
        found = self._find("links", label)
        assert found is None or isinstance(found, Target)
        return found

    def near(self, label: str) -> str | None:
        """The reference label that is defined and most like this one, if any is like it."""
        found = self._find("near", label)
        assert found is None or isinstance(found, str)
        return found

    def note(self, label: str) -> Note | None:
        """The footnote of this label."""
        found = self._find("notes", label)
        assert found is None or isinstance(found, Note)
        return found

    def example(self, label: str) -> int | None:
        """The number of the example of this label."""
        found = self._find("examples", label)
        assert found is None or isinstance(found, int)
        return found

    def variable(self, name: str) -> str | None:
        """The text of a metadata value."""
        found = self._find("variables", name)
        assert found is None or isinstance(found, str)
        return found

    def macro(self, name: str) -> str | None:
        """The TeX that a command stands for which begins or ends a formula."""
        found = self._find("macros", name)
        assert found is None or isinstance(found, str)
        return found

    def still_true(self, shared: Shared) -> bool:
        """Whether this other context gives the same answers."""
        return all(
            shared.find(kind, label) == answer for (kind, label), answer in self.used.items()
        )

    def _find(self, kind: str, label: str) -> object:
        answer = self.shared.find(kind, label)
        self.used[kind, label] = answer
        return answer


class Numbering(NamedTuple):
    """What a piece takes from those before it."""

    ids: tuple[str, ...]
    """The final identifiers of its headings."""
    examples: int
    """How many example list items stand before it."""


def share(
    surveys: Sequence[Survey],
    variables: Mapping[str, str],
    macros: Mapping[str, str] = MappingProxyType({}),
    extensions: Extensions = DEFAULT,
) -> tuple[Shared, tuple[tuple[Numbering, ...], ...]]:
    """The definitions of all files, and for every file the numbering of its pieces.

    Of two definitions the later one counts, but the deck's own (the first file's) before those
    of its extras; an explicit one before a heading, and the first of two headings alike.
    """
    reads = [read for file in surveys for read in file.reads]
    ids = unique_identifiers((h.given, h.made) for read in reads for h in read.headings)
    links, notes = dict[str, Target](), dict[str, Note]()
    for file in reversed(surveys):
        for read in file.reads:
            if read.definitions.links:
                links.update(read.definitions.links)
            if read.definitions.notes:
                notes.update(read.definitions.notes)
    keys = [heading.key for read in reads for heading in read.headings]
    headings = dict(zip(reversed(keys), reversed(ids), strict=True))
    headings.pop("", None)
    examples, before = _number_examples(reads)
    numberings = _numberings(reads, ids, before)
    files, at = list[tuple[Numbering, ...]](), 0
    for file in surveys:
        files.append(tuple(numberings[at : at + len(file.reads)]))
        at += len(file.reads)
    return Shared(links, headings, notes, examples, variables, macros, extensions), tuple(files)


def _number_examples(reads: Sequence[PieceRead]) -> tuple[dict[str, int], list[int]]:
    """The number of every labelled example, and how many stand before each piece."""
    numbers, before, count = dict[str, int](), list[int](), 0
    for read in reads:
        before.append(count)
        for label in read.definitions.examples:
            count += 1
            if label:
                numbers.setdefault(label, count)
    return numbers, before


def _numberings(reads: Sequence[PieceRead], ids: list[str], before: list[int]) -> list[Numbering]:
    found, at = list[Numbering](), 0
    for read, examples in zip(reads, before, strict=True):
        end = at + len(read.headings)
        found.append(Numbering(tuple(ids[at:end]), examples))
        at = end
    return found
