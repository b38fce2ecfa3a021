"""Code and comments that are open in lines taken one by one: there a `#` begins no heading."""

from __future__ import annotations

import re

from diascope.dialect.lines import Lines
from diascope.patterns import lazy_pattern

_OPEN = lazy_pattern(
    r" *(?P<fence>`{3,}(?=[^`]*$)|~{3,})"
    r"|.*<!--(?!.*-->)"
    r"|.*<(?P<tag>pre|script|style|textarea)\b(?!.*</(?P=tag))",
    re.I,
)


class Verbatim:
    """Whether a fence, a comment or an element such as `<pre>` is open after the lines so far."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._closes: re.Pattern[str] | None = None

    @property
    def is_open(self) -> bool:
        """Whether one is open."""
        return self._closes is not None

    def pass_line(self, text: str, line: int) -> None:
        """Go past a line, or what is left of it; what nothing closes further on does not open."""
        if self._closes is not None:
            self._closes = None if self._closes.search(text) else self._closes
        elif match := _OPEN.match(text):
            closes = re.compile(_end(match))
            if self._lines.find(line + 1, closes, closes.search) is not None:
                self._closes = closes


def _end(opening: re.Match[str]) -> str:
    """The pattern of what closes a fence, an element or a comment."""
    if marks := opening["fence"]:
        return rf"^ *{marks}{marks[0]}*[ \t]*$"
    return rf"(?i:</{opening['tag']})" if opening["tag"] else "-->"
