"""Numbers of slides, `1`, `1.1`, …, where the metadata asks for them (`number-sections`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from diascope.cache.memory import Memory
from diascope.deck.model import SLIDE, Slide
from diascope.dialect.attributes import Attributes

NUMBER = "data-number"
"""The attribute that has a slide's number, for style sheets to show."""
_UNNUMBERED = {"unnumbered", "-"}


def numbered(slides: Sequence[Slide], memory: Memory) -> Sequence[Slide]:
    """The slides with their numbers; those of the metadata, without a heading, and `{-}` have none.

    The first part counts the headings of the highest level that the deck has.
    """
    return memory.each("numbered", list(_numbers(slides)), _with_number)


def _numbers(slides: Sequence[Slide]) -> Iterator[tuple[Slide, str]]:
    top = min((s.level for s in slides if s.heading and s.template == SLIDE), default=1)
    counts = list[int]()
    for slide in slides:
        if not _has_number(slide):
            yield slide, ""
            continue
        depth = slide.level - top + 1
        del counts[depth:]
        counts += [0] * (depth - len(counts))
        counts[-1] += 1
        yield slide, ".".join(map(str, counts))


def _has_number(slide: Slide) -> bool:
    is_left_out = slide.template != SLIDE or _UNNUMBERED & set(slide.attributes.classes)
    return bool(slide.heading) and not is_left_out


def _with_number(item: tuple[Slide, str]) -> Slide:
    slide, number = item
    if not number:
        return slide
    own = slide.attributes
    pairs = (*own.pairs, (NUMBER, number))
    return replace(slide, attributes=Attributes(own.id, own.classes, pairs))
