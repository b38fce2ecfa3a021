"""Where keys stand in a TOML text.

``tomllib`` keeps no places, so the text is cut into statements by asking it where each ends.
"""

import re
import tomllib
from collections.abc import Iterator

KeyPath = tuple[str, ...]
"""A key with those of the tables around it."""


def key_place(text: str, path: KeyPath) -> tuple[int, int] | None:
    """The line and column of a key in a valid TOML text."""
    table: KeyPath = ()
    for number, statement in _statements(text):
        keys = _paths(tomllib.loads(statement), len(path))
        if statement.lstrip().startswith("["):
            table = max(keys, key=len, default=())
            keys = [table[: end + 1] for end in range(len(table))]
            found = path in keys
        else:
            found = path in [table + key for key in keys]
        if found:
            return _token_place(statement, number, path[-1])
    return None


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """The statements of a valid TOML text, each with its first line."""
    lines = text.split("\n")
    start = 0
    while start < len(lines):
        ends = (end for end in range(start + 1, len(lines) + 1) if _may_end(lines, start, end))
        end = next(end for end in ends if _is_toml(lines[start:end]))
        yield start, "\n".join(lines[start:end])
        start = end


def _may_end(lines: list[str], start: int, end: int) -> bool:
    """Whether a statement may end before a line: after one line, or after what closes a value."""
    return end == start + 1 or any(mark in lines[end - 1] for mark in ("]", "}", '"""', "'''"))


def _is_toml(lines: list[str]) -> bool:
    try:
        tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return False
    return True


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


def _token_place(statement: str, number: int, key: str) -> tuple[int, int]:
    """The line and column of a key in its statement; the statement's where it is written oddly."""
    token = re.search(rf"(?<![\w-]){re.escape(key)}(?=[\"']?\s*[\].=])", statement)
    before = statement[: token.start() if token else 0].split("\n")
    return number + len(before) - 1, len(before[-1])
