"""Divs that mean something: their tokens are put in the shape that style sheets and scripts expect.

A rule is a function from the tokens of one div, its opening and closing included, to others. Inner
divs come before those around them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from diascope.deck.callouts import CLASSES as CALLOUTS
from diascope.deck.callouts import callout
from diascope.deck.columns import CLASSES as COLUMNS
from diascope.deck.columns import in_columns
from diascope.deck.tabs import code_group, tabs
from diascope.deck.timeline import timeline
from diascope.dialect.attributes import Attributes
from diascope.dialect.tokens import Token
from diascope.parse.block import Block

Rule = Callable[[Sequence[Token], str], list[Token]]
"""What a div becomes, in a deck of this language."""


class _Row(NamedTuple):
    """A rule, and the classes of the divs that it is for."""

    classes: frozenset[str]
    rule: Rule


_ROWS = (
    _Row(frozenset(CALLOUTS), callout),
    _Row(COLUMNS, in_columns),
    _Row(frozenset({"tabs", "panel-tabset"}), tabs),
    _Row(frozenset({"code-group"}), code_group),
    _Row(frozenset({"timeline"}), timeline),
)
_RULES: Mapping[str, Rule] = {name: row.rule for row in _ROWS for name in row.classes}


def shaped(block: Block, language: str) -> Block:
    """The block with its divs in their shapes; the same block where none has one."""
    if not any(_rule(token) for token in block.tokens):
        return block
    out, opened = list[Token](), list[int]()
    for token in block.tokens:
        out.append(token)
        if token.type == "div_open":
            opened.append(len(out) - 1)
        elif token.type == "div_close":
            at = opened.pop()
            if rule := _rule(out[at]):
                out[at:] = rule(out[at:], language)
    attributes = out[0].meta["attributes"] if block.kind == "div" else block.attributes
    return replace(block, tokens=tuple(out), attributes=attributes)


def _rule(token: Token) -> Rule | None:
    """The rule for the div that opens here: that of its first class that has one."""
    if token.type != "div_open":
        return None
    given: Attributes = token.meta["attributes"]
    if "notes" in given.classes:
        return None
    return next((_RULES[name] for name in given.classes if name in _RULES), None)
