"""Regular expressions that are compiled when they are first used, and not when modules are loaded.

The dialect has hundreds of patterns, and a deck needs a third of them: compiling all of them took
a fifth of the time of a small build.
"""

from __future__ import annotations

import re
from typing import cast

_METHODS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")


def lazy_pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern as `re.compile` makes it, compiled when something is first asked of it.

    Functions of `re` that take a compiled pattern do not take it: use its methods.
    """
    return cast("re.Pattern[str]", _Lazy(text, flags))


class _Lazy:
    """Stands in for a pattern, whose methods become its own attributes once it is compiled."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
