"""Environments: rows of cells, for the most part."""

from __future__ import annotations

import re

from diascope.formulas.katex.arguments import arguments, size
from diascope.formulas.katex.diagrams import check_arrows
from diascope.formulas.katex.errors import RefusedError
from diascope.formulas.katex.nodes import Node
from diascope.formulas.katex.reader import Reader
from diascope.formulas.katex.tokens import END

_NUMBERED = frozenset("align align* gather gather* alignat alignat* equation equation*".split())
"""Environments of which every row may have a tag."""
_DISPLAY = _NUMBERED | {"split", "CD"}
"""Those that no formula in text may have."""
_COLUMNS = {"array": "lcr|:", "darray": "lcr|:", "subarray": "lc"}
"""The letters that say how columns are aligned."""
_MOST = {"split": 2, "equation": 1, "equation*": 1}
"""How many columns there may be."""
_MAX_DIGITS = 9


def environment(reader: Reader, name: str, given: list[Node], until: str | None) -> Node:
    """All from `\\begin` to `\\end`; the name alone for an `\\end`."""
    title = _name(given[0])
    if name == r"\end":
        return Node("end", title)
    known = reader.known.environments.get(title)
    if known is None:
        raise RefusedError(f"there is no environment `{title}`")
    if title in _DISPLAY and not reader.is_display:
        raise RefusedError(f"`{title}` is for formulas between `$$` alone")
    columns = arguments(reader, f"\\begin{{{title}}}", known)
    if title in _COLUMNS:
        _check_columns(title, columns[0])
    if title.endswith("matrix*"):
        _read_alignment(reader)
    widths = _rows(reader, title)
    _check_widths(title, widths, columns)
    _read_end(reader, title)
    return Node("environment")


def _name(group: Node) -> str:
    if any(node.kind != "symbol" for node in group.body):
        raise RefusedError("the name of an environment holds more than letters")
    return "".join(node.text for node in group.body)


def _read_end(reader: Reader, title: str) -> None:
    found = reader.peek()
    if found != r"\end":
        wrong = "is never closed" if found == END else f"is to be closed before `{found}`"
        raise RefusedError(f"`\\begin{{{title}}}` {wrong}")
    end = reader.group()
    if end is None or end.text != title:
        closing = end.text if end else ""
        raise RefusedError(f"`\\end{{{closing}}}` where `\\begin{{{title}}}` is to be closed")


def _check_columns(title: str, columns: Node) -> None:
    """The argument of `array`: a letter for each column."""
    for node in columns.body:
        if node.kind != "symbol" or node.text not in _COLUMNS[title]:
            raise RefusedError(f"`{title}` lacks its columns, such as `{{lcr}}`")
    if title == "subarray" and len(columns.body) > 1:
        raise RefusedError("`subarray` has one column")


def _read_alignment(reader: Reader) -> None:
    """The optional argument of `pmatrix*` and its like."""
    if reader.skip_spaces() != "[":
        return
    reader.skip()
    if reader.skip_spaces() not in {"l", "c", "r"}:
        raise RefusedError("columns are aligned by `l`, `c` or `r`")
    reader.skip()
    reader.skip_spaces()
    reader.expect("]", "`[` is never closed", "where `[` is to be closed")


def _rows(reader: Reader, title: str) -> list[int]:
    """The rows up to `\\end`: how many cells each has."""
    is_single = title.startswith("equation")
    reader.tokens.rows += not is_single
    widths = [1]
    _skip_lines(reader)
    while True:
        cell = reader.expression(until=r"\end" if is_single else r"\\")
        if title == "CD":
            check_arrows(cell)
        found = reader.peek()
        if found == r"\\":
            _next_row(reader, title)
            widths.append(1)
        elif found == "&":
            reader.skip()
            widths[-1] += 1
            if widths[-1] > _MOST.get(title, widths[-1]):
                raise RefusedError(f"`&` too often in a row of `{title}`")
        else:
            break
    _end_row(reader, title)
    reader.tokens.rows -= not is_single
    return widths


def _next_row(reader: Reader, title: str) -> None:
    reader.skip()
    if title != "CD" and reader.tokens.peek() != " ":
        size(reader, r"\\", is_optional=True)
    _end_row(reader, title)
    if title != "CD":
        _skip_lines(reader)


def _end_row(reader: Reader, title: str) -> None:
    if title in _NUMBERED:
        reader.read_tag()


def _skip_lines(reader: Reader) -> None:
    """Read over `\\hline`, which stands before a row alone."""
    if reader.skip_spaces() == r"\relax":
        reader.skip()
    while reader.skip_spaces() in {r"\hline", r"\hdashline"}:
        reader.skip()


def _check_widths(title: str, widths: list[int], columns: list[Node]) -> None:
    """Whether no row has too many cells."""
    if title == "subarray" and widths[0] > 1:
        raise RefusedError("`subarray` has one column")
    if title in {"alignat", "alignat*", "alignedat"}:
        number = "".join(node.text for node in columns[0].body)
        if not re.fullmatch("0*[1-9][0-9]*", number):
            raise RefusedError(f"`{title}` lacks the number of its columns")
        if len(number) < _MAX_DIGITS and max(widths) > 2 * int(number):
            raise RefusedError(f"`&` too often in a row of `{title}`")
