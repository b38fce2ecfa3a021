"""Values of names put into a command: `kubectl delete pod <pod>`.

A value comes out of what a program printed. So it is quoted as a POSIX shell demands it at the
place, and never becomes more than a part of a word, nor an option.
"""

import re
from collections.abc import Mapping

from diascope.patterns import lazy_pattern

_PLAIN = lazy_pattern(r"[\w@%+:,./][\w@%+:,./-]*", re.ASCII)
"""What no shell reads as more than text."""
_NAME = lazy_pattern(r"<([A-Za-z][\w-]*)>")
_PARTS = lazy_pattern(rf"""\\.|'[^']*'?|"(?:[^"\\]|\\.)*+"?|{_NAME.pattern}""", re.S)
_NESTED = lazy_pattern(r"<<|`|\$[({']|[<>]\(|(?:^|\s)#", re.M)
"""Here-documents, substitutions, comments: in them other quoting holds."""


def substitute(script: str, values: Mapping[str, str]) -> str:
    """The command with each name in angle brackets that has a value replaced by it.

    A value with characters that mean something to a shell is quoted. The name stays where that
    cannot be done for sure, in a command with here-documents, substitutions or comments, and where
    the value looks like an option.
    """
    is_nested = _NESTED.search(script) is not None

    def part(match: re.Match[str]) -> str:
        quote = match[0][0] if match[0][0] in {"'", '"'} else ""
        return _NAME.sub(lambda name: value(name, quote), match[0])

    def value(name: re.Match[str], quote: str) -> str:
        found = values.get(name[1], "-")
        if _PLAIN.fullmatch(found):
            return found
        return name[0] if is_nested or found.startswith("-") else _quoted(found, quote)

    return _PARTS.sub(part, script) if values else script


def _quoted(value: str, quote: str) -> str:
    """The value as it has to be written between such quotes, or outside of any."""
    if quote == '"':
        return re.sub(r'([\\"$`])', r"\\\1", value)
    inside = value.replace("'", "'\\''")
    return inside if quote else f"'{inside}'"
