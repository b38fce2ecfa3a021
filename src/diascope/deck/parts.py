"""Parts of the text of a file: lines by number, and regions between marks in comments."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diascope.patterns import lazy_pattern

_NUMBERS = lazy_pattern(r"\s*(\d{1,7})\s*(?:(-)\s*(\d{1,7})?)?\s*")
_NAME = r"[\w.:/-]+"
_MARK = lazy_pattern(
    rf"""^\s*(?:[^\w\s]\W*?|[rR][eE][mM]\s+)
        (?:\[(?P<bracket>start|end):\s*(?P<first>{_NAME})\]
         |\#?(?P<word>region|endregion)\b[ \t]*(?P<second>{_NAME})?)""",
    re.X,
)
"""A line whose words begin with a mark, behind whatever begins a comment."""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of a file."""

    numbers: tuple[int, ...]
    """Which lines they are, from 0."""
    text: str
    """The lines, less the indentation that all have; each ends in a line feed."""

    @property
    def is_one_piece(self) -> bool:
        """Whether they follow one another in the file."""
        return bool(self.numbers) and self.numbers[-1] - self.numbers[0] == len(self.numbers) - 1


class LostPartError(ValueError):
    """What was asked for is not in the file; its arguments are what, and what there is instead."""


def part_of(text: str, lines: str = "", region: str = "") -> Part:
    """The lines of a text that are asked for; without a wish all but marks of regions.

    `lines` is as in `3-9,14`, counted from 1, within the region if one is named.  Raises
    `LostPartError`.
    """
    all_lines = text.removesuffix("\n").split("\n")
    numbers = _region(all_lines, region) if region else _without_marks(all_lines)
    if lines:
        whole = numbers if region else list(range(len(all_lines)))
        numbers = [whole[at] for at in _numbers(lines, len(whole))]
    chosen = "".join(f"{all_lines[number]}\n" for number in numbers)
    return Part(tuple(numbers), textwrap.dedent(chosen))


def regions(text: str) -> tuple[str, ...]:
    """The names of the regions of a text, in order."""
    marks = (_mark(line) for line in text.split("\n"))
    return tuple(dict.fromkeys(name for begins, name in filter(None, marks) if begins and name))


def _mark(line: str) -> tuple[bool, str] | None:
    """Whether a mark on the line begins a region, and its name; None where there is no mark."""
    match = _MARK.match(line)
    if match is None:
        return None
    begins = match["bracket"] == "start" or match["word"] == "region"
    name = match["first"] or match["second"] or ""
    return None if begins and not name else (begins, name)


def _without_marks(lines: Sequence[str]) -> list[int]:
    return [number for number, line in enumerate(lines) if _mark(line) is None]


def _region(lines: Sequence[str], wanted: str) -> list[int]:
    """The lines of a region; an end without a name ends the innermost one."""
    names, inside, found = list[str](), list[int](), False
    for number, line in enumerate(lines):
        mark = _mark(line)
        if mark is None:
            inside += [number] if wanted in names else []
        elif mark[0]:
            names.append(mark[1])
            found |= mark[1] == wanted
        elif mark[1] in names:
            names.reverse()
            names.remove(mark[1])
            names.reverse()
        elif names and not mark[1]:
            names.pop()
    if not found:
        raise LostPartError(f"region `{wanted}`", regions("\n".join(lines)))
    return inside


def _numbers(text: str, count: int) -> Iterator[int]:
    """The lines that a text such as `3-9,14` names, from 0."""
    for part in text.split(","):
        match = _NUMBERS.fullmatch(part)
        first = int(match[1]) if match else 0
        last = first if not match or not match[2] else int(match[3] or count)
        if not 1 <= first <= last <= count:
            raise LostPartError(f"line `{part.strip()}`", (f"1-{count}",))
        yield from range(first - 1, last)
