"""Lines that look like a fence, a div, a heading or a list item and are read as text.

Pandoc shows such lines without a word.  They are found by what no token accounts for: whatever
rule has taken a line as its text, a marker that it begins with was not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from diascope.diagnostics import Diagnostic, Place
from diascope.diagnostics.place import Origin
from diascope.dialect.fence import opening as opening_fence
from diascope.dialect.fenced_div import opening as opening_div
from diascope.dialect.lines import Lines
from diascope.dialect.spelling import spelt, spelt_fence
from diascope.dialect.text_spans import Spans
from diascope.dialect.tokens import Token
from diascope.patterns import lazy_pattern

_MARKERS = r"(?P<lead>[ \t]*(?:(?:>|[-*+]|\d+[.)])[ \t]+)*)"
_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff"
"""Characters that look like a space or like nothing, and are no space to Markdown."""
_DIV = lazy_pattern(_MARKERS + rf"(?P<mark>:::+)[ \t{_SPACES}]*(?P<rest>.*?)[ \t]*$")
_FENCE = lazy_pattern(
    _MARKERS + r"(?P<mark>(?P<char>[`~])(?P=char){2,})(?P<rest>(?:(?!(?P=char)).)*)$"
)
_NO_SPACE = lazy_pattern(
    _MARKERS + rf"(?P<mark>#{{1,6}}|[-*+]|\d{{1,3}}[.)])(?P<space>[{_SPACES}])(?P<rest>.*\S)"
)
_GLUED = lazy_pattern(r"(?P<lead>)(?P<mark>#{2,6})(?P<space>)(?P<rest>(?:[^\W_]|[<\[*“«¿¡]).*)")
_NOTES = lazy_pattern(r"(?<![\w-])(?:speaker-?)?notes(?![\w-])", re.I)
_QUOTED = lazy_pattern(r"(?<!class)=[ ]*(?:\"[^\"]*\"|'[^']*')")
_ODD_SPACE = lazy_pattern(rf"[{_SPACES}]")
_MOST_LINES = 20
"""Lines that the attributes of a div may run over."""
_ITEMS = {"list_item_open", "list_item_close"}
_VERBATIM = {"code_block", "raw_block", "html_block", "metadata"}
"""Tokens whose lines are not read."""


@dataclass(slots=True)
class _Read:
    """What the tokens account for, by lines of the piece."""

    verbatim: set[int] = field(default_factory=set)
    """Lines of code, raw text, HTML and metadata, fences included."""
    indented: set[int] = field(default_factory=set)
    """The first lines of indented code in lists, where a div may be what is indented too far."""
    items: int = 0
    """How many list items are open."""
    inside: set[int] = field(default_factory=set)
    """Lines that begin within a formula, a comment or a code span."""
    divs: set[int] = field(default_factory=set)
    """Lines that open or close a div."""


def leftovers(
    lines: Sequence[str], tokens: Iterable[Token], origin: Origin, diagnostics: Sequence[Diagnostic]
) -> list[Diagnostic]:
    """What is wrong with a piece: what was found, and a finding for each line left as text.

    A line that closes what was left as text is no mistake of its own.
    """
    if not _may_hold_markers("\n".join(lines)):
        return list(diagnostics)
    read = _Read()
    for token in tokens:
        _account(read, token, lines)
    audit = _Audit(lines, read, origin, {one.place.begin for one in diagnostics})
    more = list(audit.findings())
    kept = (one for one in diagnostics if one.place.begin not in audit.closers)
    return [*kept, *more]


def _may_hold_markers(text: str) -> bool:
    """Whether any of `_LOOKS` may match in a text: a search for strings, as fast as there is."""
    return (
        ":::" in text
        or "```" in text
        or "~~~" in text
        or "##" in text
        or (not text.isascii() and _ODD_SPACE.search(text) is not None)
    )


def _account(read: _Read, token: Token, lines: Sequence[str]) -> None:
    if token.type in _ITEMS:
        read.items += token.nesting
    elif token.type == "inline":
        if "\n" in token.content:
            read.inside.update(_inside_spans(token))
    elif token.type in _VERBATIM:
        _, begin, end, *_ = token.place
        is_indented = token.type == "code_block" and not _FENCE.match(lines[begin])
        is_indented = is_indented and read.items > 0
        read.verbatim.update(range(begin, end))
        read.indented.update([begin] if is_indented else [])
    elif token.type == "div_open":
        _, begin, end, *_ = token.place
        _, inside = opening_div(Lines([*lines[begin : min(end, begin + _MOST_LINES)], ""]), 0) or (
            None,
            1,
        )
        read.divs.update(range(begin, begin + inside))
        # what is indented further than the div does not close it
        if lines[end - 1].find(":::") <= lines[begin].find(":::"):
            read.divs.add(end - 1)


def _inside_spans(token: Token) -> Iterator[int]:
    """The lines that begin within a span of a text."""
    spans, pos, text = Spans(token.content), 0, token.content
    for start in re.finditer(r"[`$<]", text):
        if start.start() >= pos:
            pos = spans.end(start.start())
            first = text.count("\n", 0, start.start()) + 1
            for row in range(first, first + text.count("\n", start.start(), pos)):
                yield token.rows[row].begin if row < len(token.rows) else token.place.begin + row


class _Audit:
    """Looks at the lines of a piece, in order."""

    def __init__(self, lines: Sequence[str], read: _Read, origin: Origin, known: set[int]) -> None:
        self.lines, self.read, self.origin, self.known = lines, read, origin, known
        self.closers: set[int] = set()
        """Lines that close a div that was left as text."""
        self._lost = {":": 0, "`": 0}

    def findings(self) -> Iterator[Diagnostic]:
        """A finding for each line that was left as text."""
        for line, text in enumerate(self.lines):
            for pattern, look in _LOOKS if _may_hold_markers(text) else ():
                if mark := pattern.match(text):
                    yield from look(self, line, mark)
                    break

    def div(self, line: int, mark: re.Match[str]) -> Iterator[Diagnostic]:
        """A line of colons."""
        is_code = line in self.read.indented
        if line in self.read.divs or (not is_code and line in self.read.verbatim):
            return
        if line in self.read.inside:
            return
        if not mark["rest"].strip(" :"):
            if self._lost[":"]:
                self._lost[":"] -= 1
                self.closers.add(line)
                return
            if line in self.known or is_code:
                return
        else:
            self._lost[":"] += 1
        is_notes = _NOTES.search(_QUOTED.sub("", mark["rest"])) is not None
        code = "notes-public" if is_notes else "div-text"
        message = "the colons are code here, since they are indented" if is_code else _DIV_TEXT
        message = f"{_PUBLIC}: {message}" if is_notes else message
        hint = self._div_hint(line, mark) + (_AS_CODE if is_code else "")
        yield Diagnostic(code, self._place(line, mark), message, hint)

    def fence(self, line: int, mark: re.Match[str]) -> Iterator[Diagnostic]:
        """A line of backticks or tildes."""
        if line in self.read.verbatim or line in self.read.inside:
            return
        if not mark["rest"].strip() and self._lost["`"]:
            self._lost["`"] -= 1
            return
        if line in self.known:
            return
        self._lost["`"] += 1
        message = "this line opens no code block, and is shown as text or as code in a line"
        yield Diagnostic("fence-text", self._place(line, mark), message, self._fence_hint(mark))

    def marker(self, line: int, mark: re.Match[str]) -> Iterator[Diagnostic]:
        """The marker of a heading or an item that no space follows."""
        if (
            line in self.read.verbatim
            or line in self.read.inside
            or not self._may_be_marker(line, mark)
        ):
            return
        name = "heading" if mark["mark"][0] == "#" else "list item"
        what = f"U+{ord(mark['space']):04X} is no space" if mark["space"] else "no space follows"
        message = f"the `{mark['mark']}` of this {name} is read as text: {what}"
        space = "space" if not mark["space"] else "plain space"
        words = mark["rest"].strip()
        hint = f"write a {space} after it: `{mark['mark']} {words[:30]}{'…' * (len(words) > 30)}`"
        yield Diagnostic("marker-text", self._place(line, mark), message, hint)

    def _may_be_marker(self, line: int, mark: re.Match[str]) -> bool:
        """Whether it stands where one is meant: a number or dash may go on a sentence."""
        above = self.lines[line - 1] if line else ""
        is_first = not above.strip() or re.match(r"\s*(?:[-*+#]|\d+[.)])\s", above) is not None
        return mark["mark"][0] == "#" or is_first

    def _place(self, line: int, mark: re.Match[str]) -> Place:
        column = mark.start("mark")
        length = len(self.lines[line].rstrip()) - column
        return Place(self.origin, line, line + 1, column, length)

    def _div_hint(self, line: int, mark: re.Match[str]) -> str:
        rest, colons = mark["rest"], mark["mark"]
        if rest.strip(" :") and opening_div(Lines([f"{colons} {rest}", ""]), 0) is None:
            braces, closed, text = rest.partition("}") if rest[0] == "{" else (rest, "", "")
            made = spelt(braces.rstrip(" :"))
            below = ", and the text on a line of its own below" if closed and text else ""
            return f"write `{colons} {made}`{below}" if made else "write `::: {.name}`"
        is_free = not line or line - 1 in self.read.divs
        return _where("" if is_free else self.lines[line - 1], mark["lead"])

    def _fence_hint(self, mark: re.Match[str]) -> str:
        line = f"{mark['mark']}{mark['rest']}"
        if opening_fence(Lines([line, ""]), 0) is None:
            made = spelt_fence(mark["rest"])
            return (
                f"write {mark['mark']} {made}" if made else "write a language alone, or `{.name}`"
            )
        return "leave a blank line above it, and let a line of the same marks close it"


_DIV_TEXT = "this line of colons is read as text, and is shown"
_AS_CODE = "; to show it as code, put it between lines of three backticks"
_PUBLIC = "notes would be shown to the audience"


def _where(above: str, lead: str) -> str:
    """Where a div is to stand."""
    margin = "begin it at the margin, or in a list where the text of the item begins"
    is_indented = lead[-1:] in (" ", "\t") and not lead.strip()
    if not above.strip(" >"):
        return margin if is_indented else "close what encloses it first"
    blank = "leave a blank line above it"
    return f"{blank}, and {margin}" if is_indented else blank


_Look = Callable[[_Audit, int, re.Match[str]], Iterator[Diagnostic]]
_LOOKS: tuple[tuple[re.Pattern[str], _Look], ...] = (
    (_DIV, _Audit.div),
    (_FENCE, _Audit.fence),
    (_NO_SPACE, _Audit.marker),
    (_GLUED, _Audit.marker),
)
"""What to look for, and what to say of it."""
