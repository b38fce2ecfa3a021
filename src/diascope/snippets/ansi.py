"""Colours that programs print: the sequences SGR of terminals (ECMA-48, 8.3.117) as CSS classes.

They are read where an output holds the escape character, and where it is written as ``^[``, as
``cat -v`` does. All 256 colours and those in red, green and blue become the nearest of the eight
that the style sheet has for both colour schemes. Other sequences are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from diascope.patterns import lazy_pattern
from diascope.snippets.lines import Styled

_SEQUENCE = lazy_pattern(
    r"(?:\x1b|\^\[)\[(?P<numbers>[0-9;:]*)(?P<final>[A-Za-z])"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]?"
)
_NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_CUBE = (0, 95, 135, 175, 215, 255)
_GREY_FROM = 232
_DULL = 40
"""How far the parts of a colour may be from one another before it is more than a grey."""


@dataclass(frozen=True, slots=True)
class _Style:
    """What has been switched on."""

    colour: str = ""
    bold: bool = False
    faint: bool = False
    italic: bool = False
    underline: bool = False
    reverse: bool = False

    @property
    def css(self) -> str:
        switches = ("bold", "faint", "italic", "underline", "reverse")
        names = [self.colour, *(name for name in switches if getattr(self, name))]
        return " ".join(f"ansi-{name}" for name in names if name)


_SWITCHES: Mapping[int, Mapping[str, Any]] = {
    1: {"bold": True}, 2: {"faint": True}, 3: {"italic": True}, 4: {"underline": True},
    7: {"reverse": True}, 22: {"bold": False, "faint": False}, 23: {"italic": False},
    24: {"underline": False}, 27: {"reverse": False},
}  # fmt: skip


def coloured(text: str) -> list[Styled]:
    """The text without sequences, in pieces of one style each."""
    if "\x1b" not in text and "^[[" not in text:
        return [Styled("", text)]
    return list(_pieces(text))


def _pieces(text: str) -> Iterator[Styled]:
    style, at = _Style(), 0
    for match in _SEQUENCE.finditer(text):
        if match.start() > at:
            yield Styled(style.css, text[at : match.start()])
        if match["final"] == "m":
            style = _after(style, match["numbers"])
        at = match.end()
    if at < len(text):
        yield Styled(style.css, text[at:])


def _after(style: _Style, numbers: str) -> _Style:
    """The style after a sequence; numbers that mean nothing here are passed over."""
    codes = [int(part or 0) for part in re.split("[;:]", numbers[:100])]
    at = 0
    while at < len(codes):
        code = codes[at]
        if code in (38, 48):
            colour, at = _long(codes, at + 1)
            style = replace(style, colour=colour) if code == 38 else style
        elif code == 0:
            style = _Style()
        elif code in _SWITCHES:
            style = replace(style, **_SWITCHES[code])
        elif 30 <= code <= 37 or 90 <= code <= 97:
            style = replace(style, colour=_NAMES[code % 10])
        elif code == 39:
            style = replace(style, colour="")
        at += 1
    return style


def _long(codes: Sequence[int], at: int) -> tuple[str, int]:
    """The colour behind `5;N` or `2;R;G;B`, and where its last number stands."""
    if codes[at : at + 1] == [5] and len(codes) > at + 1:
        return _of_256(codes[at + 1]), at + 1
    if codes[at : at + 1] == [2] and len(codes) > at + 3:
        return _nearest(*codes[at + 1 : at + 4]), at + 3
    return "", at


def _of_256(number: int) -> str:
    if number < 16:
        return _NAMES[number % 8]
    if number >= _GREY_FROM:
        return "white" if number > _GREY_FROM + 11 else "black"
    number -= 16
    return _nearest(_CUBE[number // 36 % 6], _CUBE[number // 6 % 6], _CUBE[number % 6])


def _nearest(red: int, green: int, blue: int) -> str:
    """The colour whose parts are those that are more than half of the greatest."""
    most = max(red, green, blue)
    if most - min(red, green, blue) < _DULL:
        return "white" if most > 127 else "black"
    return _NAMES[sum(bit for part, bit in ((red, 1), (green, 2), (blue, 4)) if part > most / 2)]
