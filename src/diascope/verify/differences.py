"""The difference between the output that a slide shows and the one that was printed, as text."""

from __future__ import annotations

from collections.abc import Iterator

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
    for pair in comparison.pairs:
        if pair.is_equal:
            yield " ", pair.shown or ""
        elif pair.shown is not None:
            yield "-", pair.shown
        else:
            yield from (("+", line) for line in pair.printed)


def _plain(text: str) -> str:
    """The text without characters that would steer a terminal."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text.expandtabs(8))
