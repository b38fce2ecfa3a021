"""Blocks of included files in the places of the divs that include them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain

from markdown_it.token import Token

from diascope.deck.files import FileRead, included
from diascope.deck.model import Block, Passage
from diascope.dialect.attributes import Attributes
from diascope.dialect.tokens import changed


class Includes:
    """Puts included blocks in their places, at the top of a slide or within its divs and lists."""

    def __init__(
        self, passages: Mapping[str, Sequence[Passage]], files: Sequence[FileRead]
    ) -> None:
        self._blocks = {name: tuple(chain.from_iterable(own)) for name, own in passages.items()}
        self._names = {file.source.path: file.source.name for file in files}
        self._folders = {file.source.name: file.source.path.parent for file in files}
        self._times = Counter[str]()
        self._open = list[str]()

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
            name = self._named(block.attributes, block.source) if block.kind == "div" else ""
            if name:
                yield from self._of(name)
            elif any(self._is_include(token, block.source) for token in block.tokens):
                yield replace(block, tokens=tuple(self._within(block)))
            else:
                yield block

    def _of(self, name: str) -> Iterator[Block]:
        """The blocks of a file; where it comes again, its headings get names of their own."""
        self._times[name] += 1
        again = self._times[name] > 1
        blocks = map(self._renamed, self._blocks[name]) if again else self._blocks[name]
        self._open.append(name)
        yield from self._inserted(blocks)
        self._open.pop()

    def _within(self, block: Block) -> Iterator[Token]:
        """The tokens of a block, with those of the files that divs in it include."""
        skipped = 0
        for token in block.tokens:
            if skipped:
                skipped += token.nesting
                if not skipped:
                    yield block.place()
            elif self._is_include(token, block.source):
                skipped = 1
                for one in self._of(self._named(token.meta["attributes"], block.source)):
                    yield from (one.place(), *one.tokens)
            else:
                yield token

    def _is_include(self, token: Token, source: str) -> bool:
        return token.type == "div_open" and bool(self._named(token.meta["attributes"], source))

    def _named(self, attributes: Attributes, source: str) -> str:
        """The name of the file that a div with these attributes includes, if it could be read."""
        path = included(attributes, self._folders[source])
        name = self._names.get(path, "") if path else ""
        return "" if name in (source, *self._open) else name

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
