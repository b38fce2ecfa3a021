"""Times of slides that do not add up to the duration of the talk."""

from __future__ import annotations

from collections.abc import Iterator

from diascope.check.subject import Subject
from diascope.deck.timing import parts, timed
from diascope.diagnostics import Diagnostic
from diascope.metadata.durations import in_words


def talk_times(subject: Subject) -> Iterator[Diagnostic]:
    """Advice where the times of sections and slides are more than the duration, or all and less."""
    meta = subject.deck.meta
    written = meta.variables.get("duration")
    slides = list(filter(None, map(timed, subject.deck.slides())))
    given = [part[0].seconds for part in parts(slides)]
    known = sum(one or 0 for one in given)
    if meta.duration is None or written is None or not known:
        return
    if known > meta.duration or (known < meta.duration and None not in given):
        times, whole = in_words(round(known)), in_words(meta.duration)
        message = f"the times of the slides add up to {times}, and `duration` is {whole}"
        hint = "the speaker's view stretches them to fit"
        yield Diagnostic("times-differ", written.place, message, hint)
