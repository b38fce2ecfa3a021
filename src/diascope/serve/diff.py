"""The difference between the slides that a page shows and those that it should show.

Slides are compared by their marks, short digests of their sections. What a page keeps is named
by its index among the slides that the page had, so both sides need to agree on nothing else.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from diascope.cache.ends import common_ends

Stacks = tuple[tuple[str, ...], ...]
"""The digests of the slides of every stack."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Which slides there are, and how they stand in stacks."""

    slides: tuple[str, ...] = ()
    """The digest of every slide."""
    counts: tuple[int, ...] = ()
    """How many slides each stack has."""

    @classmethod
    def of(cls, stacks: Stacks) -> Marks:
        """The marks of slides that are given stack by stack."""
        return cls(tuple(chain.from_iterable(stacks)), tuple(map(len, stacks)))

    def stacks(self) -> Stacks:
        """The marks, stack by stack."""
        slides = iter(self.slides)
        return tuple(tuple(islice(slides, count)) for count in self.counts)


NO_MARKS = Marks()
"""Those of a page without slides."""
Index = int
"""Which of all slides of its deck a slide is, counted from 0."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The way from old slides to new ones."""

    morphed: tuple[tuple[Index, Index], ...]
    """Old slides that stay and take the text of a new one."""
    first: int
    """The first of the old stacks that others take the place of."""
    last: int
    """The stack after the last of them."""
    stacks: tuple[tuple[Index, ...], ...]
    """What takes their place: old slides, and as `~index` new ones that come in."""

    @property
    def touched(self) -> list[Index]:
        """The indices in the new deck of the slides that changed or are new."""
        added = [~index for stack in self.stacks for index in stack if index < 0]
        return sorted([new for _, new in self.morphed] + added)

    def __bool__(self) -> bool:
        return bool(self.morphed or self.stacks or self.first < self.last)


def changes(old: Marks, new: Marks) -> Changes:
    """What has to change on a page that shows `old` so that it shows `new`."""
    before, after = old.slides, new.slides
    origins = _origins(before, after)
    morphed = tuple(
        (origin, index)
        for index, origin in enumerate(origins)
        if origin is not None and before[origin] != after[index]
    )
    if origins == list(range(len(before))) and old.counts == new.counts:
        return Changes(morphed, 0, 0, ())
    had = tuple(_numbered(old.counts))
    sources = iter(~index if origin is None else origin for index, origin in enumerate(origins))
    wanted = tuple(tuple(islice(sources, count)) for count in new.counts)
    start, end = common_ends(had, wanted)
    return Changes(morphed, start, len(had) - end, wanted[start : len(wanted) - end])


def _origins(before: Sequence[str], after: Sequence[str]) -> list[Index | None]:
    """For each new slide the old one that it is made of.

    That is one with the same mark; failing that the free one beside the origin of its neighbour,
    so that an edited slide stays the same element on the page.
    """
    free = defaultdict[str, deque[Index]](deque)
    start, end = common_ends(before, after)
    for index in range(start, len(before) - end):
        free[before[index]].append(index)
    origins: list[Index | None] = list(range(start))
    for mark in after[start : len(after) - end]:
        known = free.get(mark)
        origins.append(known.popleft() if known else None)
    origins += range(len(before) - end, len(before))
    left = {index for indices in free.values() for index in indices}
    _adopt(origins, left, range(start, len(after) - end), -1)
    _adopt(origins, left, range(len(after) - end - 1, start - 1, -1), 1)
    return origins


def _adopt(origins: list[Index | None], left: set[Index], indices: range, side: int) -> None:
    """Give slides without an origin the free old one that follows their neighbour's.

    The neighbour stands before the slide for `side` -1, after it for 1.
    """
    for index in indices:
        near = index + side
        neighbour = origins[near] if 0 <= near < len(origins) else None
        beside = 0 if near < 0 else None if neighbour is None else neighbour - side
        if origins[index] is None and beside in left:
            left.discard(beside)
            origins[index] = beside


def _numbered(counts: Sequence[int]) -> Iterator[tuple[Index, ...]]:
    at = 0
    for count in counts:
        yield tuple(range(at, at + count))
        at += count
