"""Mojibake: text that was decoded with the wrong encoding before it was saved, as in ``Ã˜BS``.

ftfy knows it and what it should read. Its import takes longer than the parsing of a deck, so
a line must first show a pair of characters that such an accident leaves behind.
"""

import re
import string
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby, takewhile
from pathlib import Path

from diascope.cache.kept import REPAIRS
from diascope.diagnostics import Diagnostic, Place
from diascope.patterns import lazy_pattern
from diascope.reading.source import Source


def find_mojibake(source: Source) -> tuple[Diagnostic, ...]:
    """A warning for each run of broken text, saying what it should read."""
    if source.text.isascii():
        return ()
    return tuple(
        _warning(source.path, number, line, run)
        for number, line in enumerate(source.lines)
        for run in _runs(line)
    )


def broken_runs(line: str) -> Iterator[tuple[int, int, str]]:
    """The broken runs of a line: where each begins and ends, and what it should read in the end.

    What was broken twice is repaired twice, so that nothing is left to repair.
    """
    before, repaired = "", line
    for _ in range(_LAYERS):
        if repaired == before:
            break
        before, repaired = repaired, _repair_line(repaired)
    if repaired != line:
        for run in _differences(line, repaired):
            yield run.start, run.start + len(run.text), run.repaired


def repair(text: str) -> str:
    """The text with the broken runs as they should read; its lines stay where they are."""
    if text.isascii():
        return text
    return "\n".join(map(_repair_line, text.split("\n")))


def _repair_line(line: str) -> str:
    parts, at = list[str](), 0
    for run in _runs(line):
        parts += line[at : run.start], run.repaired
        at = run.start + len(run.text)
    return "".join([*parts, line[at:]])


_SINGLE_BYTE = (
    "latin-1", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257",
    "iso-8859-2", "mac-roman", "cp437",
)  # fmt: skip
"""The encodings that UTF-8 is mistaken for; ftfy tries the same."""


def _characters(first: int, last: int, encoding: str) -> str:
    """What the encoding reads in place of these bytes, for a character class."""
    text = bytes(range(first, last + 1)).decode(encoding, "ignore")
    return re.escape("".join(char for char in text if not char.isascii()))


_LAYERS = 9
"""How many times over an encoding may be broken."""
_NEIGHBOURS = lazy_pattern("[^\x00-\x7f]{2}|[ÃÂ] ")
"""What every symptom has, and few lines of most languages: a quick way out."""


@cache
def _symptom() -> re.Pattern[str]:
    """A UTF-8 sequence of two, three or four bytes, each misread as a character.

    Two bytes are taken to 0xDE alone: 0xDF is `ß` for Latin-1, and good before a quotation mark.
    Also found are a curly quotation mark whose third byte got lost, and a broken `à` or no-break
    space whose second byte became a plain space.
    """
    sequences = [
        f"[{_characters(first, last, encoding)}][{_characters(0x80, 0xBF, encoding)}]{{{more}}}"
        for encoding in _SINGLE_BYTE
        for first, last, more in ((0xC2, 0xDE, 1), (0xE0, 0xEF, 2), (0xF0, 0xF4, 3))
    ]
    return re.compile("|".join([*sequences, "â€", "[ÃÂ] "]))


@dataclass(frozen=True, slots=True)
class _Run:
    """One broken run of a line."""

    start: int
    """Its first character, counted from 0."""
    text: str
    """What stands there."""
    repaired: str
    """What it should read."""


def _runs(line: str) -> tuple[_Run, ...]:
    """The broken words of the line; words, because a letter or two say little by themselves."""
    if line.isascii() or not (_NEIGHBOURS.search(line) and _symptom().search(line)):
        return ()
    return _broken(line)


@lru_cache(maxsize=4096)
def _broken(line: str) -> tuple[_Run, ...]:
    return tuple(run for run in _differences(line, _fixed(line)) if _is_believed(run))


@REPAIRS.keeps
def _fixed(line: str) -> str:
    from ftfy import fix_encoding

    return fix_encoding(line)


def _differences(line: str, repaired: str) -> Iterator[_Run]:
    """The words that differ between the two readings of a line."""
    old, new = (re.split("( +)", text) for text in (line, repaired))
    start = 0
    for before, after in _changes(old, new):
        words = "".join(before), "".join(after)
        if before != after:
            yield _without_shared(_Run(start, *words), string.punctuation + " ")
        start += len(words[0])


_WINDOW = 32
"""Words and spaces that are looked through for the place where two readings agree again."""
_AGREED = 3
"""So many of them in a row that are alike say that they do."""

_Change = tuple[list[str], list[str]]


def _changes(old: list[str], new: list[str]) -> Iterator[_Change]:
    """The words of two readings side by side, in stretches that are alike or differ.

    Where the readings have as many words they are compared one by one.  Where a space was part of
    what was broken, they are aligned at the nearest place where several words agree again.  This
    is linear; `difflib` takes cubic time for a line of words that are all alike.
    """
    if len(old) == len(new):
        pairs = groupby(zip(old, new, strict=True), key=lambda pair: pair[0] == pair[1])
        for _, run in pairs:
            before, after = zip(*run, strict=True)
            yield list(before), list(after)
        return
    at, other = 0, 0
    while at < len(old) or other < len(new):
        ahead, beyond = _agreement(old, new, at, other)
        yield old[at:ahead], new[other:beyond]
        if old[ahead : ahead + 1]:
            yield old[ahead : ahead + 1], new[beyond : beyond + 1]
        at, other = ahead + 1, beyond + 1


def _agreement(old: list[str], new: list[str], at: int, other: int) -> tuple[int, int]:
    """The nearest places, from these on, where both agree; their ends where there are none."""
    for size in range(_WINDOW):
        for more in range(size + 1):
            here, there = at + more, other + size - more
            agreed = old[here : here + _AGREED]
            if agreed and agreed == new[there : there + _AGREED]:
                return here, there
    return len(old), len(new)


def _without_shared(run: _Run, characters: str) -> _Run:
    """The run without those of the characters that both readings share at its ends."""
    head = _shared(run.text, run.repaired, characters)
    old, new = run.text[head:], run.repaired[head:]
    tail = _shared(old[::-1], new[::-1], characters)
    return _Run(run.start + head, old[: len(old) - tail], new[: len(new) - tail])


@lru_cache(maxsize=4096)
def _shared(old: str, new: str, characters: str) -> int:
    """How many of the characters both texts begin with."""
    pairs = zip(old, new, strict=False)
    return sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1] and pair[0] in characters, pairs)
    )


def _is_believed(run: _Run) -> bool:
    """Whether what the run should read is more likely than what it does read.

    Two characters that make a lone letter of a distant script, as in ``×“`` or in a hex dump,
    meet by chance; and no control character is ever meant.
    """
    if re.search("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]", run.repaired):
        return False
    core = _without_shared(run, run.text)
    if len(core.text) > 2 or len(core.repaired) != 1 or not core.repaired.isalpha():
        return True
    return unicodedata.name(core.repaired, "").startswith(("LATIN", "GREEK", "CYRILLIC"))


def _warning(path: Path, number: int, line: str, run: _Run) -> Diagnostic:
    return Diagnostic(
        "text-broken-encoding",
        Place(path, number, number + 1, run.start, len(run.text)),
        f"`{run.text}` should read `{run.repaired}`",
        "correct the text, or set `repair-text: true` to have it repaired on the page",
        "broken encoding",
        line,
    )
