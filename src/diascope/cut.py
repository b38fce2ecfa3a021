"""Cutting a deck into pieces that can be read by themselves: the slide is the unit.

A piece begins at a heading or a ruler that no block encloses.  Reading the pieces one by one
gives what reading the whole gives, so the rules here may cut too little, never too much: where
something may be open (a fence, a div, an HTML element, a comment, a metadata block, a TeX
environment, a table that runs over blank lines) nothing is cut until it is closed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from diascope.dialect.fence import closing_line as closing_fence
from diascope.dialect.fenced_div import CLOSE as DIV_CLOSE
from diascope.dialect.heading import ATX
from diascope.dialect.html_tags import BLOCKS, EITHER
from diascope.dialect.lines import Lines
from diascope.dialect.ruler import RULER
from diascope.dialect.yaml_block import closing_line as closing_yaml
from diascope.model import Piece
import itertools

_VOID = {"hr", "col", "embed", "area", "meta"}
_ELEMENTS = re.compile(rf"<(/?)({'|'.join(sorted((BLOCKS | EITHER) - _VOID))})(?![\w:-])", re.I)
_CODE_SPAN = re.compile(r"(`+)[^`]+?\1")
_BEGIN = re.compile(r"\\begin\{([A-Za-z]+\*?)\}")
_DIV_OPEN = re.compile(r":::+[ \t]*[^\s:]")
_DASHES = re.compile(r" {0,3}-{2,}[- ]*$")
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*$")
_MARKS = frozenset("#`~:<-=*_\\")


def cut(lines: Sequence[str], first: int = 0) -> tuple[Piece, ...]:
    """The pieces of these lines; `first` is the line of the file that the first of them is."""
    if not lines:
        return ()
    starts = [0, *(at for at in _cuts(Lines(list(lines))) if at > 0), len(lines)]
    return tuple(
        Piece("\n".join(lines[start:end]), first + start)
        for start, end in itertools.pairwise(starts)
    )


@dataclass(slots=True)
class _Open:
    """What is open at a line."""

    divs: int = 0
    elements: dict[str, int] = field(default_factory=dict)

    def anything(self) -> bool:
        return self.divs > 0 or any(count > 0 for count in self.elements.values())


def _cuts(lines: Lines) -> list[int]:
    found, open_, line = list[int](), _Open(), 0
    while line < len(lines):
        text = lines[line]
        mark = text.lstrip(" ")[:1]
        if mark not in _MARKS and "<" not in text:
            if _is_underlined(lines, line) and _is_free(lines, line) and not open_.anything():
                found.append(line)
            line += 1
            continue
        end = _region_end(lines, line)
        if end is not None:
            line = end + 1
            continue
        if not open_.anything() and _is_free(lines, line) and _is_cut(lines, line):
            found.append(line)
        _track(open_, text)
        line += 1
    return found


def _is_free(lines: Lines, line: int) -> bool:
    return line == 0 or not lines[line - 1].strip()


def _is_cut(lines: Lines, line: int) -> bool:
    """Whether a heading or a ruler begins here, given that a blank line stands before."""
    text = lines[line]
    if ATX.match(text) or _is_underlined(lines, line):
        return True
    return RULER.match(text) is not None and (line + 1 >= len(lines) or not lines[line + 1].strip())


def _is_underlined(lines: Lines, line: int) -> bool:
    """Whether an underlined heading begins here; a dashed line may also belong to a table."""
    if line + 1 >= len(lines) or not lines[line].strip():
        return False
    return lines[line + 1].startswith("=") and _UNDERLINE.match(lines[line + 1]) is not None


def _region_end(lines: Lines, line: int) -> int | None:
    """The last line of a region that begins here and in which nothing is cut."""
    text = lines[line]
    bare = text.lstrip(" ")
    if bare.startswith(("```", "~~~")):
        return _fence_end(lines, line)
    if "<!--" in text:
        return _comment_end(lines, line)
    if bare.startswith("\\begin"):
        found = _BEGIN.match(bare)
        return _line_with(lines, line, f"\\end{{{found[1]}}}") if found else None
    if text.startswith("-") or bare.startswith("--"):
        return _dashes_end(lines, line)
    return None


def _fence_end(lines: Lines, line: int) -> int | None:
    marks = re.match(r" *(`{3,}|~{3,})", lines[line])
    return closing_fence(lines, line + 1, marks[1]) if marks else None


def _comment_end(lines: Lines, line: int) -> int | None:
    """The line on which a comment that is still open at the end of this line closes."""
    rest = lines[line].rpartition("<!--")[2]
    return None if "-->" in rest else _line_with(lines, line + 1, "-->")


def _line_with(lines: Lines, start: int, mark: str) -> int | None:
    return lines.find(start, mark, lambda text: mark in text)


def _dashes_end(lines: Lines, line: int) -> int | None:
    """The end of a metadata block, or of a table whose rows may be parted by blank lines."""
    end = closing_yaml(lines, line)
    if end is not None:
        return end
    is_table = _DASHES.match(lines[line]) and line + 1 < len(lines) and lines[line + 1].strip()
    if not is_table or ATX.match(lines[line + 1]):
        return None
    return next((at for at in range(line + 1, len(lines)) if _DASHES.match(lines[at])), None)


def _track(open_: _Open, text: str) -> None:
    if text.startswith(":::"):
        if DIV_CLOSE.match(text):
            open_.divs = max(0, open_.divs - 1)
        elif _DIV_OPEN.match(text):
            open_.divs += 1
    if "<" in text:
        for found in _ELEMENTS.finditer(_CODE_SPAN.sub("", text) if "`" in text else text):
            name = found[2].lower()
            step = -1 if found[1] else 1
            open_.elements[name] = max(0, open_.elements.get(name, 0) + step)
