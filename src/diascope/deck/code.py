"""Tokens of code blocks whose text stands elsewhere: their attributes, language and place."""

from __future__ import annotations

from pathlib import Path

from diascope.deck.model import Deck
from diascope.diagnostics import Place
from diascope.dialect.attributes import Attributes
from diascope.dialect.tokens import Token, changed
from diascope.snippets.languages import known_language, language_of

FROM, SNIPPET = "from", "snippet"
"""The attributes that name a file, and an entry of the library."""
SOURCE = "source"
"""What a token's `meta` has the place of its text under, where that is one piece of a file."""
SETUP, HIDDEN = "setup", "hidden"
UNSEEN = frozenset({SETUP, HIDDEN})
"""Classes of blocks that run without being shown."""
ASKING = frozenset({FROM, SNIPPET, "lines", "region"})
_DIGITS = 5
_LANGUAGES = {"dockerfile": "docker", "containerfile": "docker", "makefile": "make"}
"""Languages of files by names without a suffix."""


def text_place(place: Place, content: str) -> Place:
    """The lines of the text of a code block: those of the block less its fences, if it has any."""
    count = content.removesuffix("\n").count("\n") + 1
    begin = place.begin + (1 if place.end - place.begin > count else 0)
    return Place(place.origin, begin, begin + count)


def with_code(token: Token, page: Deck, code: Token) -> Token:
    """The token with the text of a code block of the library, and the attributes of both."""
    asking, own = token.meta["attributes"], code.meta["attributes"]
    place = text_place(page.sources.locate(code.place), code.content)
    meta = {**token.meta, "attributes": _merged(asking, own), SOURCE: place}
    return changed(token, content=code.content, meta=meta)


def _merged(asking: Attributes, own: Attributes) -> Attributes:
    """The attributes of a block and of the one it takes: its own count first.

    A label of the library that is no language, such as `Git`, stands for commands of a shell.
    """
    kept = without(asking, ASKING)
    language = language_of(kept.classes) or language_of(own.classes) or "bash"
    others = (name for name in own.classes if not known_language(name))
    classes = dict.fromkeys((language, *kept.classes, *others))
    given = dict(kept.pairs)
    pairs = (*kept.pairs, *((key, value) for key, value in own.pairs if key not in given))
    return Attributes(kept.id or own.id, tuple(classes), pairs)


def without(attributes: Attributes, keys: frozenset[str]) -> Attributes:
    pairs = tuple((key, value) for key, value in attributes.pairs if key not in keys)
    return Attributes(attributes.id, attributes.classes, pairs)


def numbered(address: str) -> tuple[str, int]:
    """An address without the number of a code block behind it, and the number; 0 without one."""
    head, _, tail = address.rpartition(":")
    is_number = bool(head) and tail.isdecimal() and len(tail) < _DIGITS
    return (head, int(tail)) if is_number else (address, 0)


def language_of_file(path: Path) -> str:
    """The language of a file by its name; empty where none is known."""
    name = _LANGUAGES.get(path.name.lower(), path.suffix.lower().removeprefix("."))
    return name if name and known_language(name) else ""
