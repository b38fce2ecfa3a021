"""Regular expressions with one of their signs left out."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator

_SIGNS = re.compile(r"\\.|[+*?|^$()\[\]]")
_MARKS = re.compile(r"\\[A-Za-z(\[.|]|\(\?|\[\^|\]\*|\]\+|\.\*|\w\+|^\^|\$$")
"""What shows that a text is an expression."""


def is_pattern(text: str) -> bool:
    """Whether a text looks like a regular expression."""
    return len(text) > 2 and _MARKS.search(text) is not None and _compiles(text)


def other_patterns(text: str) -> Iterator[str]:
    """The expressions that are left without a sign of this one, which may be an escaped one."""
    for found in _SIGNS.finditer(text):
        other = text[: found.start()] + text[found.end() :]
        if _compiles(other):
            yield other


def _compiles(text: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            re.compile(text)
        except (re.error, FutureWarning, DeprecationWarning):
            return False
    return True
