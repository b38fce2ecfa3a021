"""Cutting a deck into pieces that can be read by themselves: the slide is the unit.

A piece begins at a heading or a ruler that no block encloses.  Reading the pieces one by one
gives what reading the whole gives, so the rules here may cut too little, never too much: where
something may be open (a fence, a div, an HTML element, a comment, a metadata block, a TeX
environment, a table that runs over blank lines) nothing is cut until it is closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from diascope.dialect.fence import closing_line as closing_fence
from diascope.dialect.fenced_div import CLOSE as DIV_CLOSE
from diascope.dialect.heading import ATX
from diascope.dialect.html_tags import BLOCKS, EITHER, VOID
from diascope.dialect.lines import Lines
from diascope.dialect.list_markers import DEFINITION, starts_list
from diascope.dialect.ruler import RULER
from diascope.dialect.yaml_block import closing_line as closing_yaml
from diascope.parse.piece import Piece
from diascope.patterns import lazy_pattern

_ELEMENTS = BLOCKS | EITHER
_TAG = lazy_pattern(r"<(/?)([a-z][a-z0-9]*+)(?![\w:-])", re.I)
_CODE_SPAN = lazy_pattern(r"(`+)[^`]+?\1")
_FENCE = lazy_pattern(r" *(`{3,}|~{3,})")
_BEGIN = lazy_pattern(r".*?\\(?:begin\{([A-Za-z]+\*?)\}|start(\[[\w ]*\]|[A-Za-z]+))")
_DIV_OPEN = lazy_pattern(r":::+[ \t]*[^\s:]")
_DASHES = lazy_pattern(r" {0,3}-[- ]*$")
_UNDERLINE = lazy_pattern(r"=+[ \t]*$")
_TEXT = lazy_pattern(r"\w[^<>`\\]*$")
"""A line that goes on with a paragraph or begins one, and cannot end anything else."""
_AMBIGUOUS = lazy_pattern(r"```|~~~|<|:::|\\(?:begin|start)")
_MARKS = frozenset("#`~:<-=*_")


def cut(lines: Sequence[str], first: int = 0) -> tuple[Piece, ...]:
    """The pieces of these lines; `first` is the line of the file that the first of them is."""
    if not lines:
        return ()
    starts = [0, *(at for at in _cuts(Lines(list(lines))) if at > 0), len(lines)]
    return tuple(Piece("\n".join(lines[at:end]), first + at) for at, end in pairwise(starts))


def _cuts(lines: Lines) -> Iterator[int]:
    """The lines on which a piece begins."""
    opened, line, held = _Opened(), 0, -1

    def may_cut(line: int) -> bool:
        return not opened.names and line > held and _is_free(lines, line)

    while line < len(lines):
        text = lines[line]
        if text[:1] not in _MARKS and "<" not in text and "\\" not in text and "`" not in text:
            if _is_underlined(lines, line) and may_cut(line):
                yield line
            opened.pass_text(text)
            line += 1
            continue
        if line <= held and _AMBIGUOUS.search(text):
            return  # it means one thing in a table and another in text
        end = _region_end(lines, line)
        if end is not None:
            line = end + 1
            continue
        if may_cut(line) and _is_cut(lines, line):
            yield line
        held = max(held, _dashed_end(lines, line))
        opened.pass_marks(text, lines[line + 1] if line + 1 < len(lines) else "")
        line += 1


class _Opened:
    """The divs and elements that are open, each within those before it."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._has_list = False

    def pass_text(self, text: str) -> None:
        """Go past a line without tags and fences."""
        if self.names and starts_list(text):
            self._has_list = True

    def pass_marks(self, text: str, following: str) -> None:
        """Go past a line that may open or close something."""
        self.pass_text(text)
        if text.startswith(":::"):
            if DIV_CLOSE.match(text):
                self._close(":::")
            elif _DIV_OPEN.match(text):
                self.names.append(":::")
        if "<" in text:
            self._pass_tags(text, following)
        self._has_list = self._has_list and bool(self.names)

    def _pass_tags(self, text: str, following: str) -> None:
        for tag in _TAG.finditer(_CODE_SPAN.sub("", text) if "`" in text else text):
            name = tag[2].lower()
            if name not in _ELEMENTS:
                continue
            if not tag[1]:
                # an element without an end matters only to what it stands in, or what is indented
                if name not in VOID or self.names or following.startswith(" "):
                    self.names.append(name)
            elif not (self._has_list and text.startswith(" ")):
                # where a list may go on, an indented end tag may be its text
                self._close(name)

    def _close(self, name: str) -> None:
        if self.names and self.names[-1] == name:
            self.names.pop()


def _is_free(lines: Lines, line: int) -> bool:
    return line == 0 or not lines[line - 1].strip()


def _is_cut(lines: Lines, line: int) -> bool:
    """Whether a heading or a ruler begins here, given that a blank line stands before."""
    text = lines[line]
    if any(map(DEFINITION.match, lines[line : line + 3])):
        return False  # it may be a term, or what defines one
    if ATX.match(text) or _is_underlined(lines, line):
        return True
    return text[:1] != " " and RULER.match(text) is not None and lines.blank(line + 1)


def _is_underlined(lines: Lines, line: int) -> bool:
    """Whether a heading underlined with `=` begins here; a dashed line may belong to a table."""
    if line + 1 >= len(lines) or lines[line][:1] in ("", " ") or starts_list(lines[line]):
        return False
    return lines[line + 1].startswith("=") and _UNDERLINE.match(lines[line + 1]) is not None


def _region_end(lines: Lines, line: int) -> int | None:
    """The last line of a region that begins here and in which nothing is cut."""
    text = lines[line]
    if fence := _FENCE.match(text):
        return closing_fence(lines, line + 1, fence[1])
    if "<!--" in text and "-->" not in text.rpartition("<!--")[2]:
        return lines.find(line + 1, "-->", lambda text: "-->" in text)
    if "\\" in text and (begin := _BEGIN.match(text)):
        return _environment_end(lines, line, begin)
    if _DASHES.match(text) and _is_free(lines, line):
        return closing_yaml(lines, line)
    return None


def _environment_end(lines: Lines, line: int, begin: re.Match[str]) -> int | None:
    end = f"\\end{{{begin[1]}}}" if begin[1] else f"\\stop{begin[2]}"
    return lines.find(line, end, lambda text: end in text)


def _dashed_end(lines: Lines, line: int) -> int:
    """The end of metadata or of a table with blank lines, if one may begin here; or this line.

    What stands in it is looked at all the same, since the dashes may underline a heading.
    """
    if not _DASHES.match(lines[line]) or lines.blank(line + 1):
        return line
    if line and _TEXT.match(lines[line - 1]):
        return line  # they belong to the text above
    metadata = closing_yaml(lines, line)
    if metadata is not None:
        return metadata
    end = lines.find(line + 1, "dashes", _DASHES.match)
    if end is None or lines.blank(end + 1):
        return end or line
    # what stands between may be a header, and rows follow
    return lines.find(end + 1, "dashes", _DASHES.match) or end
