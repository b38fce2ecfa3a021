"""A deck out of its files.

1. survey the deck's file, the files that it includes, and its extras, piece by piece;
2. read the metadata, and survey again with repaired text where it asks for that;
3. share the definitions, and read the text of every piece;
4. put included blocks in their places, outline the deck, and add the extras to the slides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from diascope.deck import Deck, Words
from diascope.diagnostics import Diagnostic, Severity
from diascope.dialect import reader
from diascope.dialect.definitions import Finding
from diascope.dialect.inlines import plain_text, read_inlines
from diascope.extras import SUFFIX, add_extras
from diascope.memory import Memory
from diascope.metadata import (
    DeckMeta,
    MetaBool,
    MetaMap,
    MetaText,
    MetaValue,
    deck_meta,
    merge,
)
from diascope.model import Block, Passage
from diascope.mojibake import find_mojibake, repair
from diascope.outline import outline
from diascope.parse.context import Lookups, Shared, share
from diascope.parse.resolve import PieceResolved, resolve
from diascope.parse.variables import with_variables
from diascope.pipeline.includes import Includes
from diascope.pipeline.sources import FileRead, read_files

Findings = tuple[Diagnostic, ...]


def read_deck(path: Path, name: str, memory: Memory) -> tuple[Deck | None, Findings]:
    """The deck of a file, and what is wrong with it; no deck where there is no text.

    It is the very same deck as long as its files say the same.
    """
    files, found = read_files(path, name, memory.part("files"))
    if not files or files[0].source.path != path:
        return None, found
    meta, _ = _meta(files)
    if meta.repair_text:
        files, found = read_files(path, name, memory.part("repaired files"), repair)
    texts = tuple((file.source.name, file.source.text) for file in files)
    inner = memory.part("deck")
    deck, more = memory.get(("deck", texts), lambda: _deck(files, inner))
    return deck, (*found, *more)


def _deck(files: Sequence[FileRead], memory: Memory) -> tuple[Deck, Findings]:
    """The deck of these files, and what is wrong with them."""
    meta, more = _meta(files)
    if not meta.repair_text:
        more += tuple(d for file in files for d in find_mojibake(file.source))
    variables = dict(_variables(meta))
    surveys = with_variables([file.survey for file in files], variables, memory)
    shared, numberings = share(surveys, variables)
    passages = dict[str, Sequence[Passage]]()
    for file, survey, numbering in zip(files, surveys, numberings, strict=True):
        resolved = resolve(survey.reads, numbering, shared, memory, file.source.name)
        passages[file.source.name] = _placed(file, resolved, memory)
        more += file.findings + tuple(_said(file, resolved))
    deck, last = _outlined(files, meta, passages, shared, memory)
    said = (finding for words in deck.words.values() for one in words for finding in one.findings)
    title = _located(said, deck.source.name, deck.source.lines, 0)
    deck, refused = _with_formulas(deck, memory)
    return deck, (*more, *title, *last, *refused)


def _with_formulas(deck: Deck, memory: Memory) -> tuple[Deck, Findings]:
    """The deck and what is wrong with its formulas; most decks have none."""
    if not any("$" in source.text for source in deck.sources.values()):
        return deck, ()
    from diascope.math_findings import with_formulas

    return with_formulas(deck, memory)


def _placed(file: FileRead, resolved: Sequence[PieceResolved], memory: Memory) -> Sequence[Passage]:
    """The blocks of the pieces of a file, at their places in it."""
    name = file.source.name

    def place(item: tuple[PieceResolved, int]) -> Passage:
        piece, line = item
        return tuple(
            Block(b.kind, b.tokens, name, line + b.line + 1, b.level, b.attributes)
            for b in piece.blocks
        )

    lines = [piece.line for piece in file.survey.pieces]
    return memory.each(("placed", name), list(zip(resolved, lines, strict=True)), place)


def _said(file: FileRead, resolved: Sequence[PieceResolved]) -> Iterator[Diagnostic]:
    """What is wrong with the text of a file's pieces."""
    for piece, result in zip(file.survey.pieces, resolved, strict=True):
        if result.findings:
            yield from _located(result.findings, file.source.name, file.source.lines, piece.line)


def _located(
    findings: Iterable[Finding], name: str, lines: Sequence[str], first: int
) -> Iterator[Diagnostic]:
    for finding in findings:
        line = first + finding.line
        excerpt = lines[line] if line < len(lines) else ""
        length = len(excerpt.rstrip()) - finding.column + 1 if finding.column else 1
        column = finding.column or None
        severity = Severity(finding.severity)
        about = (finding.code, finding.message, finding.hint, excerpt, max(length, 1))
        yield Diagnostic(name, line + 1, column, severity, *about)


def _outlined(
    files: Sequence[FileRead],
    meta: DeckMeta,
    passages: Mapping[str, Sequence[Passage]],
    shared: Shared,
    memory: Memory,
) -> tuple[Deck, Findings]:
    main = files[0].source
    if any(file.is_included for file in files):
        includes = Includes(passages, files)
        own = (file.source.name for file in files if not file.is_included)
        passages = {name: [includes.inserted(one) for one in passages[name]] for name in own}
    stacks, found = outline(passages[main.name], meta.slide_level, memory), Findings()
    extras = next((file for file in files if file.source.name.endswith(SUFFIX)), None)
    if extras and (blocks := tuple(chain.from_iterable(passages[extras.source.name]))):
        stacks, found = add_extras(stacks, blocks, extras.source.lines)
    sources = {file.source.name: file.source for file in files}
    return Deck(main, sources, meta, _title_words(meta, shared), stacks), found


def _meta(files: Sequence[FileRead]) -> tuple[DeckMeta, Findings]:
    """The deck's and its extras' metadata; mistakes are reported in the file that makes them."""
    own = [file for file in files if not file.is_included]
    found = Findings()
    for file in own:
        found += deck_meta(file.values, file.source.name, file.source.lines)[1]
    values = merge(*(file.values for file in own))
    return deck_meta(values, files[0].source.name, files[0].source.lines)[0], found


def _variables(meta: DeckMeta) -> Iterator[tuple[str, str]]:
    """Metadata as text, by dotted name."""
    return _flat("", meta.variables.items())


def _flat(prefix: str, items: Iterable[tuple[str, MetaValue]]) -> Iterator[tuple[str, str]]:
    for key, value in items:
        if isinstance(value, MetaText):
            yield prefix + key, value.text.strip()
        elif isinstance(value, MetaBool):
            yield prefix + key, value.text
        elif isinstance(value, MetaMap):
            yield from _flat(f"{prefix}{key}.", value.items.items())


def _title_words(meta: DeckMeta, shared: Shared) -> dict[str, tuple[Words, ...]]:
    return {key: tuple(_words(t, shared) for t in found) for key, found in meta.texts().items()}


def _words(text: MetaText, shared: Shared) -> Words:
    tokens, found = read_inlines(text.text.strip(), reader(), Lookups(shared))
    where = tuple(replace(finding, line=text.line - 1) for finding in found)
    return Words(tuple(tokens), " ".join(plain_text(tokens).split()), where)
