"""The first reading of a file: its pieces' blocks and what they define, their text unread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from diascope.cache.memory import Memory
from diascope.dialect import reader
from diascope.dialect.attributes import Attributes
from diascope.dialect.blocks import BlockParser, BlockState, Reading
from diascope.dialect.definitions import Definitions, Finding, Note, Target, label_key
from diascope.dialect.inline_state import Context
from diascope.dialect.inlines import plain_text, read_inlines
from diascope.parse.identifiers import identifier
from diascope.parse.piece import Piece
from diascope.parse.recut import Cut, recut

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


@dataclass(frozen=True, slots=True, eq=False)
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
    kinds: frozenset[str]
    """The types of its tokens."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A file's pieces, each read by itself."""

    pieces: tuple[Piece, ...]
    """The pieces."""
    reads: tuple[PieceRead, ...]
    """What each of them holds."""

    def with_kind(self, kind: str) -> Iterator[tuple[Piece, PieceRead]]:
        """The pieces that hold a token of this type."""
        both = zip(self.pieces, self.reads, strict=True)
        return ((piece, read) for piece, read in both if kind in read.kinds)


def survey(lines: Sequence[str], first: int, memory: Memory, name: str = "") -> Survey:
    """Cut the lines of a file from line `first` on into pieces and read the blocks of each.

    What the file of this name was the last time spares cutting it anew.
    """
    last = memory.get(("cut", name), list[Cut])
    spread = [line.expandtabs(TAB) if "\t" in line else line for line in lines[first:]]
    last[:] = [recut(spread, first, last[0] if last else None)]
    pieces = last[0].pieces
    reads = memory.each(("read", name), [piece.text for piece in pieces], read_piece)
    return Survey(pieces, tuple(reads))


def read_piece(text: str) -> PieceRead:
    """Read the blocks of one piece."""
    md, reading = reader(), Reading()
    ended = text if text.endswith("\n") else text + "\n"
    state = BlockState(ended.split("\n"), md, reading)
    parser = md.block
    assert isinstance(parser, BlockParser)
    parser.read(state)
    headings = tuple(headings_of(state.tokens, _Nothing()))
    kinds = frozenset(token.type for token in state.tokens)
    findings = tuple(reading.findings)
    return PieceRead(tuple(state.tokens), reading.definitions, headings, findings, kinds)


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
