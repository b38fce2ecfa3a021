"""The second reading: the text of a piece's blocks, in the context of the whole deck."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from diascope.cache.memory import Memory
from diascope.dialect import reader
from diascope.dialect.attributes import NONE, Attributes
from diascope.dialect.definitions import Finding, Note
from diascope.dialect.inlines import read_inlines
from diascope.dialect.notes import paragraph_of
from diascope.dialect.tokens import changed
from diascope.parse.context import Lookups, Numbering, Shared
from diascope.parse.survey import PieceRead
from diascope.parse.variables import filled_in, undefined

_EXAMPLE_START = "start"


@dataclass(frozen=True, slots=True)
class PieceBlock:
    """A top-level block of a piece; lines count within the piece."""

    kind: str
    tokens: tuple[Token, ...]
    line: int
    level: int
    attributes: Attributes


@dataclass(frozen=True, slots=True, eq=False)
class PieceResolved:
    """A piece with its text read."""

    blocks: tuple[PieceBlock, ...]
    findings: tuple[Finding, ...]


def resolve(
    reads: Sequence[PieceRead],
    numberings: Sequence[Numbering],
    shared: Shared,
    memory: Memory,
    name: str = "",
) -> Sequence[PieceResolved]:
    """Read the text of the pieces of the file of this name.

    A piece is read again only if something that it refers to has changed.
    """
    items = list(zip(reads, numberings, strict=True))
    known = memory.each(("resolved", name), items, lambda item: _Known(*item, shared))
    for one in known:
        if one.lookups.used and not one.lookups.still_true(shared):
            one.read_in(shared)
    return [one.result for one in known]


class _Known:
    """A piece that was read, and what it asked of the deck."""

    def __init__(self, read: PieceRead, numbering: Numbering, shared: Shared) -> None:
        self._read, self._numbering = read, numbering
        self.read_in(shared)

    def read_in(self, shared: Shared) -> None:
        self.lookups = Lookups(shared)
        self.result = _Resolver(self.lookups, self._numbering).piece(self._read)


class _Resolver:
    """Reads the text of one piece."""

    def __init__(self, lookups: Lookups, numbering: Numbering) -> None:
        self.lookups = lookups
        self.ids = iter(numbering.ids)
        self.examples = numbering.examples
        self.findings: list[Finding] = []
        self.in_note = False

    def piece(self, read: PieceRead) -> PieceResolved:
        tokens = self.tokens(read.tokens)
        blocks = tuple(_block(group) for group in groups(tokens) if group[0].type != "metadata")
        return PieceResolved(blocks, (*read.findings, *self.findings))

    def tokens(self, tokens: Sequence[Token]) -> list[Token]:
        """Block tokens with their text read; figures made of paragraphs that hold an image."""
        done = list[Token]()
        for token in tokens:
            if token.type == "inline":
                done.append(self._text(token))
            elif token.type == "heading_open":
                done.append(self._heading(token))
            elif token.type == "ordered_list_open" and "example" in token.meta:
                done.append(self._example(token))
            else:
                done.append(token)
            if token.type == "paragraph_close":
                _make_figure(done)
        return done

    def _text(self, token: Token) -> Token:
        if token.children:
            return token
        line = token.map[0] if token.map else 0
        children, findings = read_inlines(token.content, reader(), self.lookups, line)
        self.findings += findings
        unknown = list[str]()
        filled = [filled_in(child, self.lookups.variable, unknown) for child in children]
        self.findings += [undefined(name, token.content, line) for name in unknown]
        return changed(token, children=[self._note(child) for child in filled])

    def _note(self, token: Token) -> Token:
        if token.type != "note":
            return token
        if "children" in token.meta:
            blocks = paragraph_of([self._note(child) for child in token.meta["children"]])
        else:
            note = token.meta["note"]
            assert isinstance(note, Note)
            # a note inside a note is not resolved, so that notes cannot hold each other
            blocks = [] if self.in_note else self._inside_note(note)
        return changed(token, meta={"tokens": tuple(blocks)})

    def _inside_note(self, note: Note) -> list[Token]:
        self.in_note = True
        blocks = self.tokens(note.tokens)
        self.in_note = False
        return blocks

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


def groups(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """The tokens of one top-level block after the other."""
    start, depth = 0, 0
    for at, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            yield tuple(tokens[start : at + 1])
            start = at + 1


def _block(tokens: tuple[Token, ...]) -> PieceBlock:
    first = tokens[0]
    attributes = first.meta.get("attributes", NONE) if first.meta else NONE
    level = first.meta["level"] if first.type == "heading_open" else 0
    line = first.map[0] if first.map else 0
    return PieceBlock(first.type.removesuffix("_open"), tokens, line, level, attributes)


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
    figure = Token("figure", "figure", 0, block=True, map=text.map, children=children)
    done[-3:] = [figure]


def is_pause(block_tokens: Sequence[Token]) -> bool:
    """Whether these tokens are a paragraph of three dots, at which a slide pauses."""
    return (
        len(block_tokens) == 3
        and block_tokens[0].type == "paragraph_open"
        and _PAUSE.match(block_tokens[1].content) is not None
    )


_PAUSE = re.compile(r"\.[ \t]+\.[ \t]+\.$")
