"""What `check --fix` repairs: broken encodings, typographic characters in commands, moved links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path

from diascope.cache.memory import Memory
from diascope.check.repairs import Repair
from diascope.check.subject import Subject
from diascope.commands.repair import typographic
from diascope.deck.model import Deck
from diascope.diagnostics import Diagnostic
from diascope.reading.mojibake import broken_runs

_DEFINITION = r"^ {0,3}\[[^\]]*\]:[ ]*<?"
"""What stands before the address in the definition of a link."""


def repairs(
    subjects: Iterable[Subject], found: Iterable[Diagnostic], moved: Mapping[str, str]
) -> Iterator[Repair]:
    """The repairs of what was found and is told; `moved` are new addresses by the old ones."""
    told = {(one.path, one.code, one.place.begin) for one in found}
    for subject in subjects:
        deck = subject.deck
        if not deck.meta.repair_text:
            yield from (one for one in _encodings(deck) if _is_told(one, _ENCODING, told))
        yield from (one for one in _commands(deck) if _is_told(one, _TYPOGRAPHY, told))
        if moved:
            yield from _addresses(subject, moved)


_ENCODING, _TYPOGRAPHY = "text-broken-encoding", "command-typography"


def _is_told(repair: Repair, code: str, told: Set[tuple[Path, str, int]]) -> bool:
    return (repair.path, code, repair.line) in told


def _encodings(deck: Deck) -> Iterator[Repair]:
    for source in deck.sources:
        for number, line in enumerate(source.lines):
            for start, end, text in broken_runs(line):
                yield Repair(source.path, number, start, end, text)


def _commands(deck: Deck) -> Iterator[Repair]:
    """Repairs of commands that stand in the deck's own files, where their line shows them whole."""
    for place, before, after in typographic(deck, Memory()):
        located = deck.sources.locate(place)
        source = deck.sources.files.get(deck.sources.path(place))
        line = source.line(located.begin) if source else ""
        at = line.rfind(before)
        if source and at >= 0:
            yield from _narrowed(
                Repair(source.path, located.begin, at, at + len(before), after), before
            )


def _narrowed(repair: Repair, before: str) -> Iterator[Repair]:
    """The repair without the characters that both texts share at their ends."""
    after, head = repair.text, 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    text = after[head : len(after) - tail]
    start, end = repair.start + head, repair.end - tail
    yield Repair(repair.path, repair.line, start, end, text)


def _addresses(subject: Subject, moved: Mapping[str, str]) -> Iterator[Repair]:
    """Repairs of addresses, at links and in definitions, where they are written out."""
    sources = subject.deck.sources
    for use in subject.uses:
        new = moved.get(use.address)
        if not new:
            continue
        exact = rf"(?<![\w/.:%-]){re.escape(use.address)}(?![\w/%#?&=.~+-]*[\w/%#?&=~+-])"
        place = sources.locate(use.place)
        lines = range(place.begin, max(place.end, place.begin + 1))
        for source in sources:
            for number, line in enumerate(source.lines):
                is_here = source.path == place.origin and number in lines
                pattern = exact if is_here else f"{_DEFINITION}{exact}"
                for match in re.finditer(pattern, line) if use.address in line else ():
                    start = match.end() - len(use.address)
                    yield Repair(source.path, number, start, match.end(), new)
