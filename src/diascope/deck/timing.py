"""How the time of a talk is shared out among its slides, for the speaker's view.

`time=` of a slide is its own, and of a section slide that of all slides down to the next section of
its level. What is left of the talk's time, or of a section's, is shared evenly by the slides that
say nothing. Where the times exceed the whole, or all are given, they are stretched to fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from diascope.cache.memory import Memory
from diascope.deck.model import Deck, Slide
from diascope.diagnostics import Diagnostic
from diascope.metadata.durations import WORDS, seconds
from diascope.patterns import lazy_pattern

_KEYS = ("time", "data-time")
_REVEAL_KEYS = ("timing", "data-timing")
_SECONDS = lazy_pattern("[0-9]{1,5}")


class Timed(NamedTuple):
    """What counts of a slide."""

    seconds: float | None
    """Its time, or that of its section."""
    section: int = 0
    """The level of the section that it opens; 0 where it opens none."""


def schedule(deck: Deck, options: Mapping[str, object], memory: Memory) -> tuple[int, ...]:
    """For every slide that is shown, the second of the talk at which it should be over.

    Empty where nothing says how long the talk takes. `options` are those of reveal.js, of which
    `totalTime` and `defaultTiming` count, in seconds.
    """
    slides = tuple(filter(None, memory.each("timed", list(deck.slides()), timed)))
    total = deck.meta.duration or _number(options.get("totalTime"))
    usual = _number(options.get("defaultTiming"))
    if not total and not usual and all(one.seconds is None for one in slides):
        return ()
    return memory.get(("schedule", slides, total, usual), lambda: _ends(slides, total, usual))


def _ends(slides: Sequence[Timed], total: float, usual: float) -> tuple[int, ...]:
    known, free = _sums(list(parts(slides)))
    shares = _shares(slides, total or known + free * usual)
    return tuple(map(round, accumulate(shares)))


def timed(slide: Slide) -> Timed | None:
    """What counts of a slide, unless it is never shown."""
    return None if slide.is_hidden else Timed(_time(slide), slide.level * slide.is_section)


def mistimed(slides: Iterable[Slide]) -> Iterator[Diagnostic]:
    """A warning for every time that cannot be read."""
    for slide in slides:
        written = _written(slide, _KEYS)
        if written and seconds(written) is None:
            message = f"`time={written}` should be {WORDS}"
            yield Diagnostic("time-invalid", slide.place, message)


def parts(slides: Sequence[Timed]) -> Iterator[Sequence[Timed]]:
    """The slides one by one, but those of a section that has a time together."""
    at = 0
    while at < len(slides):
        end = at + 1
        if slides[at].seconds is not None and slides[at].section:
            level = slides[at].section
            while end < len(slides) and not 0 < slides[end].section <= level:
                end += 1
        yield slides[at:end]
        at = end


def _shares(slides: Sequence[Timed], total: float) -> Iterator[float]:
    """The seconds of every slide, given those of all."""
    found = list(parts(slides))
    known, free = _sums(found)
    scale = total / known if known and (known > total or not free) else 1
    for head, *others in (_stretched(part, scale) for part in found):
        if head.seconds is None:
            yield max(total - known, 0) / free
        elif others:
            yield from _shares([Timed(None), *others], head.seconds)
        else:
            yield head.seconds


def _stretched(slides: Sequence[Timed], scale: float) -> list[Timed]:
    return [
        one if one.seconds is None else one._replace(seconds=one.seconds * scale) for one in slides
    ]


def _sums(found: Sequence[Sequence[Timed]]) -> tuple[float, int]:
    """The seconds that are given, and how many slides have none."""
    given = [part[0].seconds for part in found]
    return sum(one or 0 for one in given), given.count(None)


def _time(slide: Slide) -> int | None:
    """The seconds of a slide: our attribute, or reveal.js's."""
    written = _written(slide, _KEYS)
    if written:
        return seconds(written)
    given = _written(slide, _REVEAL_KEYS)
    return int(given) if _SECONDS.fullmatch(given) else None


def _written(slide: Slide, keys: Sequence[str]) -> str:
    """The value of the first of these attributes; few slides have any at all."""
    given = slide.attributes
    return next(filter(None, map(given.get, keys)), "") if given.pairs else ""


def _number(value: object) -> float:
    return value if isinstance(value, int | float) and value > 0 else 0
