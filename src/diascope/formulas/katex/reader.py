"""Reads a formula as KaTeX's Parser does, and finds what it would refuse.

An expression is a row of atoms; an atom is a group with its indices; a group is what stands in
braces, a function with its arguments, or a symbol.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

from diascope.formulas.katex.errors import RefusedError, UnsureError
from diascope.formulas.katex.nodes import Node
from diascope.formulas.katex.tables import Function, tables
from diascope.formulas.katex.tokens import END, Tokens

_MAX_NESTING = 40
_ENDS = frozenset(("}", r"\endgroup", r"\end", r"\right", "&"))
_SUBSCRIPTS = re.compile("[₊₋₌₍₎₀-₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ]")
_MARKS = re.compile("[\u0300-\u036f]+$")
_VERBATIM = re.compile(r"\\verb[^a-zA-Z]")
_LIMITS = frozenset((r"\limits", r"\nolimits"))
_INDEXED = Node("indexed")
_CLOSING = {"{": "}", r"\begingroup": r"\endgroup"}

Handler = Callable[["Reader", str, list[Node], str | None], Node]
"""Makes a node of a function's name, its arguments, and the token at which what follows ends."""


class Reader:
    """Reads one formula."""

    def __init__(
        self,
        tokens: Tokens,
        arguments: Callable[[Reader, str, Function], list[Node]],
        handlers: Mapping[str, Handler],
        *,
        is_display: bool,
    ) -> None:
        self.tokens = tokens
        self.is_display = is_display
        self._arguments = arguments
        self._handlers = handlers
        self.known = tables()
        self.fences = 0
        """How many `\\left` are open."""
        self._after_base = self.known.scripts | _LIMITS | {"^", "_", "'"}
        self._ahead: str | None = None
        self._depth = 0

    @property
    def is_text(self) -> bool:
        """Whether words are read, and not a formula."""
        return self.tokens.mode == "text"

    def peek(self) -> str:
        """The next token, macros replaced."""
        if self._ahead is None:
            self._ahead = self.tokens.next()
        return self._ahead

    def skip(self) -> None:
        """Read over the next token."""
        self._ahead = None

    def skip_spaces(self) -> str:
        """The next token that is no space; those before it are read."""
        while (token := self.peek()) == " ":
            self._ahead = None
        return token

    def expect(self, token: str, at_end: str, elsewhere: str) -> None:
        """Read over a token that has to come, or say what is wrong at the end or with another."""
        found = self.peek()
        if found != token:
            raise RefusedError(at_end if found == END else f"`{found}` {elsewhere}")
        self.skip()

    def switched(self, mode: str) -> str:
        """Read on in another mode; the one until now."""
        last, self.tokens.mode = self.tokens.mode, mode
        return last

    def read_tag(self) -> None:
        """Read what `\\tag` has put beside the formula until now."""
        ahead, self._ahead = self._ahead, None
        self.tokens.push([*self.tokens.tag, "}"])
        self.tokens.tag = []
        self.expression()
        self.expect("}", "", r"cannot stand in a `\tag`")
        self._ahead = ahead

    def expression(self, *, on_infix: bool = False, until: str | None = None) -> tuple[Node, ...]:
        """The atoms up to what ends a group, or to a token or infix command."""
        self._depth += 1
        if self._depth > _MAX_NESTING:
            raise UnsureError
        body, is_text = list[Node](), self.is_text
        while True:
            token = self.peek() if is_text else self.skip_spaces()
            if token in _ENDS or token == until or (on_infix and token in _infixes()):
                break
            atom = self.atom(until)
            if atom is None:
                break
            if atom.kind != "internal":
                body.append(atom)
        self._depth -= 1
        return _without_infix(body)

    def atom(self, until: str | None) -> Node | None:
        """A group with its indices."""
        base = self.group(until)
        if self.is_text or (base and base.kind == "internal"):
            return base
        above = below = False
        while True:
            token = self.skip_spaces()
            if token not in self._after_base:
                break
            if token in _LIMITS:
                if base is None or base.kind not in {"op", "operatorname"}:
                    raise RefusedError(f"`{token}` has to follow an operator such as `\\sum`")
                self.skip()
                continue
            is_script = token in self.known.scripts
            is_below = token == "_" or (is_script and _is_subscript(token))
            if not is_script and (below if is_below else above):
                raise RefusedError("double subscript" if is_below else "double superscript")
            below, above = below or is_below, above or not is_below
            self._index(token, is_below=is_below)
        if base and base.kind == "infix" and (above or below):
            raise RefusedError("an index has nothing that it belongs to")
        return _INDEXED if above or below else base

    def _index(self, token: str, *, is_below: bool) -> None:
        """Read an index, which begins with this token."""
        if token in {"^", "_"}:
            self._script(token)
        elif token == "'":
            while self.peek() == "'":
                self.skip()
            if self.peek() == "^":
                self._script("^")
        else:
            while self.peek() in self.known.scripts and _is_subscript(self.peek()) == is_below:
                self.skip()

    def _script(self, sign: str) -> None:
        self.skip()
        self.skip_spaces()
        group = self.group(argument_of=sign)
        while group and group.kind == "internal":
            group = self.group(argument_of=sign)
        if group is None:
            raise RefusedError(f"`{sign}` lacks an argument")

    def group(self, until: str | None = None, argument_of: str = "") -> Node | None:
        """What stands in braces, a function, or a symbol; nothing where none begins."""
        token = self.peek()
        if token in _CLOSING:
            self.skip()
            closing = _CLOSING[token]
            body = self.expression(until=closing)
            self.expect(closing, f"`{token}` is never closed", f"where `{token}` is to be closed")
            return Node("group", body=body)
        function = self.known.functions.get(token)
        if function:
            return self._function(token, function, until, argument_of)
        found = self._symbol(token)
        if found is None and token[:1] == "\\" and token not in _LIMITS:
            is_known = self.known.knows(token)
            where = "cannot stand in text" if self.is_text else "cannot stand in a formula"
            raise RefusedError(
                f"`{token}` {where if is_known else 'is not a command that KaTeX knows'}"
            )
        return found

    def _function(self, name: str, function: Function, until: str | None, argument_of: str) -> Node:
        self.skip()
        if argument_of and "argument" not in function.flags:
            raise RefusedError(f"`{name}` has to be in braces after `{argument_of}`")
        if self.tokens.mode not in function.flags:
            where = "text" if self.is_text else "a formula"
            raise RefusedError(f"`{name}` cannot stand in {where}")
        given = self._arguments(self, name, function)
        handler = self._handlers.get(name) or self._handlers.get(function.kind)
        return handler(self, name, given, until) if handler else Node(function.kind)

    def _symbol(self, token: str) -> Node | None:
        if token not in self.known.symbols[self.tokens.mode]:
            if _VERBATIM.match(token):
                self.skip()
                return Node("verb")
            token = _MARKS.sub("", token)
            if token not in self.known.symbols[self.tokens.mode] and token[:1] <= "\x7f":
                return None
        self.skip()
        return _symbol_node(token)


@lru_cache(maxsize=1024)
def _symbol_node(token: str) -> Node:
    return Node("symbol", token)


@cache
def _infixes() -> frozenset[str]:
    """`\\over` and its like."""
    functions = tables().functions.items()
    return frozenset(name for name, function in functions if "infix" in function.flags)


def _is_subscript(character: str) -> bool:
    return _SUBSCRIPTS.match(character) is not None


def _without_infix(body: list[Node]) -> tuple[Node, ...]:
    """The atoms, or the one fraction that an infix command such as `\\over` makes of them."""
    infixes = sum(node.kind == "infix" for node in body)
    if infixes > 1:
        raise RefusedError("two commands like `\\over` in one group")
    return (Node("genfrac"),) if infixes else tuple(body)
