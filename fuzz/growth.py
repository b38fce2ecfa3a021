"""Patterns repeated up to 100,000 times: ten times the text takes about ten times the time."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from dataclasses import dataclass

from fuzz.target import Target

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
"""How often a pattern is repeated; each size is compared with the one before."""
FACTOR = 2.2
"""How many times longer than in proportion the larger size may take; a square takes 3 times."""
QUICK = 0.15
"""Seconds that are too short to say anything."""


@dataclass(frozen=True, slots=True)
class Growth:
    """How long a pattern took."""

    name: str
    """The pattern."""
    size: int
    """How often it was repeated."""
    seconds: float
    """The time of the processor that it took."""
    is_steep: bool
    """Whether that is out of proportion to the size before."""


def growths(target: Target, until: float) -> Iterator[Growth]:
    """All patterns at each size, the small ones first, as far as there is time."""
    before = dict[str, float]()
    steep = set[str]()
    for at, size in enumerate(SIZES):
        for name in target.patterns:
            expected = before.get(name, 0.0) * (size / SIZES[at - 1])
            if name in steep or time.monotonic() + expected > until:
                continue
            found = _measured(target, name, size, expected)
            before[name] = found.seconds
            if found.is_steep:
                steep.add(name)
            yield found


def _measured(target: Target, name: str, size: int, expected: float) -> Growth:
    """The least time, measured once more where it seems too long."""
    text = target.repeated(name, size)
    most = max(QUICK, FACTOR * expected)
    took = _once(target, text)
    for _ in range(2):
        if took <= most:
            break
        took = min(took, _once(target, text))
    return Growth(name, size, took, bool(expected) and took > most)


def _once(target: Target, text: str) -> float:
    gc.collect()
    gc.disable()
    start = time.process_time()
    try:
        (target.grow or target.check)(text)
    finally:
        gc.enable()
    return time.process_time() - start
