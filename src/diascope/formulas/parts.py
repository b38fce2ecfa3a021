"""The parts of a formula, and the space between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diascope.formulas.symbols import Kind

_AROUND = {Kind.BINARY: "\N{FOUR-PER-EM SPACE}", Kind.RELATION: "\N{THREE-PER-EM SPACE}"}
_AFTER = {Kind.PUNCTUATION: "\N{SIX-PER-EM SPACE}"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a formula."""

    html: str
    """What it looks like."""
    kind: Kind = Kind.ORDINARY
    """What it is to its neighbours."""
    letter: str = ""
    """The letter, when it is a single one."""


def spaced(parts: Sequence[Part]) -> str:
    """The parts with TeX's space between them; a sign before its operand has none."""
    out, last = list[str](), Kind.OPENING
    for at, part in enumerate(parts):
        is_last = at == len(parts) - 1
        space = _AROUND.get(part.kind, "") if at and not is_last else ""
        if part.kind is Kind.BINARY and last not in (Kind.ORDINARY, Kind.CLOSING):
            space = ""
        out += [space, part.html, space or ("" if is_last else _AFTER.get(part.kind, ""))]
        if part.kind is Kind.FUNCTION and not is_last and parts[at + 1].kind is Kind.ORDINARY:
            out.append("\N{SIX-PER-EM SPACE}")
        last = part.kind if part.kind is not Kind.SPACE else last
    return "".join(out)
