"""One line of a shown output against one that was printed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from diascope.commands.captures import CAPTURE, PRINTED
from diascope.verify.masks import masked_phrases, same_kind

ANY_LINES = frozenset({"...", "[...]"})
"""A line that stands for any lines, also none."""
_ANY_WORDS = frozenset({"...", "[...]", "[..]"})
_ANY_CHARS = "[..]"
_BLANKS = re.compile(r"[ \t]{2,}")
Values = Mapping[str, str]
"""What was captured, by name."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What is taken for equal."""

    masks: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """Kinds of words of the user's, by name."""
    unordered: bool = False
    """Whether the lines may come in any order."""
    folder: str = ""
    """The temporary folder of the run."""


def match_line(shown: str, printed: str, rules: Rules, values: Values) -> Values | None:
    """The values with those that the line captures, where the two lines are equal; else None.

    1. literally;
    2. without blanks at the end, and with runs of two or more blanks as equal;
    3. word by word, with masks on both sides, `...` for words and `[..]` for characters.
    """
    if shown == printed or _spaced(shown) == _spaced(printed):
        return values
    ours, theirs = _words(shown, rules), _words(printed, rules)
    if not _ANY_WORDS.isdisjoint(ours):
        return _with_gaps(ours, theirs, rules, values)
    if len(ours) != len(theirs):
        return None
    return _in_row(ours, theirs, rules, values)


def _spaced(line: str) -> str:
    return _BLANKS.sub("  ", line.rstrip())


def _words(line: str, rules: Rules) -> list[str]:
    if rules.folder and rules.folder in line:
        line = line.replace(rules.folder, "/tmp/diascope-________/work")
    return masked_phrases(line).split()


def _in_row(
    shown: Sequence[str], printed: Sequence[str], rules: Rules, values: Values
) -> Values | None:
    """The values, where each word is equal to the one at its place."""
    for ours, theirs in zip(shown, printed, strict=True):
        found = _match_word(ours, theirs, rules, values)
        if found is None:
            return None
        values = found
    return values


def _with_gaps(
    shown: Sequence[str], printed: Sequence[str], rules: Rules, values: Values
) -> Values | None:
    """The same, where some of the words shown stand for any, also none."""
    rows, row = list[list[str]](), list[str]()
    for word in shown:
        if word in _ANY_WORDS:
            rows.append(row)
            row = []
        else:
            row.append(word)
    first, *middle = rows
    if len(first) + len(row) > len(printed):
        return None
    found = _in_row(first, printed[: len(first)], rules, values)
    at, end = len(first), len(printed) - len(row)
    for part in middle:
        if found is None:
            return None
        places = range(at, end - len(part) + 1)
        tries = ((n, _in_row(part, printed[n : n + len(part)], rules, found)) for n in places)
        hit = next(((n, made) for n, made in tries if made is not None), None)
        if hit is None:
            return None
        at, found = hit[0] + len(part), hit[1]
    return None if found is None or at > end else _in_row(row, printed[end:], rules, found)


def _match_word(shown: str, printed: str, rules: Rules, values: Values) -> Values | None:
    if shown == printed:
        return values
    names = [name for name in CAPTURE.findall(shown) if name not in PRINTED]
    if names or _ANY_CHARS in shown:
        return _captured(shown, printed, values)
    return values if same_kind(shown, printed, rules.masks) else None


def _captured(shown: str, printed: str, values: Values) -> Values | None:
    """The values with what `<name>` stands for; a name that has a value stands for that."""
    pattern, seen = "", set[str]()
    for text in re.split(r"(<[a-z][a-z0-9_-]*>|\[\.\.\])", shown):
        capture = CAPTURE.fullmatch(text)
        name = capture[1] if capture and capture[1] not in PRINTED else ""
        if text == _ANY_CHARS:
            pattern += ".*?"
        elif name in seen:
            pattern += f"(?P=g{len(seen)})" if len(seen) == 1 else ".+?"
        elif name and name in values:
            pattern += re.escape(values[name])
        elif name:
            seen.add(name)
            pattern += f"(?P<g{len(seen)}>.+?)"
        else:
            pattern += re.escape(text)
    match = re.fullmatch(pattern, printed)
    if match is None:
        return None
    return {**values, **dict(zip(_in_order(shown, values), match.groups(), strict=False))}


def _in_order(shown: str, values: Values) -> list[str]:
    """The names that a word captures anew, each once, in order."""
    names = dict.fromkeys(CAPTURE.findall(shown))
    return [name for name in names if name not in values and name not in PRINTED]
