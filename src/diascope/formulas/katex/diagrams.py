"""Commutative diagrams: the arrows of the environment `CD`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diascope.formulas.katex.errors import RefusedError
from diascope.formulas.katex.nodes import Node

_WITH_LABELS = frozenset("<>AV")
_WITHOUT = frozenset("=|.")


def check_arrows(row: Iterable[Node]) -> None:
    """Whether every `@` begins an arrow, as in `@>label>label>` and `@=`."""
    nodes = iter(row)
    for node in nodes:
        if not _is(node, "@"):
            continue
        arrow = next(nodes, None)
        if arrow is None or arrow.kind != "symbol" or arrow.text not in _WITH_LABELS | _WITHOUT:
            raise RefusedError("`@` begins an arrow and lacks one of `<>AV=|.`")
        if arrow.text in _WITH_LABELS:
            _pass_label(nodes, arrow.text)
            _pass_label(nodes, arrow.text)


def _pass_label(nodes: Iterator[Node], sign: str) -> None:
    for node in nodes:
        if _is(node, sign):
            return
        if _is(node, "@"):
            break
    raise RefusedError(f"an arrow `@{sign}` lacks another `{sign}`")


def _is(node: Node, sign: str) -> bool:
    return node.kind == "symbol" and node.text == sign
