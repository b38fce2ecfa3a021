"""Blocks of included files in the places of the divs that include them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from pathlib import Path

from diascope.deck.files import INCLUDE, included
from diascope.diagnostics import Diagnostic
from diascope.dialect.attributes import Attributes
from diascope.dialect.tokens import Token, changed
from diascope.parse.block import Block, Passage
from diascope.reading.source import Sources

_MOST = 50_000
"""The tokens that files may add to a deck by being included again; each file counts once freely."""


class Includes:
    """Puts included blocks in their places, at the top of a slide or within its divs and lists."""

    def __init__(self, passages: Mapping[Path, Sequence[Passage]], sources: Sources) -> None:
        self._blocks = {path: tuple(chain.from_iterable(own)) for path, own in passages.items()}
        self._sources = sources
        self._times = Counter[Path]()
        self._open = list[Path]()
        self._repeated = 0
        self.found = list[Diagnostic]()
        """What is wrong: an error where includes are multiplied without measure."""

    @cached_property
    def _ids(self) -> set[str]:
        """The identifiers of all headings."""
        return {id_ for file in self._blocks.values() for block in file for id_ in _ids(block)}

    def inserted(self, passage: Passage) -> Passage:
        """The blocks with those that they include; the very same where they include none."""
        blocks = tuple(self._inserted(passage))
        return passage if blocks == passage else blocks

    def _inserted(self, blocks: Iterable[Block]) -> Iterator[Block]:
        for block in blocks:
            path = self._included(block.tokens[0])
            if path:
                yield from self._of(path, block.tokens[0])
            elif any(map(self._included, block.tokens)):
                yield replace(block, tokens=tuple(self._within(block)))
            else:
                yield block

    def _of(self, path: Path, token: Token) -> Iterator[Block]:
        """The blocks of a file; where it comes again, its headings get names of their own."""
        self._times[path] += 1
        again = self._times[path] > 1
        if again and self._is_too_much(path, token):
            return
        blocks = map(self._renamed, self._blocks[path]) if again else self._blocks[path]
        self._open.append(path)
        yield from self._inserted(blocks)
        self._open.pop()

    def _is_too_much(self, path: Path, token: Token) -> bool:
        """Whether files were included again so often that it must be a mistake; told once."""
        self._repeated += 1 + sum(len(block.tokens) for block in self._blocks[path])
        if self._repeated > _MOST and not self.found:
            message = "files are included again and again, until the deck grows too large"
            hint = "a file that includes others should itself be included once"
            self.found.append(Diagnostic("include-limit", token.place, message, hint))
        return self._repeated > _MOST

    def _within(self, block: Block) -> Iterator[Token]:
        """The tokens of a block, with those of the files that divs in it include."""
        skipped = 0
        for token in block.tokens:
            if skipped:
                skipped += token.nesting
            elif path := self._included(token):
                skipped = 1
                for one in self._of(path, token):
                    yield from one.tokens
            else:
                yield token

    def _included(self, token: Token) -> Path | None:
        """The file that a token includes, if it is a div that does and the file could be read."""
        if token.type != "div_open" or not token.meta["attributes"].get(INCLUDE):
            return None
        own = self._sources.path(token.place)
        path = included(token.meta["attributes"], own.parent)
        return path if path in self._blocks and path not in (own, *self._open) else None

    def _renamed(self, block: Block) -> Block:
        tokens = tuple(self._with_own_id(token) for token in block.tokens)
        attributes = tokens[0].meta["attributes"] if block.level else block.attributes
        return replace(block, tokens=tokens, attributes=attributes)

    def _with_own_id(self, token: Token) -> Token:
        if token.type != "heading_open":
            return token
        old: Attributes = token.meta["attributes"]
        names = (f"{old.id}-{number}" for number in range(1, len(self._ids) + 2))
        new = next(name for name in names if name not in self._ids)
        self._ids.add(new)
        attributes = Attributes(new, old.classes, old.pairs)
        return changed(token, meta={**token.meta, "attributes": attributes})


def _ids(block: Block) -> Iterator[str]:
    for token in block.tokens:
        if token.type == "heading_open":
            yield token.meta["attributes"].id
