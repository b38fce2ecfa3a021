"""The output to show from now on: lines that still say what was printed stay as they are."""

from __future__ import annotations

from collections.abc import Iterator

from diascope.verify.compare import Comparison


def merged(comparison: Comparison) -> str:
    """The new output; the one shown, letter by letter, where the two are equal."""
    return "".join(f"{line}\n" for line in _lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    for pair in comparison.pairs:
        if pair.is_equal and pair.shown is not None:
            yield pair.shown
        elif pair.shown is None:
            yield from pair.printed
