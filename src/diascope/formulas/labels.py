"""Numbers of equations, one for each that has a label, in the order of the deck (LaTeX)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from diascope.patterns import lazy_pattern

_ROWS = lazy_pattern(r"\s*\\begin\{(?:align|alignat|eqnarray|flalign|gather|subequations)\*?\}")
_LABEL = lazy_pattern(r"\\label\s*\{([^{}]*)\}")
_TAG = lazy_pattern(r"\\tag\*?\s*\{([^{}]*)\}")
_REFERENCE = lazy_pattern(r"\\(?:eq)?ref\s*\{([^{}]*)\}")


def labels(formulas: Iterable[str]) -> dict[str, tuple[str, bool]]:
    """The number of every label in display formulas, and whether a tag in the formula gives it.

    The labels of one row have one number; where a label stands twice, the first counts.
    """
    found, count = dict[str, tuple[str, bool]](), 0
    for row in _rows(formulas):
        names = _LABEL.findall(row)
        if names:
            tag = _TAG.search(row)
            count += tag is None
            for name in names:
                found.setdefault(name, (tag[1], True) if tag else (str(count), False))
    return found


def _rows(formulas: Iterable[str]) -> Iterator[str]:
    """What can have a number of its own: the rows of some environments, and other formulas."""
    for tex in formulas:
        if "\\label" in tex:
            yield from tex.split(r"\\") if _ROWS.match(tex) else (tex,)


def references(tex: str) -> list[str]:
    """The labels that a formula refers to."""
    return _REFERENCE.findall(tex) if "ref" in tex else []


def as_definitions(numbers: Mapping[str, tuple[str, bool]]) -> tuple[str, ...]:
    """The numbers, as `typeset.js` reads them."""
    return tuple(
        rf"\numbered@{{{label}}}{{{number}}}{{{int(tagged)}}}"
        for label, (number, tagged) in numbers.items()
    )
