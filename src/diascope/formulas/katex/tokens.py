"""TeX's tokens: a formula cut up, and macros replaced by what they stand for.

This follows KaTeX's Lexer and MacroExpander.  A token is its text; the end of the formula, or of
an argument, is the empty one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from diascope.formulas.katex.commands import Command
from diascope.formulas.katex.errors import RefusedError, UnsureError
from diascope.formulas.katex.tables import tables

END = ""
_MAX_EXPANSIONS = 1000
"""KaTeX gives up after as many."""
_MOVES_OF_EACH, _MOVES = 50, 20_000
"""How often a token may be put back, so that nested arguments cannot cost more and more."""
_TOKEN = re.compile(
    r"([ \r\n\t]+)"
    r"|(\\(?:\n|[ \r\t]+\n?)[ \r\t]*)"
    r"|(\\(?!verb(?![a-zA-Z]))[a-zA-Z@]+)[ \r\n\t]*"
    r"|(?:[!-\[\]-\u2027\u202a-\ud7ff\uf900-\uffff]|[\U00010000-\U0010ffff])[\u0300-\u036f]*"
    r"|\\verb\*([\s\S])[^\r\n]*?\4|\\verb([^*a-zA-Z])[^\r\n]*?\5|\\verb"
    r"|\\[\s\S]"
)
_PARAMETER = re.compile(r"#([1-9])")


_INSTEAD = {
    r"\dots": r"\ldots",
    r"\dotso": r"\ldots",
    r"\dotsc": r"\ldots",
    r"\cdots": r"\@cdots",
}
"""Macros whose programs matter to the eye alone."""

Program = Callable[["Tokens", str], None]
"""What a macro of a name does to the tokens after it."""


@lru_cache(maxsize=2048)
def _cut(tex: str) -> tuple[str, ...]:
    """The tokens of what a macro stands for."""
    tokens = Tokens(tex, {}, {})
    cut = list[str]()
    while (token := tokens.pop()) != END:
        cut.append(token)
    return tuple(cut)


class Tokens:
    """The tokens of a formula, one after the other, and those that were put back."""

    def __init__(
        self, tex: str, commands: Mapping[str, Command], programs: Mapping[str, Program]
    ) -> None:
        self.tex = tex
        self.commands = commands
        self._programs = programs
        self._macros = tables().macros
        self.position = 0
        self.back: list[str] = []
        self.mode = "math"
        self.verbatim = ""
        """Signs that mean nothing special now, of `%` and `~`."""
        self.rows = 0
        """How many arrays are open, in which `\\cr` ends a row."""
        self.tag: list[str] = []
        """What `\\tag` puts beside the formula, or its row."""
        self._expansions = 0
        self._moves = _MOVES_OF_EACH * len(tex) + _MOVES

    def peek(self) -> str:
        """The next token, as it is written."""
        if not self.back:
            self.back.append(self._cut_one())
        return self.back[-1]

    def pop(self) -> str:
        """The next token, as it is written, which is then read."""
        return self.back.pop() if self.back else self._cut_one()

    def push(self, tokens: Sequence[str]) -> None:
        """Put tokens before those that come."""
        self._moves -= len(tokens)
        if self._moves < 0:
            raise UnsureError
        self.back.extend(reversed(tokens))

    def next(self) -> str:
        """The next token that is no macro, which is then read."""
        while True:
            token = self.pop()
            expand = self._expansion(token)
            if expand is None:
                return token
            self._expansions += 1
            if self._expansions > _MAX_EXPANSIONS:
                raise UnsureError
            expand()

    def skip_spaces(self) -> None:
        """Read over spaces."""
        while self.peek() == " ":
            self.back.pop()

    def argument(self, owner: str, closing: str = "") -> list[str]:
        """The tokens of an argument of `owner`: one, a group, or all up to a closing token."""
        if not closing:
            self.skip_spaces()
            if self.peek() != "{":
                return [self._single(owner)]
            self.pop()
        found = list[str]()
        depth = 0
        while depth or (token := self.peek()) != (closing or "}"):
            token = self.pop()
            depth += (token == "{") - (token == "}")
            if token == END or depth < 0:
                raise RefusedError(f"`{'[' if closing else '{'}` is never closed")
            found.append(token)
        self.pop()
        return found

    def scan(self, owner: str, *, is_optional: bool) -> bool:
        """Put an end after the argument that comes; whether there is one."""
        if not is_optional:
            found = self.argument(owner)
        else:
            self.skip_spaces()
            if self.peek() != "[":
                return False
            self.pop()
            found = self.argument(owner, "]")
            if found[:1] == ["{"] and found[-1] == "}":
                found = found[1:-1]
        self.back.append(END)
        self.push(found)
        return True

    def _single(self, owner: str) -> str:
        token = self.pop()
        if token in {END, "}"}:
            raise RefusedError(f"`{owner}` lacks an argument")
        return token

    def _cut_one(self) -> str:
        """The next token of the text itself."""
        while self.position < len(self.tex):
            found = _TOKEN.match(self.tex, self.position)
            if found is None:
                code = ord(self.tex[self.position])
                raise RefusedError(f"the character U+{code:04X} cannot stand in a formula")
            self.position = found.end()
            if found[0] == "%" and "%" not in self.verbatim:
                line_end = self.tex.find("\n", self.position)
                self.position = line_end + 1 if line_end >= 0 else len(self.tex)
                continue
            return " " if found[1] else "\\ " if found[2] else found[3] or found[0]
        return END

    def _expansion(self, token: str) -> Callable[[], None] | None:
        """What replaces a token, if it is a macro."""
        if token in self.commands:
            command = self.commands[token]
            return lambda: self._replace(token, command.body, command.arguments)
        if token == r"\cr" and self.rows:
            return lambda: self.push((r"\\", r"\relax"))
        if token not in self._macros or (token == "~" and "~" in self.verbatim):
            return None
        if token in self._programs:
            program = self._programs[token]
            return lambda: program(self, token)
        body = _INSTEAD.get(token, self._macros[token])
        return lambda: self._replace(token, body, None)

    def _replace(self, name: str, body: str | None, arguments: int | None) -> None:
        """Put what a macro stands for before the tokens that come."""
        if body is None:
            raise UnsureError
        if arguments is None:
            arguments = max(map(int, _PARAMETER.findall(body.replace("##", ""))), default=0)
        given = [self.argument(name) for _ in range(arguments)]
        cut = _cut(body)
        self.push(_filled(name, cut, given) if arguments else cut)


def _filled(name: str, body: Sequence[str], given: Sequence[Sequence[str]]) -> list[str]:
    """The tokens of a macro with its arguments in their places."""
    filled = list[str]()
    tokens = iter(body)
    for token in tokens:
        if token != "#":
            filled.append(token)
            continue
        which = next(tokens, END)
        if which == "#":
            filled.append("#")
        elif which.isdigit() and 0 < int(which) <= len(given):
            filled += given[int(which) - 1]
        else:
            raise RefusedError(f"`{name}` is defined with a `#` that is no argument")
    return filled
