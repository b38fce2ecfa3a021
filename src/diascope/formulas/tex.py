"""What is wrong with a formula, as far as that can be seen without typesetting it.

Formulas are typeset by KaTeX in the browser, and a build runs no JavaScript.  So a formula is read
here as KaTeX reads it.  Where KaTeX would refuse it, braces, `\\left` and `\\right`, `\\begin` and
`\\end` that do not pair are named first, for that is what people get wrong.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

from diascope.formulas.katex import Command, commands_in, refusal

_TOKEN = re.compile(r"%[^\n]*|\\(?:[A-Za-z@]+\*?|[\s\S])|[{}]")
_ENVIRONMENT = re.compile(r"\s*\{([^{}]*)\}")
_PLAIN = re.compile(r"[A-Za-z0-9 \n\t+\-*/=<>()\[\]|,.;:!?]*")
_OPENING = {"}": "{", r"\right": r"\left"}
_OURS = (
    Command(r"\mbox", 1, r"\text{#1}"),
    Command(r"\ensuremath", 1, "#1"),
    Command(r"\label", 1, ""),
)
"""The commands that static/js/math.js adds."""


def commands_defined(tex: str) -> frozenset[Command]:
    """The commands that TeX defines."""
    return frozenset(commands_in(tex)) if "\\" in tex else frozenset()


@lru_cache(maxsize=4096)
def mistake_in(tex: str, is_display: bool, defined: Set[Command] = frozenset()) -> str:
    """The first mistake in a formula, in a few words; empty where none is seen."""
    if _PLAIN.fullmatch(tex):
        return ""
    refused = refusal(tex, _by_name(frozenset(defined)), is_display=is_display)
    return refused and (_unpaired(tex) or refused)


@lru_cache(maxsize=64)
def _by_name(defined: frozenset[Command]) -> dict[str, Command]:
    """The commands by name; what one of several definitions means cannot be told."""
    found = dict[str, Command]()
    for command in (*_OURS, *defined):
        is_first = command.name not in found
        found[command.name] = command if is_first else Command(command.name)
    return found


def _unpaired(tex: str) -> str:
    """A brace, `\\left` or environment without its other half."""
    open_ = list[str]()
    for found in _TOKEN.finditer(tex):
        token = found[0]
        named = _ENVIRONMENT.match(tex, found.end()) if token in {r"\begin", r"\end"} else None
        name = f"{{{named[1] if named else ''}}}"
        if token in {"{", r"\left"}:
            open_.append(token)
        elif token == r"\begin":
            open_.append(token + name)
        elif token in {"}", r"\right", r"\end"}:
            closing = token + name if token == r"\end" else token
            opening = _OPENING.get(token, r"\begin" + name)
            if not open_:
                return f"`{closing}` closes nothing"
            if open_[-1] != opening:
                return f"`{closing}` where `{open_[-1]}` is to be closed"
            open_.pop()
    return f"`{open_[-1]}` is never closed" if open_ else ""
