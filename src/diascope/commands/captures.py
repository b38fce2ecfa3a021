"""Names in angle brackets, `<pod>`: an output captures what stands there, for later commands."""

from __future__ import annotations

import re
from collections.abc import Callable

from diascope.patterns import lazy_pattern

CAPTURE = lazy_pattern(r"<([a-z][a-z0-9_-]*)>")
PRINTED = frozenset({"none", "pending", "unknown", "unset", "nil", "invalid", "missing"})
"""What programs print in angle brackets themselves."""


def captured(output: str) -> set[str]:
    """The names that an output captures."""
    return set(CAPTURE.findall(output)) - PRINTED


def with_names(script: str, value: Callable[[str], str | None]) -> str:
    """A command with a value for each name that has one."""
    if "<" not in script:
        return script

    def filled(match: re.Match[str]) -> str:
        found = value(match[1])
        return match[0] if found is None else found

    return CAPTURE.sub(filled, script)
