"""The hunt in one target, until its time is over: patterns first, then random texts."""

from __future__ import annotations

import contextlib
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType

from hypothesis import HealthCheck, Phase, given, seed, settings

from fuzz.found import keep
from fuzz.growth import growths
from fuzz.target import Target

PATIENCE = 20
"""Seconds of the processor that one text may take."""
_BATCH = 100


class TooLongError(BaseException):
    """One text takes far too long; nothing that is tried is meant to catch this."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a hunt is held to."""

    seed: int
    """Where the random texts begin."""
    until: float
    """When it is over, by the monotonic clock."""


def hunt(target: Target, bounds: Bounds) -> int:
    """Look for what a target fails at, and say how it went; how many findings there are."""
    try:
        half = (time.monotonic() + bounds.until) / 2
        found = _grow(target, half) + _examples(target, bounds)
    finally:
        target.close()
    return found


def _grow(target: Target, until: float) -> int:
    checked, largest, found = 0, 0, 0
    for growth in growths(target, until):
        checked, largest = checked + 1, max(largest, growth.size)
        if growth.is_steep:
            found += 1
            words = f"`{growth.name}` {growth.size} times takes {growth.seconds:.1f} s"
            print(f"{target.name}: {words}, more than in proportion")
            keep(target, target.repeated(growth.name, growth.size), words)
    print(f"{target.name}: {checked} times of patterns, up to {largest} repetitions", flush=True)
    return found


@dataclass(slots=True)
class _Search:
    """Random texts for a target, and the shortest that it fails at."""

    target: Target
    bounds: Bounds
    tried: int = 0
    failing: str | None = None
    words: str = ""

    def check(self, text: str) -> None:
        """Try a text, as long as there is time."""
        if time.monotonic() > self.bounds.until:
            return
        self.tried += 1
        try:
            with timed(PATIENCE):
                self.target.check(text)
        except (Exception, TooLongError) as error:
            if self.failing is None or len(text) <= len(self.failing):
                self.failing, self.words = text, "".join(traceback.format_exception(error))
            raise

    def batch(self, number: int) -> None:
        """Try some texts, the same ones for the same number; shorten one that fails."""
        strict = settings(
            max_examples=_BATCH,
            deadline=None,
            database=None,
            report_multiple_bugs=False,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        run = seed(number)(strict(given(text=self.target.texts)(_named(self.check))))
        try:
            run()
        except (Exception, TooLongError):
            if self.failing is None:  # none of the target, so one of the hunt itself
                raise


def _named(check: Callable[[str], None]) -> Callable[[str], None]:
    """A check as a function, since hypothesis takes no bound methods."""

    def on(text: str) -> None:
        check(text)

    return on


def _examples(target: Target, bounds: Bounds) -> int:
    """Random texts in batches; a batch that fails is the last, since the next would fail alike."""
    search, batch = _Search(target, bounds), bounds.seed
    while time.monotonic() < bounds.until and search.failing is None:
        search.batch(batch)
        batch += 1
    if search.failing is not None:
        print(f"{target.name}: {search.words}", file=sys.stderr)
        keep(target, search.failing, search.words)
    print(f"{target.name}: {search.tried} texts", flush=True)
    return search.failing is not None


@contextlib.contextmanager
def timed(seconds: float) -> Iterator[None]:
    """Raise `TooLongError` where what is within takes more of the processor's time."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooLongError(f"it takes more than {seconds:g} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
