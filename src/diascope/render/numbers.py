"""Numbers of slides, `1`, `1.1`, …, where the metadata asks for them (`number-sections`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diascope.dialect.attributes import Attributes
from diascope.model import Slide, Stack

NUMBER = "data-number"
"""The attribute that has a slide's number, for style sheets to show."""
_UNNUMBERED = {"unnumbered", "-"}


def numbered(stacks: Sequence[Stack]) -> tuple[Stack, ...]:
    """The slides with their numbers; those without a heading, and `{-}`, have none.

    The first part counts the headings of the highest level that the deck has.
    """
    levels = [slide.level for stack in stacks for slide in stack if slide.heading]
    counts = list[int]()
    return tuple(
        tuple(_with_number(slide, counts, min(levels, default=1)) for slide in stack)
        for stack in stacks
    )


def _with_number(slide: Slide, counts: list[int], top: int) -> Slide:
    own = slide.attributes
    if not slide.heading or _UNNUMBERED & set(own.classes):
        return slide
    depth = slide.level - top + 1
    del counts[depth:]
    counts += [0] * (depth - len(counts))
    counts[-1] += 1
    number = ".".join(map(str, counts))
    return replace(
        slide, attributes=Attributes(own.id, own.classes, (*own.pairs, (NUMBER, number)))
    )
