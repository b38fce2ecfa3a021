"""The second reading: the text of a piece's blocks, in the context of the whole deck."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from diascope.cache.memory import Memory
from diascope.diagnostics import Diagnostic, Diagnostics, Place
from diascope.dialect import reader
from diascope.dialect.attributes import Attributes
from diascope.dialect.definitions import Note
from diascope.dialect.inlines import read_inlines
from diascope.dialect.notes import paragraph_of
from diascope.dialect.tokens import BARE, Token, changed
from diascope.parse.block import Passage, blocks_of
from diascope.parse.context import Lookup, Lookups, Numbering, Shared
from diascope.parse.survey import PieceRead
from diascope.parse.token_checks import check_tokens
from diascope.parse.variables import filled_in, undefined
from diascope.patterns import lazy_pattern

_EXAMPLE_START = "start"


@dataclass(frozen=True, slots=True, eq=False)
class PieceResolved:
    """A piece with its text read."""

    blocks: Passage
    """Its blocks."""
    diagnostics: Diagnostics
    """What is wrong with it."""
    asked: frozenset[Lookup]
    """The definitions that it asked for, whether there are such or not."""


def resolve(
    reads: Sequence[PieceRead],
    numberings: Sequence[Numbering],
    shared: Shared,
    memory: Memory,
    file: Hashable = "",
) -> Sequence[PieceResolved]:
    """Read the text of the pieces of a file.

    A piece is read again only if something that it refers to has changed.
    """
    items = list(zip(reads, numberings, strict=True))
    row = ("resolved", file, shared.extensions)
    known = memory.each(row, items, lambda item: _Known(*item, shared))
    for one in known:
        if one.lookups.used and not one.lookups.still_true(shared):
            one.read_in(shared)
    return [one.result for one in known]


def read_text(
    text: str, rows: Sequence[Place], lookups: Lookups
) -> tuple[tuple[Token, ...], Diagnostics]:
    """The inline tokens of a text that stands by itself, such as a title, and what is wrong."""
    resolver = _Resolver(lookups, Numbering((), 0))
    tokens = resolver.inlines(text, rows)
    return tuple(tokens), tuple(resolver.diagnostics)


class _Known:
    """A piece that was read, and what it asked of the deck."""

    def __init__(self, read: PieceRead, numbering: Numbering, shared: Shared) -> None:
        self._read, self._numbering = read, numbering
        self.read_in(shared)

    def read_in(self, shared: Shared) -> None:
        lookups = Lookups(shared)
        self.result = _Resolver(lookups, self._numbering).piece(self._read)
        self.lookups = lookups  # last: a reading that fails leaves the last one whole


class _Resolver:
    """Reads the text of one piece."""

    def __init__(self, lookups: Lookups, numbering: Numbering) -> None:
        self.lookups = lookups
        self.ids = iter(numbering.ids)
        self.examples = numbering.examples
        self.diagnostics: list[Diagnostic] = []
        self.in_note = False

    def piece(self, read: PieceRead) -> PieceResolved:
        tokens = self.tokens(read.tokens)
        self.diagnostics += check_tokens(tokens)
        found = (*read.diagnostics, *self.diagnostics)
        return PieceResolved(blocks_of(tokens), found, frozenset(self.lookups.used))

    def tokens(self, tokens: Sequence[Token]) -> list[Token]:
        """Block tokens with their text read; figures made of paragraphs that hold an image."""
        done: list[Token] = []
        for token in tokens:
            if token.type == "inline":
                before = len(self.diagnostics)
                done.append(self._text(token))
                if len(done) > 1 and done[-2].type == "heading_open" and "][" not in token.content:
                    self._forgive_labels(before)
            elif token.type == "heading_open":
                done.append(self._heading(token))
            elif token.type == "ordered_list_open" and "example" in token.meta:
                done.append(self._example(token))
            else:
                done.append(token)
            if token.type == "paragraph_close":
                _make_figure(done)
        return done

    def _forgive_labels(self, before: int) -> None:
        """Drop what was said of brackets in a heading: they tag it, `## [Plan] First steps`."""
        found = self.diagnostics[before:]
        self.diagnostics[before:] = [one for one in found if one.code != "reference-undefined"]

    def _text(self, token: Token) -> Token:
        if token.children:
            return token
        return changed(token, children=self.inlines(token.content, token.rows or (token.place,)))

    def inlines(self, text: str, rows: Sequence[Place]) -> list[Token]:
        """The tokens of a text whose lines stand at these places."""
        tokens, found = read_inlines(text, reader(), self.lookups, rows)
        self.diagnostics += found
        return [token if token.type in BARE else self._inline(token) for token in tokens]

    def _inline(self, token: Token) -> Token:
        """An inline token with its notes, and those in an image's description."""
        if token.children:
            token = changed(token, children=[self._inline(child) for child in token.children])
        return self._note(self._filled(token))

    def _filled(self, token: Token) -> Token:
        """A link or image with the metadata that its address names."""
        unknown: list[str] = []
        filled = filled_in(token, self.lookups.variable, unknown)
        self.diagnostics += [undefined(name, token.place) for name in unknown]
        return filled

    def _note(self, token: Token) -> Token:
        if token.type != "note":
            return token
        if "children" in token.meta:
            blocks = paragraph_of([self._inline(child) for child in token.meta["children"]])
        else:
            note = token.meta["note"]
            assert isinstance(note, Note)
            if self.in_note:
                return self._note_inside_note(token)
            blocks = self._inside_note(note)
        return changed(token, meta={"tokens": tuple(blocks)})

    def _inside_note(self, note: Note) -> list[Token]:
        self.in_note = True
        blocks = self.tokens(note.tokens)
        self.in_note = False
        return blocks

    def _note_inside_note(self, token: Token) -> Token:
        """A call as text: Pandoc calls no notes from within one, so that they cannot go round."""
        message = f"the note `{token.content}` is called from within a note, where it stays text"
        hint = "write its text here, or as `^[text]`"
        self.diagnostics.append(Diagnostic("footnote-nested", token.place, message, hint))
        return changed(token, type="text", meta={})

    def _heading(self, token: Token) -> Token:
        attributes = token.meta["attributes"]
        if self.in_note:
            return token
        final = Attributes(next(self.ids), attributes.classes, attributes.pairs)
        return changed(token, meta={**token.meta, "attributes": final})

    def _example(self, token: Token) -> Token:
        number = self.examples + token.meta["example"] + 1
        attrs = dict(token.attrs)
        if number != 1:
            attrs[_EXAMPLE_START] = str(number)
        return changed(token, attrs=attrs)


def _make_figure(done: list[Token]) -> None:
    """Make a figure of a paragraph that is an image with a caption (manual, "implicit_figures").

    Without a caption, one that is to stretch over the slide stands by itself, as reveal wants it.
    """
    text = done[-2]
    children = text.children or []
    if len(children) != 1 or children[0].type != "image":
        return
    if not children[0].children:
        if "r-stretch" in children[0].meta["attributes"].classes:
            done[-3:] = [text]
        return
    figure = Token("figure", "figure", 0, block=True, children=children, place=text.place)
    done[-3:] = [figure]


def is_pause(block_tokens: Sequence[Token]) -> bool:
    """Whether these tokens are a paragraph of three dots, at which a slide pauses."""
    return (
        len(block_tokens) == 3
        and block_tokens[0].type == "paragraph_open"
        and _PAUSE.match(block_tokens[1].content) is not None
    )


_PAUSE = lazy_pattern(r"\.[ \t]+\.[ \t]+\.$")
