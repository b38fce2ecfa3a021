"""Findings as they are presented: those of one kind in one file gathered behind the first three."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from diascope.diagnostics import Diagnostic, Diagnostics, display_name

SHOWN = 3
"""Findings of one kind in one file that are shown in full."""
_MOST_LINES = 12
"""Lines of others that are listed."""


def gathered(diagnostics: Iterable[Diagnostic]) -> Diagnostics:
    """The findings in the order of files and lines, at most four of a kind for each file.

    A kind is a code.  The fourth finding tells how many more there are and on which lines, and
    has the hint where all share one, which the others then lack.
    """
    groups = dict[tuple[object, str], list[Diagnostic]]()
    for one in sorted(diagnostics, key=_place):
        groups.setdefault((one.path, one.code), []).append(one)
    found = [one for group in groups.values() for one in _presented(group)]
    return tuple(sorted(found, key=lambda one: (display_name(one.path), *_place(one))))


def _place(one: Diagnostic) -> tuple[int, int]:
    return one.place.begin, one.place.column or 0


def _presented(group: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    if len(group) <= SHOWN:
        yield from group
        return
    hints = {one.hint for one in group}
    shared = hints.pop() if len(hints) == 1 else ""
    for one in group[:SHOWN]:
        yield replace(one, hint="") if shared else one
    more = group[SHOWN:]
    message = f"{len(more)} more like these{_lines(more)}"
    yield replace(more[0], message=message, hint=shared, label="", excerpt="")


def _lines(group: Iterable[Diagnostic]) -> str:
    """On which lines these are."""
    lines = [str(line) for line in dict.fromkeys(one.line for one in group) if line]
    if not lines:
        return ""
    if len(lines) > _MOST_LINES:
        return f", on {len(lines)} lines from {lines[0]} to {lines[-1]}"
    word = "line" if len(lines) == 1 else "lines"
    return f", on {word} {', '.join(lines)}"
