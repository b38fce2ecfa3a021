"""The arguments of functions, each read as what it is to be."""

from __future__ import annotations

import re
from collections.abc import Callable

from diascope.formulas.katex.errors import RefusedError, UnsureError
from diascope.formulas.katex.nodes import Node
from diascope.formulas.katex.reader import Reader
from diascope.formulas.katex.tables import Function
from diascope.formulas.katex.tokens import END

_COLOR = re.compile(r"#[a-f0-9]{3,4}|#[a-f0-9]{6}|#[a-f0-9]{8}|[a-f0-9]{6}|[a-z]+", re.IGNORECASE)
_SIZE = re.compile(r"[-+]? *(?:\d+(?:\.\d*)?|\.\d+) *([a-z]{2})")
_BARE_SIZE = re.compile(r"[-+]? *(?:|(?:\d+(?:\.\d*)?|\.\d*) *[a-z]{0,2} *)")
_UNITS = frozenset("pt mm cm in bp pc dd cc nd nc sp px ex em mu".split())
_MAX_SIZE = 40
"""Characters that a size without braces may have for us to read it."""


def arguments(reader: Reader, name: str, function: Function) -> list[Node]:
    """The arguments of a function, without optional ones that are not there."""
    given = list[Node]()
    is_sqrt = function.kind == "sqrt"
    for at in range(function.optional + function.arguments):
        kind = function.types[at] if at < len(function.types) else ""
        if (not kind and "primitive" in function.flags) or (is_sqrt and at == 1 and not given):
            kind = "primitive"
        read = _READERS.get(kind, _same)
        found = read(reader, name, at < function.optional)
        given += [found] if found else []
    return given


def size(reader: Reader, owner: str, is_optional: bool) -> Node | None:
    """A length; one without braces ends where it is no length any more."""
    tokens = reader.tokens
    tokens.skip_spaces()
    if not is_optional and tokens.peek() != "{":
        text = _bare_size(reader)
    else:
        found = _words(reader, owner, is_optional)
        if found is None:
            return None
        text = found if found or is_optional else "0pt"
    unit = _SIZE.search(text)
    if unit is None or unit[1] not in _UNITS:
        raise RefusedError(f"`{owner}` lacks a size such as `1em`")
    return Node("size", text)


def _bare_size(reader: Reader) -> str:
    text = ""
    while (token := reader.peek()) != END and _BARE_SIZE.fullmatch(text + token):
        text += token
        reader.skip()
        if len(text) > _MAX_SIZE:
            raise UnsureError
    return text


def _words(reader: Reader, owner: str, is_optional: bool) -> str | None:
    """The tokens of an argument as they are, macros replaced."""
    if not reader.tokens.scan(owner, is_optional=is_optional):
        return None
    words = list[str]()
    while (token := reader.peek()) != END:
        words.append(token)
        reader.skip()
    reader.skip()
    return "".join(words)


def _color(reader: Reader, owner: str, is_optional: bool) -> Node | None:
    found = _words(reader, owner, is_optional)
    if found is not None and not _COLOR.fullmatch(found):
        raise RefusedError(f"`{owner}` lacks a color")
    return Node("color") if found is not None else None


def _verbatim(signs: str) -> Callable[[Reader, str, bool], Node | None]:
    """Reads an argument in which these signs mean nothing special."""

    def read(reader: Reader, owner: str, is_optional: bool) -> Node | None:
        tokens = reader.tokens
        if "~" not in signs:
            tokens.skip_spaces()
        tokens.verbatim = signs
        found = _words(reader, owner, is_optional)
        tokens.verbatim = ""
        return Node("words", found) if found is not None else None

    return read


def _formula(mode: str) -> Callable[[Reader, str, bool], Node | None]:
    """Reads an argument in a mode."""

    def read(reader: Reader, owner: str, is_optional: bool) -> Node | None:
        if not reader.tokens.scan(owner, is_optional=is_optional):
            return None
        last = reader.switched(mode or reader.tokens.mode)
        body = reader.expression(until=END)
        where = f"cannot stand in an argument of `{owner}`"
        reader.expect(END, "", where)
        reader.switched(last)
        return Node("group", body=body)

    return read


def _primitive(reader: Reader, owner: str, is_optional: bool) -> Node | None:
    found = reader.group(argument_of=owner)
    if found is None or (found.kind == "internal" and owner != r"\mathchoice"):
        raise RefusedError(f"`{owner}` lacks an argument")
    return found


_same = _formula("")
_READERS: dict[str, Callable[[Reader, str, bool], Node | None]] = {
    "color": _color,
    "size": size,
    "url": _verbatim("%~"),
    "raw": _verbatim("%"),
    "math": _formula("math"),
    "text": _formula("text"),
    "hbox": _formula("text"),
    "primitive": _primitive,
}
