"""The lines being read as blocks, where reading stands, and the tokens so far.

Quotes, list items and notes take their lines out and are read again by themselves; divs and HTML
elements stay open until their end is reached; and a block may end in the middle of a line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from markdown_it.ruler import StateBase

from diascope.diagnostics import Diagnostic, Place
from diascope.diagnostics.place import Origin
from diascope.dialect.definitions import Definitions
from diascope.dialect.lines import Lines
from diascope.dialect.tokens import Token
from diascope.reading.source import TAB, from_column

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

MAX_NESTING = 32
"""Quotes, items and notes deeper than this are read as text, so that reading stays linear."""
MOST_CUTS = 200
LONG_LINE = 10_000
"""After so many blocks on one line, the rest of a line that is still so long stays HTML.

It keeps reading linear; what a program wrote on one line is not meant to be read as Markdown.
"""


@dataclass(frozen=True, slots=True)
class Scope:
    """What encloses the lines being read; Pandoc calls it the parser's context."""

    in_list: bool = False
    """Whether the lines belong to a list item or a definition."""
    divs: int = 0
    """How many fenced divs are open."""
    html: str = ""
    """The HTML block element that is open, so that its closing tag ends what is inside."""
    depth: int = 0
    """How many quotes, list items and notes enclose these lines."""

    def inside(self, in_list: bool | None) -> Scope:
        """The scope of lines one container deeper; `None` leaves open whether it is a list item."""
        in_item = self.in_list if in_list is None else in_list
        return Scope(in_item, self.divs, self.html, self.depth + 1)


@dataclass(slots=True)
class Reading:
    """What one reading of a piece gathers beside its tokens."""

    origin: Origin = field(default_factory=Origin)
    """The piece's identity."""
    definitions: Definitions = field(default_factory=Definitions)
    """Link, footnote and example definitions found so far."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    """What is wrong with the text."""
    macros: Mapping[str, str] = field(default_factory=dict)
    """Commands that begin or end formulas, with the TeX that they stand for."""
    tabbed: Mapping[int, str] = field(default_factory=dict)
    """The lines of the piece that hold tabs, as they are in the file."""


@dataclass(frozen=True, slots=True)
class Container:
    """A div or HTML element that encloses the blocks up to its end."""

    opening: Token
    """The token that opens it; its place says where."""
    ends: Callable[[BlockState, Container], bool]
    """Close it where its end begins the current line, and go past that; or say False."""
    abandon: Callable[[BlockState, Container], None]
    """Close it where the lines come to an end before it does."""
    outer: Scope
    """What encloses it."""
    indent: int = 0
    """Spaces that every block within may begin with."""


class _Reader(Protocol):
    """What reads all blocks of a state: `blocks.BlockParser`."""

    def read(self, state: BlockState) -> None:
        """Read all blocks of the lines."""


class BlockState(StateBase):
    """The lines being read, where reading stands, and the tokens so far."""

    def __init__(
        self,
        lines: Lines,
        md: MarkdownIt,
        reading: Reading,
        first: int = 0,
        scope: Scope | None = None,
    ) -> None:
        super().__init__("", md, {})
        self.lines = lines
        self.line = 0
        self.first = first
        """The line of the piece that the first of these is."""
        self.scope = scope or Scope()
        self.reading = reading
        self.tokens: list[Token] = []
        self.containers: list[Container] = []
        self.end_tags: dict[str, int] = defaultdict(int)
        self._cuts: dict[int, int] = defaultdict(int)
        self._midline = -1
        """The line in the midst of which a block has ended last."""

    def place(self, line: int, end: int = 0, column: int | None = None) -> Place:
        """The place in the piece of these lines; without a column that of the first line's text."""
        lines, first = self.lines, self.first
        if line >= len(lines):
            line = len(lines) - 1
        start = lines.columns[line]
        if start is not None:
            start += lines.indent(line) if column is None else column
        return Place(self.reading.origin, first + line, first + (end or line + 1), start)

    def push(
        self, type_: str, tag: str, nesting: int, line: int | None = None, end: int = 0
    ) -> Token:
        """A new block token at the end, which stands on these lines."""
        return self.push_at(
            self.place(self.line if line is None else line, end), type_, tag, nesting
        )

    def push_at(self, place: Place, type_: str, tag: str, nesting: int) -> Token:
        """A new block token at the end, which stands where another does, such as its opening."""
        token = Token(type_, tag, nesting, block=True, place=place)  # type: ignore[arg-type]
        self.tokens.append(token)
        return token

    def text(self, content: str, line: int, end: int, column: int | None = None) -> Token:
        """An `inline` token whose text is read later, when all definitions are known.

        The text begins on `line` at this column, or where the line's own text does.
        """
        return self.text_at(self.place(line, end, column), content, line)

    def text_at(self, place: Place, content: str, line: int) -> Token:
        """An `inline` token that stands where another does; its text begins on `line`."""
        token = Token("inline", "", 0, content=content, children=[], block=True, place=place)
        if "\n" in content:
            token.rows = (token.place, *self._rows(content, line))
        self.tokens.append(token)
        return token

    def _rows(self, content: str, line: int) -> Iterator[Place]:
        """The place of each further line of a text, the column where the line begins with it."""
        for at, text in enumerate(content.split("\n")[1:], line + 1):
            known = at < len(self.lines) and self.lines[at].startswith(text)
            column = self.lines.columns[at] if known else None
            number = self.first + min(at, len(self.lines) - 1)
            yield Place(self.reading.origin, number, number + 1, column)

    def code(self, line: int, skip: int = 0) -> str:
        """A line from this character on, with the tabs that it has in the file."""
        text, start = self.lines[line][skip:], self.lines.columns[line]
        whole = self.reading.tabbed.get(self.first + line)
        if whole is None or start is None:
            return text
        original = from_column(whole, start + skip)
        spread = (" " * (start + skip) + original).expandtabs(TAB)[start + skip :]
        return original if spread == text else text

    def finish(self, opening: Token, closing: Token | None = None) -> None:
        """Let a block end where reading stands, blank lines not counted."""
        end = self.line + (self.line == self._midline)
        begin = opening.place.begin - self.first
        while end > begin + 1 and self.lines.blank(end - 1):
            end -= 1
        origin, first, last, column, _ = opening.place
        if last != self.first + end:
            opening.place = Place(origin, first, self.first + end, column)
        if closing and closing.nesting < 0:
            closing.place = opening.place

    def open(self, container: Container, scope: Scope) -> None:
        """Read what follows as the inside of a container."""
        self.containers.append(container)
        self.scope = scope

    def nested(
        self,
        lines: list[str],
        line: int,
        in_list: bool | None = None,
        columns: Sequence[int | None] | None = None,
    ) -> list[Token]:
        """The tokens of lines taken out of a quote, item or note that begins on `line`.

        Each is the rest of the line at its place, or `columns` say where it begins in that.
        """
        scope = self.scope.inside(in_list)
        taken = Lines(lines, self._starts(lines, line) if columns is None else columns)
        inner = BlockState(taken, self.md, self.reading, self.first + line, scope)
        parser: _Reader = self.md.block  # type: ignore[assignment]
        parser.read(inner)
        return inner.tokens

    def _starts(self, lines: Sequence[str], line: int) -> list[int | None]:
        """Where lines begin that are what is left of the lines from `line` on."""
        starts: list[int | None] = []
        for at, text in enumerate(lines, line):
            whole = self.lines[at] if at < len(self.lines) else ""
            column = self.lines.columns[at] if whole.endswith(text) and whole else None
            starts.append(None if column is None else column + len(whole) - len(text))
        return starts

    def blank(self, line: int) -> bool:
        """Whether this line is blank; past the end it counts as blank."""
        return self.lines.blank(line)

    def skip_blank(self, line: int) -> int:
        """The next line that is not blank."""
        return self.lines.next_text(line)

    def rest(self, line: int, column: int) -> None:
        """Go on at this column of this line, as if the line began there."""
        remainder = self.lines[line][column:]
        self._cuts[line] += 1
        if self._cuts[line] > MOST_CUTS and len(remainder) > LONG_LINE:
            self.push("html_block", "", 0, line).content = remainder
            self.line = line + 1
        elif remainder.strip(" \t"):
            self.end_midline(line, column)
        else:
            self.line = line + 1

    def end_midline(self, line: int, column: int) -> None:
        """Go on in the midst of a line, where a block has ended."""
        self.lines.shorten(line, column)
        self.line = self._midline = line

    def report(self, code: str, place: Place, message: str, hint: str = "") -> None:
        """Note a mistake."""
        self.reading.diagnostics.append(Diagnostic(code, place, message, hint))
