"""Functions that do more than to take their arguments."""

from __future__ import annotations

from diascope.formulas.katex.arguments import size
from diascope.formulas.katex.definitions import define
from diascope.formulas.katex.environments import environment
from diascope.formulas.katex.errors import RefusedError, UnsureError
from diascope.formulas.katex.nodes import Node
from diascope.formulas.katex.reader import Handler, Reader
from diascope.formulas.katex.tokens import END


def _check_delimiter(reader: Reader, name: str, node: Node) -> None:
    if node.kind != "symbol" or node.text not in reader.known.delimiters:
        wrong = f", which `{node.text}` is not" if node.text else ""
        raise RefusedError(f"`{name}` lacks a bracket or another delimiter{wrong}")


def _sized(reader: Reader, name: str, given: list[Node], until: str | None) -> Node:
    """`\\big` and its like, with a delimiter."""
    _check_delimiter(reader, name, given[0].core)
    return Node("delimsizing")


def _left(reader: Reader, name: str, given: list[Node], until: str | None) -> Node:
    """All up to `\\right`."""
    _check_delimiter(reader, name, given[0])
    reader.fences += 1
    reader.expression()
    reader.fences -= 1
    found = reader.peek()
    if found != r"\right":
        wrong = "is never closed" if found == END else f"is to be closed before `{found}`"
        raise RefusedError(rf"`\left` {wrong}")
    reader.group()
    return Node("leftright")


def _right(reader: Reader, name: str, given: list[Node], until: str | None) -> Node:
    _check_delimiter(reader, name, given[0])
    return Node("leftright-right")


def _middle(reader: Reader, name: str, given: list[Node], until: str | None) -> Node:
    _check_delimiter(reader, name, given[0])
    if not reader.fences:
        raise RefusedError(r"`\middle` stands outside of `\left` and `\right`")
    return Node("middle")


def _style(reader: Reader, name: str, given: list[Node], until: str | None) -> Node:
    """`\\rm` and its like, for all up to the end of the group."""
    reader.expression(on_infix=True, until=until)
    return Node("styling")


def _text_size(reader: Reader, name: str, given: list[Node], until: str | None) -> Node:
    reader.expression(until=until)
    return Node("sizing")


def _formula(reader: Reader, name: str, given: list[Node], until: str | None) -> Node:
    """A formula in words."""
    last = reader.switched("math")
    closing = {r"\(": r"\)", "$": "$"}[name]
    reader.expression(until=closing)
    reader.expect(closing, f"`{name}` is never closed", f"where `{name}` is to be closed")
    reader.switched(last)
    return Node("styling")


def _misplaced(reader: Reader, name: str, given: list[Node], until: str | None) -> Node:
    raise RefusedError(f"`{name}` cannot stand here")


def _new_line(reader: Reader, name: str, given: list[Node], until: str | None) -> Node:
    if reader.tokens.peek() == "[":
        size(reader, r"\\", is_optional=True)
    return Node("cr")


def _define(reader: Reader, name: str, given: list[Node], until: str | None) -> Node:
    """A definition; KaTeX's own macros use `\\gdef` for tags."""
    tokens = reader.tokens
    if tokens.peek() == r"\df@tag":
        tokens.pop()
        tokens.tag = tokens.argument(name)
    elif tokens.peek() == r"\@eqnsw":
        tokens.pop()
        tokens.argument(name)
    else:
        define(tokens, name)
    return Node("internal")


def _unsure(reader: Reader, name: str, given: list[Node], until: str | None) -> Node:
    raise UnsureError


HANDLERS: dict[str, Handler] = {
    "delimsizing": _sized,
    "environment": environment,
    "sizing": _text_size,
    "internal": _unsure,
    r"\def": _define,
    r"\gdef": _define,
    "verb": _misplaced,
    r"\relax": lambda *_: Node("internal"),
    r"\left": _left,
    r"\right": _right,
    r"\middle": _middle,
    r"\color": _style,
    r"\\": _new_line,
    **dict.fromkeys((r"\(", "$"), _formula),
    **dict.fromkeys((r"\)", r"\]", r"\hline", r"\hdashline"), _misplaced),
    **dict.fromkeys((r"\rm", r"\sf", r"\tt", r"\bf", r"\it", r"\cal"), _style),
    r"\displaystyle": _style,
    r"\textstyle": _style,
    r"\scriptstyle": _style,
    r"\scriptscriptstyle": _style,
}
"""Handlers by the name of a function, or by its kind."""
