"""Where keys stand in a TOML text.

``tomllib`` keeps no places, so a valid text is parted into its statements here, and each is given
to it by itself.
"""

import re
import tomllib
from bisect import bisect
from collections.abc import Iterator, Mapping
from functools import lru_cache

from diascope.patterns import lazy_pattern

KeyPath = tuple[str, ...]
"""A key with those of the tables around it."""

_TOKEN = lazy_pattern(
    r"""\"{3}(?:\\.|[^\\])*?"{3,5} | '{3}.*?'{3,5} | \#[^\n]*
      | "(?P<double>(?:\\.|[^"\\])*)" | '(?P<single>[^']*)' | (?P<bare>[\w-]+)
      | (?P<open>[\[{]) | (?P<close>[\]}]) | (?P<end>\n)""",
    re.X | re.S,
)
_AFTER_KEY = lazy_pattern(r"\s*[\].=]")


def key_place(text: str, path: KeyPath) -> tuple[int, int] | None:
    """The line and column of a key in a valid TOML text."""
    return _places(text, len(path)).get(path)


@lru_cache(4)
def _places(text: str, most: int) -> Mapping[KeyPath, tuple[int, int]]:
    """The line and column of every key at most so many tables deep; where it stands first."""
    found = dict[KeyPath, tuple[int, int]]()
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    table: KeyPath = ()
    for start, statement, names in _statements(text):
        keys = _paths(tomllib.loads(statement), most)
        if statement.lstrip().startswith("["):
            table = max(keys, key=len, default=())
            paths = [table[: end + 1] for end in range(len(table))]
        else:
            paths = [table + key for key in keys]
        for path in paths:
            at = names.get(path[-1], start)
            line = bisect(lines, at) - 1
            found.setdefault(path, (line, at - lines[line]))
    return found


def _statements(text: str) -> Iterator[tuple[int, str, Mapping[str, int]]]:
    """The statements of a valid TOML text: where each begins, and where the names in it stand."""
    start, depth, names = 0, 0, dict[str, int]()
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        elif kind == "end":
            if not depth:
                yield start, text[start : token.start()], names
                start, names = token.end(), {}
        elif kind and _AFTER_KEY.match(text, token.end()):
            names.setdefault(token[kind], token.start(kind))
    yield start, text[start:], names


def _paths(value: object, most: int, above: KeyPath = ()) -> list[KeyPath]:
    """The path of every key in a table, and in the tables that a list holds, `most` keys deep."""
    if len(above) == most:
        return []
    tables = value if isinstance(value, list) else [value]
    inner = [
        ((*above, key), item)
        for table in tables
        if isinstance(table, dict)
        for key, item in table.items()
    ]
    return [path for key, item in inner for path in (key, *_paths(item, most, key))]
