"""What KaTeX knows: its functions, environments, macros and symbols.

They are read from a file among the vendored libraries, which the build hook makes of KaTeX itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from diascope.config.theme import builtin_static
from diascope.reading.disk import Disk

_SCRIPTS = frozenset(("^", "_", r"\limits", r"\nolimits"))
"""What KaTeX's parser itself understands."""
_FILE = "vendor/katex/tables.json"


@dataclass(frozen=True, slots=True)
class Function:
    """A command that takes arguments, or changes what comes after it."""

    kind: str
    """What KaTeX makes of it: `genfrac`, `op`, `styling`."""
    arguments: int = 0
    """How many arguments it has to have."""
    optional: int = 0
    """How many it may have, in brackets, before those."""
    types: tuple[str, ...] = ()
    """What the arguments are, the optional ones first: `math`, `text`, `size`, `color`."""
    flags: frozenset[str] = frozenset()
    """Where it may stand (`math`, `text`, `argument`), and whether it is `infix` or `primitive`."""


@dataclass(frozen=True, slots=True)
class Tables:
    """All that KaTeX knows."""

    version: str
    """The release of KaTeX."""
    functions: Mapping[str, Function]
    """Functions by name, backslash included."""
    environments: Mapping[str, Function]
    """Environments by name."""
    macros: Mapping[str, str | None]
    """What each macro stands for; nothing for those that KaTeX works out by a program."""
    symbols: Mapping[str, frozenset[str]]
    """Symbols of the modes `math` and `text`, as far as they are in ASCII."""
    delimiters: frozenset[str]
    """What may come after `\\left`."""
    scripts: frozenset[str]
    """Characters that are subscripts or superscripts by themselves."""

    def knows(self, name: str) -> bool:
        """Whether there is anything of this name."""
        return (
            name in _SCRIPTS
            or name in self.functions
            or name in self.macros
            or name in self.symbols["math"]
            or name in self.symbols["text"]
        )


@cache
def tables() -> Tables:
    """All that KaTeX knows, read once."""
    found = json.loads(Disk().read(builtin_static() / _FILE))
    return Tables(
        found["version"],
        _by_name(found["functions"]),
        _by_name(found["environments"]),
        found["macros"],
        {mode: frozenset(names) for mode, names in found["symbols"].items()},
        frozenset(found["delimiters"]),
        frozenset(found["scripts"]),
    )


def _by_name(rows: list[dict[str, Any]]) -> dict[str, Function]:
    return {
        name: function for row in rows for function in [_function(row)] for name in row["names"]
    }


def _function(row: dict[str, Any]) -> Function:
    return Function(
        row.get("kind", "environment"),
        row["arguments"],
        row.get("optional", 0),
        tuple(row.get("types", ())),
        frozenset(row.get("flags", ())),
    )
