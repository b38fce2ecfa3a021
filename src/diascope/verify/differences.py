"""The difference between the output that a slide shows and the one that was printed, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diascope.verify.compare import Comparison

_AROUND = 2
"""Equal lines that are shown on either side of a difference."""
_COLOURS = {"-": "\x1b[31m{}\x1b[0m", "+": "\x1b[32m{}\x1b[0m", " ": "{}", "…": "\x1b[2m{}\x1b[0m"}


def difference(comparison: Comparison, colour: bool = False) -> str:
    """The lines that differ, those shown with `-` and those printed with `+` before them.

    Of equal lines only those near a difference are kept.
    """
    lines = list(_signed(comparison))
    near = {
        at + offset
        for at, (sign, _) in enumerate(lines)
        if sign != " "
        for offset in range(-_AROUND, _AROUND + 1)
    }
    out = list[str]()
    for at, (sign, text) in enumerate(lines):
        if at in near:
            paint = _COLOURS[sign] if colour else "{}"
            out.append(paint.format(f"{sign} {_plain(text)}".rstrip()))
        elif out and at - 1 in near:
            out.append(_COLOURS["…"].format("  …") if colour else "  …")
    return "\n".join(out)


def _signed(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """Each line with its sign; what a wildcard stands for is left out."""
    removed: list[str] = []
    added: list[str] = []
    for pair in comparison.pairs:
        if pair.is_equal and pair.shown is not None:
            yield from _changes(removed, added)
            removed, added = [], []
            yield " ", pair.shown
        elif not pair.is_equal:
            removed += [pair.shown] if pair.shown is not None else []
            added += pair.actual
    yield from _changes(removed, added)


def _changes(removed: Iterable[str], added: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from (("-", line) for line in removed)
    yield from (("+", line) for line in added)


def _plain(text: str) -> str:
    """The text without characters that would steer a terminal."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text.expandtabs(8))
