"""Macros that are no text to be put in, but work out what to put in."""

from __future__ import annotations

from diascope.formulas.katex.definitions import new_command
from diascope.formulas.katex.errors import RefusedError
from diascope.formulas.katex.tokens import END, Program, Tokens

_DIGITS = {"'": "01234567", '"': "0123456789abcdefABCDEF"}


def _first_of_two(tokens: Tokens, name: str) -> None:
    first = tokens.argument(name)
    tokens.argument(name)
    tokens.push(first)


def _second_of_two(tokens: Tokens, name: str) -> None:
    tokens.argument(name)
    tokens.push(tokens.argument(name))


def _if_next(tokens: Tokens, name: str) -> None:
    wanted, then, otherwise = (tokens.argument(name) for _ in range(3))
    tokens.skip_spaces()
    tokens.push(then if [tokens.peek()] == wanted else otherwise)


def _text_or_math(tokens: Tokens, name: str) -> None:
    in_text, in_math = (tokens.argument(name) for _ in range(2))
    tokens.push(in_text if tokens.mode == "text" else in_math)


def _character(tokens: Tokens, name: str) -> None:
    """`\\char` with a number, or a backquote and the character."""
    first = tokens.pop()
    if first == "`":
        if tokens.pop() == END:
            raise RefusedError(r"`\char` lacks a number")
    else:
        digits = _DIGITS.get(first, "0123456789")
        if first not in _DIGITS:
            tokens.push([first])
        if tokens.peek() not in set(digits):
            raise RefusedError(r"`\char` lacks a number")
        while tokens.peek() in set(digits):
            tokens.pop()
    tokens.push([r"\@char", "{", "6", "5", "}"])


def _tag(tokens: Tokens, name: str) -> None:
    tag = tokens.argument(r"\tag")
    if tokens.tag:
        raise RefusedError(r"there is more than one `\tag`")
    tokens.push([r"\gdef", r"\df@tag", "{", r"\text", "{", *tag, "}", "}"])


def _nothing(tokens: Tokens, name: str) -> None:
    tokens.argument(name)


def _braket(tokens: Tokens, name: str) -> None:
    """`\\Set` and its like: the bars in the argument grow with its brackets."""
    left, bar, double, right, inside = (tokens.argument(name) for _ in range(5))
    filled, rest, is_done = list[str](), inside[::-1], False
    while rest:
        token = rest.pop()
        if token == "|" and double and rest[-1:] == ["|"]:
            token = "\\" + rest.pop()
        if not is_done and (token == "|" or (token == r"\|" and double)):
            filled += bar if token == "|" else double
            is_done = name == r"\bra@set"
        else:
            filled.append(token)
    tokens.push([*left, *filled, *right])


PROGRAMS: dict[str, Program] = {
    r"\@firstoftwo": _first_of_two,
    r"\@secondoftwo": _second_of_two,
    r"\@ifnextchar": _if_next,
    r"\TextOrMath": _text_or_math,
    r"\char": _character,
    r"\tag@literal": _tag,
    r"\bra@ket": _braket,
    r"\bra@set": _braket,
    r"\newcommand": new_command,
    r"\renewcommand": new_command,
    r"\providecommand": new_command,
    r"\message": _nothing,
    r"\errmessage": _nothing,
}
