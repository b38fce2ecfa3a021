"""The block parser: lines in, markdown-it tokens out.

It runs markdown-it's loop, every rule in turn at the next line that is not blank, over a
state that suits Pandoc's reading: quotes, list items and notes take their lines out and are
read again by themselves; divs and HTML elements stay open until their end is reached; and a
block may end in the middle of a line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import StateBase
from markdown_it.token import Token

from diascope.dialect.definitions import Definitions, Finding
from diascope.dialect.lines import Lines

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
class Place:
    """What encloses the lines being read; Pandoc calls it the parser's context."""

    in_list: bool = False
    """Whether the lines belong to a list item or a definition."""
    divs: int = 0
    """How many fenced divs are open."""
    html: str = ""
    """The HTML block element that is open, so that its closing tag ends what is inside."""
    depth: int = 0
    """How many quotes, list items and notes enclose these lines."""

    def inside(self, in_list: bool | None) -> Place:
        """The place of lines one container deeper; `None` leaves open whether it is a list item."""
        in_item = self.in_list if in_list is None else in_list
        return Place(in_item, self.divs, self.html, self.depth + 1)


@dataclass(slots=True)
class Reading:
    """What one reading of a piece gathers beside its tokens."""

    definitions: Definitions = field(default_factory=Definitions)
    """Link, footnote and example definitions found so far."""
    findings: list[Finding] = field(default_factory=list)
    """What is wrong with the text."""


@dataclass(frozen=True, slots=True)
class Container:
    """A div or HTML element that encloses the blocks up to its end."""

    opening: Token
    """The token that opens it."""
    line: int
    """The line it begins on."""
    ends: Callable[[BlockState, Container], bool]
    """Close it where its end begins the current line, and go past that; or say False."""
    abandon: Callable[[BlockState, Container], None]
    """Close it where the lines come to an end before it does."""
    outer: Place
    """What encloses it."""
    indent: int = 0
    """Spaces that every block within may begin with."""


class BlockState(StateBase):
    """The lines being read, where reading stands, and the tokens so far."""

    def __init__(
        self,
        lines: list[str],
        md: MarkdownIt,
        reading: Reading,
        first: int = 0,
        place: Place | None = None,
    ) -> None:
        super().__init__("", md, {})
        self.lines = Lines(lines)
        self.line = 0
        self.first = first
        self.place = place or Place()
        self.reading = reading
        self.tokens: list[Token] = []
        self.containers: list[Container] = []
        self.end_tags = Counter[str]()
        self._cuts = Counter[int]()

    def push(self, type_: str, tag: str, nesting: int, line: int | None = None) -> Token:
        """A new block token at the end, mapped to the source line it begins on."""
        token = Token(type_, tag, nesting, block=True)  # type: ignore[arg-type]
        at = self.first + (self.line if line is None else line)
        token.map = [at, at + 1]
        self.tokens.append(token)
        return token

    def text(self, content: str, line: int, end: int) -> None:
        """An `inline` token whose text is read later, when all definitions are known."""
        token = Token("inline", "", 0, content=content, children=[], block=True)
        token.map = [self.first + line, self.first + end]
        self.tokens.append(token)

    def open(self, container: Container, place: Place) -> None:
        """Read what follows as the inside of a container."""
        self.containers.append(container)
        self.place = place

    def nested(self, lines: list[str], line: int, in_list: bool | None = None) -> list[Token]:
        """The tokens of lines taken out of a quote, item or note that begins on `line`."""
        place = self.place.inside(in_list)
        inner = BlockState(lines, self.md, self.reading, self.first + line, place)
        parser = self.md.block
        assert isinstance(parser, BlockParser)
        parser.read(inner)
        return inner.tokens

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
            self.lines[line] = remainder
            self.line = line
        else:
            self.line = line + 1

    def report(self, code: str, line: int, message: str, hint: str = "", column: int = 0) -> None:
        """Note a mistake on a line of this state; `column` counts from 1, 0 is unknown."""
        finding = Finding(code, self.first + line, message, hint, column)
        self.reading.findings.append(finding)


BlockRule = Callable[[BlockState], bool]
"""Read one block at `state.line`, push its tokens and go past it; or change nothing, say False."""


class BlockParser(ParserBlock):
    """markdown-it's block parser with Pandoc's rules."""

    def __init__(self, rules: Sequence[tuple[str, BlockRule, str]]) -> None:
        super().__init__()
        self.rules = tuple((rule, chars) for _, rule, chars in rules)
        self._chains: dict[str, tuple[BlockRule, ...]] = {}

    def read(self, state: BlockState) -> None:
        """Read all blocks of the lines."""
        lines, containers = state.lines, state.containers
        while (line := lines.next_text(state.line)) < len(lines):
            state.line = line
            if containers and _leave(state, containers[-1]):
                continue
            self._block(state)
        while containers:
            container = containers.pop()
            state.place = container.outer
            container.abandon(state, container)

    def _block(self, state: BlockState) -> None:
        """Read the one block that begins at `state.line`."""
        for rule in self._chain(state.lines[state.line].lstrip(" ")[:1]):
            if rule(state):
                return
        raise AssertionError("the paragraph rule takes any line")

    def _chain(self, char: str) -> tuple[BlockRule, ...]:
        key = "0" if char.isdecimal() else "a" if char.isalnum() else char
        found = self._chains.get(key)
        if found is None:
            found = tuple(rule for rule, chars in self.rules if not chars or key in chars)
            self._chains[key] = found
        return found


def _leave(state: BlockState, container: Container) -> bool:
    """Whether the innermost container ends here; if so, it is left."""
    if container.indent:
        line = state.lines[state.line]
        indent = min(container.indent, len(line) - len(line.lstrip(" ")))
        state.lines[state.line] = line[indent:]
    if not container.ends(state, container):
        return False
    state.containers.pop()
    state.place = container.outer
    return True
