"""Definitions of commands within a formula.

What they define is known before any formula is read, by `commands`; so they are read over, and
what cannot be known ends the reading.
"""

from __future__ import annotations

import re

from diascope.formulas.katex.errors import RefusedError, UnsureError
from diascope.formulas.katex.tables import tables
from diascope.formulas.katex.tokens import END, Tokens

_NO_NAME = frozenset(("\\", "{", "}", "$", "&", "#", "^", "_", END))
_COUNT = re.compile(r"\s*[0-9]+\s*")


def new_command(tokens: Tokens, name: str) -> None:
    """Read over `\\newcommand` and its like."""
    target = tokens.argument(name)
    if len(target) != 1:
        raise RefusedError(f"`{name}` lacks the name of a command")
    if name == r"\newcommand" and tables().knows(target[0]):
        raise RefusedError(f"`{target[0]}` is there already: `\\renewcommand` changes it")
    if name == r"\renewcommand":
        raise UnsureError
    if tokens.argument(name) == ["["]:
        count = ""
        while (token := tokens.next()) not in {"]", END}:
            count += token
        if not _COUNT.fullmatch(count):
            raise RefusedError(f"`{name}` lacks the number of arguments in brackets")
        tokens.argument(name)
    _check_known(tokens, target[0])


def define(tokens: Tokens, name: str) -> None:
    """Read over `\\def` and its like."""
    target = tokens.pop()
    if target in _NO_NAME:
        raise RefusedError(f"`{name}` lacks the name of a command")
    number = 0
    while (token := tokens.peek()) != "{":
        tokens.pop()
        if token == END:
            raise RefusedError(f"`{name}` lacks what `{target}` stands for")
        if token == "#":
            number += 1
            if tokens.peek() != "{" and tokens.pop() != str(number):
                raise RefusedError(f"`{name}` numbers its arguments otherwise than `#1#2`")
    tokens.argument(name)
    _check_known(tokens, target)


def _check_known(tokens: Tokens, target: str) -> None:
    """End the reading where nobody knows what the command stands for from now on."""
    command = tokens.commands.get(target)
    if command is None or command.body is None:
        raise UnsureError
