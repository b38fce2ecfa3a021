"""The commands that a deck defines for its formulas, as TeX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diascope.patterns import lazy_pattern

_DEFINES = lazy_pattern(
    r"\\(?:(?:re)?newcommand|providecommand|[egx]?def|let|futurelet|global|long|DeclareMathOperator)"
    r"(?![A-Za-z@])"
)


LONGEST = 10_000
"""Characters that TeX may have; KaTeX takes two seconds for a formula of so many."""


def defines(tex: str) -> bool:
    """Whether TeX defines commands, as far as its words tell."""
    return "\\" in tex and len(tex) <= LONGEST and _DEFINES.search(tex) is not None


def definitions(texts: Iterable[str]) -> Iterator[str]:
    """The definitions in raw TeX, each with the lines that its braces run over."""
    return (part for text in texts for part in _parts(text) if defines(part))


def _parts(tex: str) -> Iterator[str]:
    """The lines of TeX, those together over which braces are open."""
    held, depth = list[str](), 0
    for line in tex.split("\n"):
        held.append(line)
        depth += line.count("{") - line.count("}")
        if depth <= 0:
            yield "\n".join(held)
            held, depth = [], 0
