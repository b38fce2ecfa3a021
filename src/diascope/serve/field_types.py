"""What the fields of messages may hold, as checks of values that JSON gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Type:
    """What a field may hold."""

    words: str
    """The type as the reference names it."""
    admits: Callable[[object], bool]
    """Whether a value, as JSON gives it, is of this type."""


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_index(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_list(item: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list | tuple) and all(map(item, value))


def _is_row(*items: Callable[[object], bool]) -> Callable[[object], bool]:
    def admits(value: object) -> bool:
        if not isinstance(value, list | tuple) or len(value) != len(items):
            return False
        return all(item(one) for item, one in zip(items, value, strict=True))

    return admits


def _is_stacked(value: object) -> bool:
    return _is_index(value) or _is_row(_is_text, _is_text)(value)


TEXT = Type("text", _is_text)
INDEX = Type("integer from 0", _is_index)
FLAG = Type("true or false", lambda value: isinstance(value, bool))
INDICES = Type("list of integers from 0", _is_list(_is_index))
OBJECT = Type("object", lambda value: isinstance(value, dict))
TEXTS = Type("list of texts", _is_list(_is_text))
STACKS = Type("list of lists of texts", _is_list(_is_list(_is_text)))
SHEETS = Type("list of `[address, version]`", _is_list(_is_row(_is_text, _is_text)))
MORPHS = Type("list of `[index, html, digest]`", _is_list(_is_row(_is_index, _is_text, _is_text)))
SPLICE = Type(
    "`[first, last, stacks]`", _is_row(_is_index, _is_index, _is_list(_is_list(_is_stacked)))
)
ITEMS = Type("list of objects", _is_list(lambda value: isinstance(value, dict)))
