"""Tables of keys: the fields of a dataclass, each with its names, its type, and what it is for.

A key is added by a field. Reading, the search for misspellings and `docs/reference.md` go by the
fields, whose docstrings say in the reference what they do; mypy holds that a field has the type
that its reader returns.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

S = TypeVar("S")
T = TypeVar("T")
D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Type(Generic[S, T]):
    """What a key may hold."""

    words: str
    """The type as messages and the reference name it."""
    read: Callable[[S], T | None]
    """The value out of its source; None where there is none of this type."""


@dataclass(frozen=True, slots=True)
class Key:
    """A row of a table."""

    names: tuple[str, ...]
    """The key, and other names of it that are read as well."""
    type: Type[Any, Any]
    """What it may hold."""
    used_by: str
    """Which part of the program uses it."""


def key(of: Type[S, T], default: D, used_by: str = "", names: str = "") -> T | D:
    """A field that is a key: its names, parted by spaces, where they are not that of the field."""
    row = Key(tuple(names.split()), of, used_by)
    return cast("T | D", field(default_factory=lambda: default, metadata={"key": row}))


def keys_of(table: type[DataclassInstance]) -> dict[str, Key]:
    """The keys of a table, by field, in order; their names have hyphens for underscores."""
    rows = {one.name: one.metadata["key"] for one in fields(table) if "key" in one.metadata}
    return {
        name: replace(row, names=row.names or (name.replace("_", "-"),))
        for name, row in rows.items()
    }


def matching(words: str, pattern: str) -> Type[object, str]:
    """The type of the texts that a regular expression matches as a whole."""
    found = re.compile(pattern, re.S)
    return Type(
        words, lambda value: value if isinstance(value, str) and found.fullmatch(value) else None
    )


TEXT = matching("a text", ".*")
LANGUAGE = matching(
    "a language tag such as `en` or `pt-BR`", "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"
)  # BCP 47, by its form alone
