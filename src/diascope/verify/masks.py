"""Masks: what differs from run to run, in place of which the kind of it stands.

Times, addresses, identifiers and the like become a sign for their kind, so that two lines are equal
if they are equal once both are masked. A number that is none of these stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

SIGN = "\x01"
"""Begins and ends what stands in the place of something masked."""
_UNITS = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|secs?|mins?|hrs?)"
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAYS = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?[AP]M)?"
_ZONE = r"(?: ?(?:Z|UTC|GMT|CES?T|E[DS]T|P[DS]T|[+-]\d\d:?\d\d)\b)*"
_ISO = rf"\d{{4}}[-/]\d\d[-/]\d\d(?:[T ]{_CLOCK}{_ZONE})?"
_IPV4 = r"(?:\d{1,3}\.){3}\d{1,3}"
_GROUPS = r"[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6}"
_IPV6 = rf"(?:[0-9a-f]{{1,4}}:){{7}}[0-9a-f]{{1,4}}|(?:{_GROUPS})?::(?:{_GROUPS})?"
FOLDER = r"(?:/private)?(?:/[\w.+-]+)+/diascope-\w{8}/(?:work|home)"
"""The temporary folders of any run."""

_DAY = rf"(?:\d{{1,2}}[ -]{_MONTHS}[ -]\d{{4}}|{_MONTHS} +\d{{1,2}}(?:,? +\d{{4}})?)(?![\d:])"
_DATE = rf"(?:{_DAYS} +)?{_DAY}"
_TIME = rf"{_ISO}|{_DATE}(?:,? +{_CLOCK}{_ZONE})?(?: +\d{{4}}\b)?{_ZONE}|{_CLOCK}{_ZONE}"
_PROTOCOL = "/(?:tcp|udp)"
_PORTS = (
    rf"(?<=:)\d{{1,5}}(?=->|{_PROTOCOL}|$|[/,\s\"'])"
    rf"|\d{{1,5}}(?=(?::{SIGN}port{SIGN}|:\d{{1,5}})?{_PROTOCOL})"
    r"|(?<=port[=:])\d{1,5}"
)

_HEX = "(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7,64}"

_PHRASES = (
    ("duration", rf"(?:about |less than )?(?:\d+|an?) {_UNITS}(?: ago)?"),
    ("time", _TIME),
    ("port", r"(?<=port )\d{1,5}"),
)
"""What may be several words, in any letter case."""
_WORDS = (
    ("folder", FOLDER),
    ("uuid", r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"),
    ("digest", r"(?:sha(?:1|256|384|512)|md5):[0-9a-f]{7,128}"),
    ("address", rf"{_IPV4}|{_IPV6}|<pending>|<none>"),
    ("port", _PORTS),
    ("duration", r"(?:\d+(?:\.\d+)?(?:ms|us|µs|ns|s|m|h|d|w|y))+"),
    ("digest", rf"(?<!-){_HEX}(?!-)"),
)
"""What stands in one word; a word character may stand neither before nor after it."""


def _bounded(pattern: str) -> str:
    return rf"(?<![\w.])(?:{pattern})(?![\w])(?!\.\w)"


_PHRASE = re.compile(
    "|".join(f"(?P<k{n}>{_bounded(pattern)})" for n, (_, pattern) in enumerate(_PHRASES)), re.I
)
_WORD = [(kind, re.compile(_bounded(pattern), re.I)) for kind, pattern in _WORDS]
_SUFFIX = re.compile(r"([a-z0-9](?:[-a-z0-9.]*[a-z0-9])?)-([bcdfghj-np-tv-xz2456789]{5})")
_HASHED = re.compile(
    r"([a-z0-9](?:[-a-z0-9.]*?[a-z0-9])?)-((?=[a-z]*[0-9])[a-f0-9bcdfghj-np-tv-xz]{8,10})"
    r"(-[bcdfghj-np-tv-xz2456789]{5})?"
)
_HEXED = re.compile(rf"([a-z0-9](?:[-a-z0-9.]*[a-z0-9])?)-({_HEX})")
"""Names that Kubernetes generates end in letters and digits that make no words (SafeEncode)."""
_ENDINGS = (_HASHED, _SUFFIX, _HEXED)
_PARTS = re.compile(r"([^\w.\-]+)")
_LONGEST = 500
"""Characters of a word that is masked by the user's expressions."""


@lru_cache(maxsize=4096)
def masked_phrases(line: str) -> str:
    """The line with what may be several words masked."""
    return _PHRASE.sub(lambda match: _sign(_PHRASES[int((match.lastgroup or "k0")[1:])][0]), line)


@lru_cache(maxsize=8192)
def masked_word(word: str) -> str:
    """The word with what is in it masked."""
    for kind, pattern in _WORD:
        word = pattern.sub(_sign(kind), word)
    return word


def same_kind(one: str, other: str, patterns: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether two words are equal once both are masked, by the user's expressions too."""
    for name, pattern in patterns.items():
        if len(one) <= _LONGEST and len(other) <= _LONGEST:
            one, other = pattern.sub(_sign(name), one), pattern.sub(_sign(name), other)
    one, other = masked_word(one), masked_word(other)
    if one == other:
        return True
    parts, others = _PARTS.split(one), _PARTS.split(other)
    return len(parts) == len(others) and all(map(_same_part, parts, others))


def _same_part(one: str, other: str) -> bool:
    """Whether two names are equal, or have the same stem and generated endings."""
    return one == other or any(_same_stem(pattern, one, other) for pattern in _ENDINGS)


def _same_stem(pattern: re.Pattern[str], one: str, other: str) -> bool:
    first, second = pattern.fullmatch(one), pattern.fullmatch(other)
    if not first or not second or first[1] != second[1]:
        return False
    return first.lastindex == second.lastindex and any(map(str.isdigit, first[2] + second[2]))


def _sign(kind: str) -> str:
    return f"{SIGN}{kind}{SIGN}"
