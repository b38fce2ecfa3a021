"""Code that is taken from files and from the snippet library, put where blocks ask for it.

1. find the slides whose blocks have the attribute `from` or `snippet`, or whose heading has
   `snippet`; a deck whose text has neither word costs nothing;
2. read what they name, through the deck's disk, within the site's boundary;
3. replace the content of the blocks, and append entries to the slides whose headings name them.

All stages after this one see code blocks like others. `SOURCE` tells where their text stands.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from diascope.cache.memory import Memory
from diascope.deck.code import (
    ASKING,
    FROM,
    SNIPPET,
    SOURCE,
    language_of_file,
    numbered,
    with_code,
    without,
)
from diascope.deck.library import Entry, entries
from diascope.deck.model import Deck, Slide
from diascope.deck.parts import LostPartError, part_of
from diascope.diagnostics import Diagnostic, Diagnostics, Place, display_name
from diascope.diagnostics.nearest import nearest
from diascope.dialect.attributes import Attributes
from diascope.dialect.tokens import Token, changed
from diascope.parse.block import Block
from diascope.reading.boundary import Boundary, refusal_hint
from diascope.reading.disk import Disk
from diascope.reading.source import Sources
from diascope.snippets.languages import language_of

_LARGEST = 1 << 20
"""Bytes of a file that is taken from."""

Read = Callable[[Path], Deck | None]
"""Reads a page as a deck; None where there is no text."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What code may be taken from."""

    disk: Disk
    """What files are read from."""
    boundary: Boundary
    """Where they may lie."""
    folder: Path
    """The folder of the library."""
    read: Read
    """Reads the library's pages."""


def with_taken(deck: Deck, shelf: Shelf, memory: Memory) -> tuple[Deck, Diagnostics]:
    """The deck with what its blocks and headings ask for, and what cannot be had."""
    words = (f"{FROM}=", f"{SNIPPET}=")
    if not any(word in source.text for source in deck.sources for word in words):
        return deck, ()
    asking = memory.each("asking", list(deck.slides()), _asks)
    taking, new = _Taking(deck, shelf), dict[Slide, Slide]()
    for slide, asks in zip(deck.slides(), asking, strict=True):
        if asks:
            new[slide] = taking.slide(slide, memory)
    stacks = tuple(tuple(new.get(slide, slide) for slide in stack) for stack in deck.stacks)
    sources = _joined(deck.sources, taking.pages)
    found = sources.all_located(tuple(taking.found))
    return replace(deck, stacks=stacks, sources=sources), found


def _asks(slide: Slide) -> bool:
    blocks = (block.tokens for block in slide.blocks)
    return bool(slide.attributes.get(SNIPPET)) or any(map(_asked, _codes(blocks)))


def _codes(blocks: Iterable[Sequence[Token]]) -> Iterator[Token]:
    return (token for tokens in blocks for token in tokens if token.type == "code_block")


def _asked(token: Token) -> bool:
    attributes: Attributes = token.meta["attributes"]
    return bool(attributes.get(FROM) or attributes.get(SNIPPET))


def _joined(sources: Sources, pages: Iterable[Deck]) -> Sources:
    files, anchors = dict(sources.files), dict(sources.anchors)
    for page in pages:
        files = {**page.sources.files, **files}
        anchors |= page.sources.anchors
    first = next(iter(sources.files))
    return Sources({first: files.pop(first), **files}, anchors)


@dataclass(slots=True)
class _Taking:
    deck: Deck
    shelf: Shelf
    pages: list[Deck] = field(default_factory=list)
    """The pages that entries were appended from, whose places count."""
    found: list[Diagnostic] = field(default_factory=list)

    def slide(self, slide: Slide, memory: Memory) -> Slide:
        """The slide with what it asks for; the very same as the last time, if that is the same."""
        blocks = [self._block(block) for block in slide.blocks]
        more = self._appended(slide) if slide.attributes.get(SNIPPET) else ()
        texts = tuple(token.content for token in _codes(block.tokens for block in blocks))
        key = ("taken", slide, texts, more)

        def make() -> Slide:
            attributes = without(slide.attributes, frozenset({SNIPPET}))
            return replace(slide, attributes=attributes, blocks=(*blocks, *more))

        return memory.get(key, make)

    def _block(self, block: Block) -> Block:
        if not any(map(_asked, _codes([block.tokens]))):
            return block
        return replace(block, tokens=tuple(map(self._token, block.tokens)))

    def _token(self, token: Token) -> Token:
        """The token with the text that it asks for; as it is where that cannot be had."""
        if token.type != "code_block" or not _asked(token):
            return token
        attributes: Attributes = token.meta["attributes"]
        if token.content.strip():
            message = "this text is not shown, since the block takes another"
            hint = "leave the block empty, or its attribute out"
            self.found.append(Diagnostic("taken-not-empty", token.place, message, hint))
        if attributes.get(FROM):
            return self._from_file(token, attributes)
        found = self._entry(token, attributes.get(SNIPPET))
        return with_code(token, found[0], found[2]) if found else token

    def _from_file(self, token: Token, attributes: Attributes) -> Token:
        folder = self.deck.sources.path(token.place).parent
        address = attributes.get(FROM)
        path = Path(os.path.normpath(folder / address))
        text = self._text(token, FROM, path)
        if text is None:
            return token
        try:
            part = part_of(text, attributes.get("lines"), attributes.get("region"))
        except LostPartError as error:
            what, known = error.args
            key = "region" if attributes.get("region") and what.startswith("region") else "lines"
            self._lost(token, key, f"`{address}` has no {what}", known)
            return token
        kept = without(attributes, ASKING)
        if not language_of(kept.classes) and (language := language_of_file(path)):
            kept = Attributes(kept.id, (language, *kept.classes), kept.pairs)
        meta = {**token.meta, "attributes": kept}
        if part.is_one_piece:
            meta[SOURCE] = Place(path, part.numbers[0], part.numbers[-1] + 1)
        return changed(token, content=part.text, meta=meta)

    def _text(self, token: Token, key: str, path: Path) -> str | None:
        """The text of a file within the boundary; None, and a diagnostic, where there is none."""
        disk, name = self.shelf.disk, display_name(path)
        if why := self.shelf.boundary.refusal(disk.real(path)):
            message = f"`{name}` {why}, so nothing is taken from it"
            place = _place(token, key)
            self.found.append(Diagnostic("file-outside", place, message, refusal_hint(why)))
            return None
        if not disk.is_file(path):
            self._lost(token, key, f"there is no file `{name}`", _siblings(path, disk))
            return None
        try:
            content = disk.read(path)
            text = content.decode("utf-8-sig").replace("\r\n", "\n")
        except (OSError, UnicodeDecodeError):
            text, content = "\0", b""
        if "\0" in text or len(content) > _LARGEST:
            message = f"`{name}` is no text, or too long to be shown"
            self.found.append(Diagnostic("taken-unreadable", _place(token, key), message))
            return None
        return text

    def _appended(self, slide: Slide) -> tuple[Block, ...]:
        """The blocks of the entry that a slide's heading names."""
        address = slide.attributes.get(SNIPPET)
        found = self._entry(slide.heading[0], address)
        if found is None:
            return ()
        page, entry, code = found
        if page not in self.pages:
            self.pages.append(page)
        is_one = numbered(address)[1] > 0
        return tuple(
            block
            for block in entry.blocks
            if not block.level
            and (not is_one or block.kind != "code_block" or block.tokens[0] is code)
        )

    def _entry(self, token: Token, address: str) -> tuple[Deck, Entry, Token] | None:
        """The page, entry and code block that an address such as `kubectl.md#pods:2` names."""
        address, number = numbered(address)
        name, _, anchor = address.partition("#")
        path = Path(os.path.normpath(self.shelf.folder / name))
        if self._text(token, SNIPPET, path) is None or (page := self.shelf.read(path)) is None:
            return None
        known = entries(page)
        entry = next((one for one in known if one.id == anchor), None)
        if entry is None:
            ids = [one.id for one in known if one.id]
            self._lost(token, SNIPPET, f"`{name}` has no heading `#{anchor}`", ids)
            return None
        if len(entry.code) < max(1, number):
            have = (
                f"has {len(entry.code)} of the code blocks" if entry.code else "has no code block"
            )
            message = f"the heading `#{anchor}` of `{name}` {have}"
            self.found.append(Diagnostic("taken-missing", _place(token, SNIPPET), message))
            return None
        return page, entry, entry.code[max(1, number) - 1]

    def _lost(self, token: Token, key: str, message: str, known: Sequence[str]) -> None:
        file, _, anchor = numbered(token.meta["attributes"].get(key))[0].partition("#")
        given = file.rpartition("/")[2] if message.startswith("there is no file") else anchor
        meant = nearest(given or file, known)
        listed = f"there is {', '.join(f'`{one}`' for one in known[:12])}" if known else ""
        hint = f"did you mean `{meant}`?" if meant else listed
        self.found.append(Diagnostic("taken-missing", _place(token, key), message, hint))


def _place(token: Token, key: str) -> Place:
    attributes: Attributes = token.meta["attributes"]
    return attributes.value_place(key, token.place)


def _siblings(path: Path, disk: Disk) -> list[str]:
    """The names of the files beside one that is missing."""
    try:
        found = disk.below(path.parent)
    except OSError:
        return []
    return [one.name for one in found if one.parent == path.parent and disk.is_file(one)]
