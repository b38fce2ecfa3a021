"""Commands that a deck defines for its formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from diascope.formulas.katex.tables import tables

_DEFINING = re.compile(
    r"\\(?:(?P<how>(?:re)?newcommand|providecommand|DeclareMathOperator|[gex]?def)(?P<star>\*?)"
    r"|let|futurelet)(?![A-Za-z])"
    r"\s*+(?:\{\s*+(?P<braced>\\[A-Za-z@]+)\s*+\}|(?P<bare>\\[A-Za-z@]+))\s*+"
)
_HOW_MANY = re.compile(r"(?:\[\s*([1-9])\s*\]\s*)?")
_PARAMETERS = re.compile(r"((?:#[1-9])*)\s*")
_BRACES = re.compile(r"\\[\s\S]|%[^\n]*|[{}]")
_LONGEST = 2000
"""Characters that a definition may have for us to read it."""
_KEEPS = ("newcommand", "DeclareMathOperator", "providecommand")
"""What changes no command that is there already."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command that is defined in TeX."""

    name: str
    """Its name, with the backslash."""
    arguments: int = 0
    """How many arguments it takes."""
    body: str | None = None
    """What it stands for; nothing where that cannot be told."""


def commands_in(tex: str) -> Iterator[Command]:
    """The commands that TeX defines."""
    groups = _groups(tex) if _DEFINING.search(tex) else {}
    for found in _DEFINING.finditer(tex):
        name = found["braced"] or found["bare"]
        is_known = tables().knows(name)
        if not (is_known and found["how"] in _KEEPS):
            yield Command(name) if is_known else _command(name, found, groups)


def _groups(tex: str) -> dict[int, int]:
    """Where each brace that opens is closed."""
    groups, open_ = dict[int, int](), list[int]()
    for found in _BRACES.finditer(tex):
        if found[0] == "{":
            open_.append(found.start())
        elif found[0] == "}" and open_:
            groups[open_.pop()] = found.start()
    return groups


def _command(name: str, found: re.Match[str], groups: Mapping[int, int]) -> Command:
    """The command of a definition, of which all but its body was found."""
    tex, at, how = found.string, found.end(), found["how"]
    if how == "DeclareMathOperator":
        words = _body(tex, at, groups)
        return Command(name, 0, words and rf"\operatorname{found['star']}{{{words}}}")
    if how in ("newcommand", "providecommand"):
        count = _HOW_MANY.match(tex, at)
        assert count is not None
        return Command(name, int(count[1] or 0), _body(tex, count.end(), groups))
    if how in ("def", "gdef"):
        count = _PARAMETERS.match(tex, at)
        assert count is not None
        return Command(name, len(count[1]) // 2, _body(tex, count.end(), groups))
    return Command(name)


def _body(tex: str, start: int, groups: Mapping[int, int]) -> str | None:
    """What stands in the braces that open here, if that is not too long."""
    end = groups.get(start)
    return tex[start + 1 : end] if end and end - start < _LONGEST else None
