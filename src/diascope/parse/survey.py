"""The first reading of a file: its pieces' blocks and what they define, their text unread."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from diascope.cache.memory import Memory
from diascope.diagnostics import Diagnostics
from diascope.diagnostics.place import Anchor, Origin
from diascope.dialect import reader
from diascope.dialect.attributes import Attributes
from diascope.dialect.block_state import BlockState, Reading
from diascope.dialect.blocks import BlockParser
from diascope.dialect.definitions import Definitions, Note, Target, label_key
from diascope.dialect.extensions import DEFAULT
from diascope.dialect.inline_state import Context
from diascope.dialect.inlines import plain_text, read_inlines
from diascope.dialect.lines import Lines
from diascope.dialect.tokens import Token
from diascope.parse.identifiers import identifier
from diascope.parse.leftovers import leftovers
from diascope.parse.piece import Piece
from diascope.parse.recut import Cut, recut

_NONE: Mapping[str, str] = MappingProxyType({})
_NO_LINES: Mapping[int, str] = MappingProxyType({})


class Heading(NamedTuple):
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

    origin: Origin
    """What the places of its tokens are counted in."""
    tokens: tuple[Token, ...]
    """Block tokens; the text of `inline` tokens is not read yet."""
    definitions: Definitions
    """What the piece defines."""
    headings: tuple[Heading, ...]
    """Its headings, in order, those in divs and lists included."""
    diagnostics: Diagnostics
    """What is wrong with its blocks."""
    kinds: frozenset[str]
    """The types of its tokens."""


class PieceError(Exception):
    """A piece could not be read, by a mistake of ours; the cause tells which."""

    def __init__(self, anchor: Anchor) -> None:
        super().__init__(f"{anchor.path}:{anchor.line + 1}")
        self.anchor = anchor
        """Where the piece stands."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A file's pieces, each read by itself."""

    pieces: tuple[Piece, ...]
    """The pieces."""
    reads: tuple[PieceRead, ...]
    """What each of them holds."""

    def tokens(self, kind: str) -> Iterator[Token]:
        """The block tokens of this type, in order."""
        for read in self.reads:
            if kind in read.kinds:
                yield from (token for token in read.tokens if token.type == kind)

    def anchors(self, path: Path) -> dict[Origin, Anchor]:
        """Where each piece stands, given the file that they are cut from."""
        both = zip(self.pieces, self.reads, strict=True)
        return {read.origin: Anchor(path, piece.line) for piece, read in both}


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of a file, as it is cut and read."""

    lines: Sequence[str]
    """Its lines, with spaces for tabs."""
    first: int = 0
    """The line that its pieces begin with, below a title block."""
    path: Hashable = ""
    """What tells it from other files."""
    originals: Sequence[str] = ()
    """Its lines with their tabs; none where it holds no tab."""
    macros: Mapping[str, str] = field(default_factory=dict)
    """Commands that begin or end formulas, with the TeX that they stand for."""

    def tabbed(self, piece: Piece) -> tuple[tuple[int, str], ...]:
        """The lines of a piece that hold tabs, by number in the piece."""
        lines = self.originals[piece.line : piece.line + piece.text.count("\n") + 1]
        return tuple((at, line) for at, line in enumerate(lines) if "\t" in line)


def survey(file: FileText, memory: Memory) -> Survey:
    """Cut a file into pieces and read the blocks of each.

    The cut of the file's last version is what an edit starts from.  Pieces of one text are read
    once each, since each stands in a place of its own.
    """
    last = memory.get(("cut", file.path), list[Cut])
    last[:] = [recut(file.lines[file.first :], file.first, last[0] if last else None)]
    pieces, times = last[0].pieces, dict[str, int]()
    texts = list[tuple[str, int, tuple[tuple[int, str], ...]]]()
    for piece in pieces:
        number = times.get(piece.text, 0)
        texts.append((piece.text, number, file.tabbed(piece) if file.originals else ()))
        times[piece.text] = number + 1

    def read(item: tuple[str, int, tuple[tuple[int, str], ...]]) -> PieceRead:
        try:
            return read_piece(item[0], file.macros, dict(item[2]))
        except Exception as error:
            raise PieceError(
                Anchor(Path(str(file.path)), pieces[texts.index(item)].line)
            ) from error

    row = ("read", file.path, *file.macros.items())
    return Survey(pieces, tuple(memory.each(row, texts, read)))


def read_piece(
    text: str, macros: Mapping[str, str] = _NONE, tabbed: Mapping[int, str] = _NO_LINES
) -> PieceRead:
    """Read the blocks of one piece, given its lines that hold tabs as they are in the file."""
    md, reading = reader(), Reading(macros=macros, tabbed=tabbed)
    ended = text if text.endswith("\n") else text + "\n"
    state = BlockState(Lines(ended.split("\n")), md, reading)
    parser = md.block
    assert isinstance(parser, BlockParser)
    parser.read(state)
    headings = tuple(headings_of(state.tokens, _Nothing()))
    notes = chain.from_iterable(note.tokens for note in reading.definitions.notes.values())
    tokens = chain(state.tokens, notes)
    found = leftovers(text.split("\n"), tokens, reading.origin, reading.diagnostics)
    kinds = frozenset(token.type for token in state.tokens)
    return PieceRead(
        reading.origin,
        tuple(state.tokens),
        reading.definitions,
        headings,
        tuple(found),
        kinds,
    )


def headings_of(tokens: Sequence[Token], context: Context) -> Iterator[Heading]:
    """The headings among the tokens; their identifiers depend on metadata alone."""
    for i, token in enumerate(tokens):
        if token.type == "heading_open":
            attributes, raw = token.meta["attributes"], token.meta["raw"]
            assert isinstance(attributes, Attributes)
            text = tokens[i + 1]
            words, _ = read_inlines(text.content, reader(), context, (text.place,))
            yield Heading(attributes.id, identifier(plain_text(words)), label_key(raw))


class _Nothing:
    """A context that knows nothing: identifiers do not depend on definitions."""

    extensions = DEFAULT

    def link(self, label: str) -> Target | None:
        """No link is defined."""

    def near(self, label: str) -> str | None:
        """No link is defined."""

    def note(self, label: str) -> Note | None:
        """No footnote is defined."""

    def example(self, label: str) -> int | None:
        """No example is numbered."""

    def variable(self, name: str) -> str | None:
        """No metadata is known."""

    def macro(self, name: str) -> str | None:
        """No command begins a formula."""
