"""Lengths of time as speakers write them: `45` minutes, `45 min`, `1h30`, `1:30:00`."""

from __future__ import annotations

import re

from diascope.patterns import lazy_pattern

WORDS = "a time such as `45` (minutes), `90 s`, `1h30` or `1:30:00`"
"""What can be read, for messages and the reference."""
_LONGEST = 24 * 3600
_NUMBER = r"\d{1,4}(?:\.\d{1,2})?(?![.\d])"
_UNITS = lazy_pattern(
    rf"(?:(?P<h>{_NUMBER})\s*h(?:ours?|rs?)?)?\s*"
    rf"(?:(?P<m>{_NUMBER})\s*(?:m(?:in(?:ute)?s?)?\.?)?)?\s*"
    rf"(?:(?P<s>{_NUMBER})\s*s(?:ec(?:ond)?s?)?\.?)?",
    re.I | re.A,
)
_CLOCK = lazy_pattern(r"(?P<h>\d{1,2}):(?P<m>[0-5]\d):(?P<s>[0-5]\d)", re.A)


def seconds(text: str) -> int | None:
    """The seconds that a text names, from 1 to a day; None where it names no such time.

    `1:30` is none: it may be hours and minutes, or minutes and seconds.
    """
    found = _CLOCK.fullmatch(text.strip()) or _UNITS.fullmatch(text.strip())
    if not found:
        return None
    hours, minutes, rest = (float(found[part] or 0) for part in "hms")
    total = round(hours * 3600 + minutes * 60 + rest)
    return total if 0 < total <= _LONGEST else None


def in_words(total: int) -> str:
    """Seconds as they may be written: `45 min`, `1 min 30 s`."""
    minutes, rest = divmod(total, 60)
    parts = (f"{minutes} min" if minutes else "", f"{rest} s" if rest else "")
    return " ".join(filter(None, parts)) or "0 s"
