"""Typographic characters in commands, replaced by those that a shell understands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from diascope.cache.memory import Memory
from diascope.commands.lint import DASHES, INVISIBLE, QUOTES, Script, scripts_of
from diascope.commands.scan import scan
from diascope.deck.model import Deck
from diascope.deck.walk import gather
from diascope.diagnostics import Place
from diascope.patterns import lazy_pattern

_STRAIGHT = dict.fromkeys("“”„«»", '"') | dict.fromkeys("‘’‚", "'")
_SPACES = frozenset("\u00a0\u202f")
_CLOSERS = {"“": "”", "„": "“”", "«": "»", "‘": "’", "‚": "‘’"}
_SHORT = lazy_pattern(
    r"(?:[A-Za-z]|d?itd?|ti|rf|fr|lah?|al|lh|ef|aux|[xc]z?v?z?f|zxv?f|rn|nr|f?s?SL|sL|pv)(?![\w-])"
)
"""What follows one dash rather than two: a letter, or letters that are often put together."""
_MOST = 20
"""Rounds: a quotation mark that is repaired may uncover another."""


def repaired(script: str) -> str:
    """A script without the typographic characters that `lint` finds in it; its lines stay lines."""
    for _ in range(_MOST):
        changes = set(_changes(script))
        if not changes:
            break
        for start, end, text in sorted(changes, reverse=True):
            script = script[:start] + text + script[end:]
    return script


def typographic(deck: Deck, memory: Memory) -> Iterator[tuple[Place, str, str]]:
    """The lines of commands to repair: where, in a piece or file, the line, and the new one."""
    found = gather("commands", deck, memory, scripts_of)
    for script in chain.from_iterable(one.scripts for one in found):
        lines, new = script.text.split("\n"), repaired(script.text).split("\n")
        for at, (before, after) in enumerate(zip(lines, new, strict=True)):
            if before != after:
                yield _line(script, at), before, after


def _line(script: Script, at: int) -> Place:
    begin = script.place.begin + at
    return Place(script.place.origin, begin, begin + 1)


def _changes(script: str) -> Iterator[tuple[int, int, str]]:
    """What to replace in what of a script is bare: from, to, and by what."""
    bare = scan(script).bare
    for match in QUOTES.finditer(bare):
        yield match.start(), match.end(), _STRAIGHT[match[0]]
        closer = re.compile(f"[{_CLOSERS.get(match[0]) or match[0]}]").search(bare, match.end())
        if closer and "\n" not in bare[match.end() : closer.start()]:
            yield closer.start(), closer.end(), _STRAIGHT[closer[0]]
    for match in DASHES.finditer(bare):
        dash = "-" if _SHORT.match(bare, match.end()) else "--"
        yield match.start(), match.end(), dash
    for match in INVISIBLE.finditer(bare):
        yield match.start(), match.end(), " " if match[0] in _SPACES else ""
