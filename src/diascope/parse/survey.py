"""The first reading of a file: its pieces' blocks and what they define, their text unread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from diascope.cut import cut
from diascope.dialect import reader
from diascope.dialect.attributes import Attributes
from diascope.dialect.blocks import BlockParser, BlockState, Reading
from diascope.dialect.definitions import Definitions, Finding, Note, Target, label_key
from diascope.dialect.inline_state import Context
from diascope.dialect.inlines import plain_text, read_inlines
from diascope.memory import Memory
from diascope.model import Piece
from diascope.parse.identifiers import identifier

TAB = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a piece, as far as it can be known before the whole deck is."""

    given: str
    """The identifier in its attributes, or empty."""
    made: str
    """The identifier made of its words."""
    key: str
    """Its text as a reference label."""


@dataclass(frozen=True, slots=True)
class PieceRead:
    """A piece's blocks and definitions; a function of the piece's text alone."""

    tokens: tuple[Token, ...]
    """Block tokens; the text of `inline` tokens is not read yet."""
    definitions: Definitions
    """What the piece defines."""
    headings: tuple[Heading, ...]
    """Its headings, in order, those in divs and lists included."""
    findings: tuple[Finding, ...]
    """What is wrong with its blocks."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A file's pieces, each read by itself."""

    pieces: tuple[Piece, ...]
    """The pieces."""
    reads: tuple[PieceRead, ...]
    """What each of them holds."""


def survey(lines: Sequence[str], first: int, memory: Memory) -> Survey:
    """Cut the lines of a file from line `first` on into pieces and read the blocks of each."""
    pieces = cut([line.expandtabs(TAB) for line in lines[first:]], first)
    return Survey(pieces, tuple(_read(piece.text, memory) for piece in pieces))


def _read(text: str, memory: Memory) -> PieceRead:
    return memory.get(("piece", text), lambda: read_piece(text))


def read_piece(text: str) -> PieceRead:
    """Read the blocks of one piece."""
    md, reading = reader(), Reading()
    state = BlockState(text.split("\n"), md, reading)
    parser = md.block
    assert isinstance(parser, BlockParser)
    parser.read(state)
    headings = tuple(headings_of(state.tokens, _Nothing()))
    return PieceRead(tuple(state.tokens), reading.definitions, headings, tuple(reading.findings))


def headings_of(tokens: Sequence[Token], context: Context) -> Iterator[Heading]:
    """The headings among the tokens; their identifiers depend on metadata alone."""
    for i, token in enumerate(tokens):
        if token.type == "heading_open":
            attributes, raw = token.meta["attributes"], token.meta["raw"]
            assert isinstance(attributes, Attributes)
            words, _ = read_inlines(tokens[i + 1].content, reader(), context)
            yield Heading(attributes.id, identifier(plain_text(words)), label_key(raw))


class _Nothing:
    """A context that knows nothing: identifiers do not depend on definitions."""

    def link(self, label: str) -> Target | None:
        """No link is defined."""

    def note(self, label: str) -> Note | None:
        """No footnote is defined."""

    def example(self, label: str) -> int | None:
        """No example is numbered."""

    def variable(self, name: str) -> str | None:
        """No metadata is known."""
