"""The output that a slide gets when it is updated."""

from collections.abc import Iterator

from diascope.verify.compare import Comparison, Pair, compare


def merged(comparison: Comparison) -> str:
    """The output brought up to date, which compares equal with what was printed.

    A line that is equal, by a mask or a wildcard too, stays as it is written; so does `...` that
    still stands for lines. Others are as the program printed them. Where such a text would mean
    something else, because its names get other values without the lines that went, the output is
    all as printed.
    """
    text = "\n".join(line for pair in comparison.pairs for line in _lines(pair))
    if comparison.is_equal or "<" not in text:
        return text
    actual = "\n".join(line for pair in comparison.pairs for line in pair.actual)
    is_right = compare(text, actual, comparison.rules, comparison.given).is_equal
    return text if is_right else actual


def _lines(pair: Pair) -> Iterator[str]:
    """The lines that come of a pair."""
    if not pair.is_equal:
        yield from pair.actual
    elif pair.shown is not None:
        yield pair.shown
