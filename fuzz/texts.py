"""Strategies for texts: fragments of a syntax joined at random, repeated, or put into good text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

CASES = Path(__file__).parent.parent / "tests" / "cases"
ODD = [
    "\0",
    "\ufeff",
    "\u2028",
    "\x85",
    "\x1b[31m",
    "\u202e",
    "😀",
    "e\u0301",
    "\r",
    "\r\n",
    "\x0b",
]
"""Characters that are not what they seem."""
_LONGEST = 20_000
"""Characters of a random text; `growth` sees to longer ones."""


def texts(fragments: Sequence[str], *files: str) -> SearchStrategy[str]:
    """Texts of these fragments, and of cases in files below `tests/cases`, with changes."""
    pieces = st.sampled_from([*fragments, *ODD])
    ways = [
        st.lists(pieces, max_size=60).map("".join),
        _repeated(pieces),
        st.text(max_size=60),
        st.lists(st.one_of(pieces, st.text(max_size=5)), max_size=20).map("".join),
    ]
    if files:
        ways.append(_changed(files, pieces))
    return st.one_of(ways)


@st.composite
def _repeated(draw: DrawFn, pieces: SearchStrategy[str]) -> str:
    """A few fragments, each up to thousands of times."""
    parts = draw(st.lists(st.tuples(pieces, st.integers(1, 12)), min_size=1, max_size=4))
    return "".join(piece * 2**power for piece, power in parts)[:_LONGEST]


@st.composite
def _changed(draw: DrawFn, files: tuple[str, ...], pieces: SearchStrategy[str]) -> str:
    """One or two cases with parts taken out, doubled, or replaced by fragments."""
    text = "\n\n".join(draw(st.lists(st.sampled_from(_cases(files)), min_size=1, max_size=2)))
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        middle = draw(st.one_of(pieces, st.just(""), st.just(text[start:end] * 2)))
        text = text[:start] + middle + text[end:]
    return text


@cache
def _cases(files: tuple[str, ...]) -> tuple[str, ...]:
    """The inputs of the cases in files."""
    paths = sorted(path for name in files for path in CASES.glob(name))
    parts = (path.read_text("utf-8").split("\n.\n") for path in paths)
    found = tuple(given for all_of in parts for given in all_of[1::3])
    assert found, f"no cases in {files}"
    return found
