"""What begins a list item (Pandoc manual, "Lists", "Extension: fancy_lists", "example_lists")."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from diascope.dialect.ruler import RULER
from diascope.patterns import lazy_pattern

Style = Literal["default", "decimal", "a", "A", "i", "I", "example"]

DEFINITION = lazy_pattern(r" {0,3}[:~](?= |$)")
"""The marker of a definition."""
_BULLET = lazy_pattern(r" {0,3}[-+*](?= |$)")
_ORDERED = lazy_pattern(
    r" {0,3}(?!p\. *\d)(?P<open>\()?"
    r"(?:(?P<decimal>\d+)|(?P<default>#)|@(?P<example>[\w-]*)|(?P<letters>[A-Za-z]{1,20}))"
    r"(?P<close>[.)])(?= |$)"
)
_ROMAN = lazy_pattern(r"(?=.)(m*)(cm|cd|d?c{0,4})(xc|xl|l?x{0,4})(ix|iv|v?i{0,4})$")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


class Marker(NamedTuple):
    """The marker of a list item and where its text begins."""

    ordered: bool
    """Whether it numbers."""
    style: Style
    """How it numbers."""
    delimiter: str
    """`.`, `)` or `()`; empty for bullets and for `#.`."""
    number: int
    """The number it shows."""
    label: str
    """The label of an example, or empty."""
    content: int
    """The column at which the item's text begins."""

    @property
    def kind(self) -> tuple[bool, Style, str]:
        """Markers of one kind make one list."""
        return self.ordered, self.style, self.delimiter


def starts_list(line: str) -> bool:
    """Whether an item of a list begins on this line, or a definition."""
    found = _bullet(line) or ordered(line) or DEFINITION.match(line)
    return found is not None


def bullet(line: str) -> Marker | None:
    """The bullet at the start of a line; a ruler is none."""
    match = _bullet(line)
    return match and Marker(False, "default", "", 0, "", text_column(line, match.end()))


def _bullet(line: str) -> re.Match[str] | None:
    match = _BULLET.match(line)
    return None if match and RULER.match(line) else match


def ordered(line: str, kind: tuple[bool, Style, str] | None = None) -> Marker | None:
    """The number at the start of a line, read as one of this kind if there is one."""
    match = _ORDERED.match(line)
    if match is None or (match["open"] and match["close"] == "."):
        return None
    delimiter = "()" if match["open"] else match["close"]
    for style, number in _readings(match):
        plain = "" if style == "default" and delimiter == "." else delimiter
        marker = Marker(True, style, plain, number, match["example"] or "", 0)
        fits = kind is None or marker.kind == kind or _is_like(marker, kind)
        if fits and _is_marked(line, match.end(), marker):
            return Marker(*marker.kind, number, marker.label, text_column(line, match.end()))
    return None


def _is_like(marker: Marker, kind: tuple[bool, Style, str]) -> bool:
    """Whether the marker goes on a list of this kind: `#` any, a number one of `#`."""
    _, style, delimiter = kind
    if (marker.delimiter or ".") != (delimiter or "."):
        return False
    return marker.style == "default" or (style == "default" and marker.style == "decimal")


def _readings(match: re.Match[str]) -> list[tuple[Style, int]]:
    """How the marker can be read, the likelier first; single letters are numerals only for i."""
    if match["decimal"]:
        return [("decimal", int(match["decimal"][:9]))]
    if match["default"]:
        return [("default", 1)]
    if match["example"] is not None:
        return [("example", 1)]
    word = match["letters"]
    lower = word.lower()
    if word not in (lower, word.upper()):
        return []
    upper = word != lower
    roman = _roman(lower)
    readings: list[tuple[Style, int]] = []
    if roman and (len(word) > 1 or lower == "i"):
        readings.append(("I" if upper else "i", roman))
    if len(word) == 1:
        readings.append(("A" if upper else "a", ord(lower) - ord("a") + 1))
        if roman and lower != "i":
            readings.append(("I" if upper else "i", roman))
    return readings


def _is_marked(line: str, end: int, marker: Marker) -> bool:
    """Whether enough space follows: `B. Russell` and `V. Smith` are names, not items."""
    name_like = marker.delimiter == "." and (
        marker.style == "A"
        or (marker.style == "I" and marker.number in (1, 5, 10, 50, 100, 500, 1000))
    )
    rest = line[end:]
    return not name_like or not rest.strip() or rest.startswith("  ")


def text_column(line: str, end: int) -> int:
    """Where the text begins: after the space, and after up to three more if text follows them."""
    if end >= len(line):
        return end
    rest = line[end + 1 :]
    more = len(rest) - len(rest.lstrip(" "))
    return end + 1 + (more if more <= 3 and rest.strip() else 0)


def _roman(word: str) -> int | None:
    if not _ROMAN.match(word):
        return None
    values = [_ROMAN_VALUES[char] for char in word]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
