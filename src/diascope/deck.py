"""A deck out of its sources: what is read, and what its slides are.

1. survey the deck's file and its extras' piece by piece;
2. read the metadata of both, and begin again with repaired text where it asks for that;
3. share the definitions, and read the text of every piece;
4. outline the deck's blocks, and add the extras to the slides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from diascope.diagnostics import Diagnostic, Severity
from diascope.dialect import reader
from diascope.dialect.definitions import Finding
from diascope.dialect.inlines import plain_text, read_inlines
from diascope.extras import add_extras
from diascope.metadata import (
    DeckMeta,
    MetaBool,
    MetaMap,
    MetaText,
    MetaValue,
    check_title_block,
    deck_meta,
    merge,
    parse_yaml_block,
    split_title_block,
)
from diascope.mojibake import find_mojibake, repair
from diascope.model import Block, Stack
from diascope.outline import outline
from diascope.parse.context import Lookups, Shared, share
from diascope.parse.resolve import resolve
from diascope.memory import Memory
from diascope.parse.survey import Survey, survey
from diascope.source import Source


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the metadata, read."""

    tokens: tuple[Token, ...]
    """Its inline tokens."""
    plain: str
    """Its words without markup."""


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck: its metadata and its slides."""

    source: Source
    """The file it is read from."""
    meta: DeckMeta
    """Its metadata, the extras' included."""
    title: Words | None
    """The title; without one there is no title slide."""
    subtitle: Words | None
    authors: tuple[Words, ...]
    institute: tuple[Words, ...]
    date: Words | None
    stacks: tuple[Stack, ...]
    """The slides."""


@dataclass(frozen=True, slots=True)
class _File:
    """One of a deck's files with the first reading of it."""

    source: Source
    survey: Survey
    values: Mapping[str, MetaValue]
    findings: tuple[Diagnostic, ...]


def read_deck(
    source: Source, extras: Source | None, memory: Memory
) -> tuple[Deck, tuple[Diagnostic, ...]]:
    """The deck of a file and the extras beside it, and what is wrong with them."""
    sources = [source, extras] if extras else [source]
    files = [_survey(file, memory) for file in sources]
    meta, found = _meta(files)
    if meta.repair_text:
        files = [_survey(replace(file, text=repair(file.text)), memory) for file in sources]
        meta, found = _meta(files)
    else:
        found = (*found, *(d for file in sources for d in find_mojibake(file)))
    shared, numberings = share([file.survey for file in files], _variables(meta))
    blocks = list[tuple[Block, ...]]()
    for file, numbering in zip(files, numberings, strict=True):
        resolved = [
            resolve(piece.text, read, number, shared, memory)
            for piece, read, number in zip(
                file.survey.pieces, file.survey.reads, numbering, strict=True
            )
        ]
        found = (*found, *file.findings)
        located = list[Block]()
        for piece, result in zip(file.survey.pieces, resolved, strict=True):
            located += [
                Block(b.kind, b.tokens, file.source.name, piece.line + b.line + 1, b.level, b.attributes)
                for b in result.blocks
            ]
            found += tuple(_located(result.findings, file.source, piece.line))
        blocks.append(tuple(located))
    stacks = outline(blocks[0], meta.slide_level)
    if extras and blocks[1]:
        stacks, more = add_extras(stacks, blocks[1], extras.lines)
        found = (*found, *more)
    return _deck(source, meta, stacks, shared), found


def _survey(source: Source, memory: Memory) -> _File:
    """The first reading of a file: title block, pieces, metadata."""
    lines = source.lines
    title = split_title_block(lines)
    first = title.line_count if title else 0
    surveyed = survey(lines, first, memory)
    found = list(check_title_block(title, lines, source.name)) if title else []
    values = [title.values()] if title else []
    for raw, line in _yaml_blocks(surveyed):
        block, wrong = parse_yaml_block(raw, line + 2, source.name, lines)
        values.append(block or {})
        found += wrong
    return _File(source, surveyed, merge(*values), tuple(found))


def _yaml_blocks(surveyed: Survey) -> Iterator[tuple[str, int]]:
    """The text of every YAML block and the line of the file, from 0, that its fence is on."""
    for piece, read in zip(surveyed.pieces, surveyed.reads, strict=True):
        for token in read.tokens:
            if token.type == "metadata":
                yield token.content, piece.line + (token.map[0] if token.map else 0)


def _meta(files: Sequence[_File]) -> tuple[DeckMeta, tuple[Diagnostic, ...]]:
    """The metadata of all files; mistakes are reported in the file that makes them."""
    found = list[Diagnostic]()
    for file in files:
        found += deck_meta(file.values, file.source.name, file.source.lines)[1]
    values = merge(*(file.values for file in files))
    return deck_meta(values, files[0].source.name, files[0].source.lines)[0], tuple(found)


def _variables(meta: DeckMeta) -> dict[str, str]:
    """Metadata as text, by dotted name."""
    return dict(_flat("", meta.variables.items()))


def _flat(prefix: str, items: Iterable[tuple[str, MetaValue]]) -> Iterator[tuple[str, str]]:
    for key, value in items:
        if isinstance(value, MetaText):
            yield prefix + key, value.text.strip()
        elif isinstance(value, MetaBool):
            yield prefix + key, value.text
        elif isinstance(value, MetaMap):
            yield from _flat(f"{prefix}{key}.", value.items.items())


def _located(findings: Iterable[Finding], source: Source, first: int) -> Iterator[Diagnostic]:
    lines = source.lines
    for finding in findings:
        line = first + finding.line
        excerpt = lines[line] if line < len(lines) else ""
        yield Diagnostic(
            source.name,
            line + 1,
            finding.column or None,
            Severity(finding.severity),
            finding.code,
            finding.message,
            finding.hint,
            excerpt,
            len(excerpt.rstrip()) - finding.column + 1 if finding.column else 1,
        )


def _deck(source: Source, meta: DeckMeta, stacks: tuple[Stack, ...], shared: Shared) -> Deck:
    def words(text: MetaText) -> Words:
        tokens, _ = read_inlines(text.text.strip(), reader(), Lookups(shared))
        return Words(tuple(tokens), " ".join(plain_text(tokens).split()))

    return Deck(
        source,
        meta,
        words(meta.title) if meta.title else None,
        words(meta.subtitle) if meta.subtitle else None,
        tuple(words(author.name) for author in meta.authors),
        tuple(words(text) for text in meta.institute),
        words(meta.date) if meta.date else None,
        stacks,
    )
