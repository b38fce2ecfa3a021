"""Diagnostics at the places of keys in ``diascope.toml``."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from diascope.diagnostics import Diagnostic, Place, of_file
from diascope.diagnostics.nearest import nearest

if TYPE_CHECKING:
    from diascope.config.toml_places import KeyPath


@lru_cache(2)
def _lines(text: str) -> list[str]:
    """The lines of a text; every diagnostic of a file asks for one."""
    return text.split("\n")


@dataclass(frozen=True, slots=True)
class Report:
    """Makes diagnostics at the places of keys."""

    path: Path
    text: str

    def unknown(self, key: KeyPath, known: Collection[str]) -> Diagnostic:
        """The diagnostic that nothing reads a key."""
        meant = nearest(key[-1], known)
        listed = f"known are {', '.join(known)}" if len(known) < 20 else ""
        hint = f"did you mean `{meant}`?" if meant else listed
        return self.at(key, "config-unknown-key", f"unknown key `{'.'.join(key)}`", hint)

    def invalid(self, key: KeyPath, kind: str, value: object) -> Diagnostic:
        """The diagnostic that a value is of another kind than it should be."""
        shown = f"`{value}`" if isinstance(value, str) else _toml_kind(value)
        message = f"`{'.'.join(key)}` should be {kind}, not {shown}"
        return self.at(key, "config-invalid", message, "")

    def at(self, key: KeyPath, code: str, message: str, hint: str) -> Diagnostic:
        """A diagnostic at the place of a key."""
        from diascope.config.toml_places import key_place

        found = key_place(self.text, key)
        if found is None:
            return Diagnostic(code, of_file(self.path), message, hint)
        line, column = found
        place = Place(self.path, line, line + 1, column, len(key[-1]))
        return Diagnostic(code, place, message, hint, excerpt=_lines(self.text)[line])


def _toml_kind(value: object) -> str:
    """What the value is, in words."""
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return f"the number {value}"
        case list():
            return "a list" if all(isinstance(item, str) for item in value) else "a mixed list"
        case dict():
            return "a table"
    return "a date or time"
