"""Slides and stacks out of blocks: which slide begins where, in which stack, and what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from casefile import Case, cases

from diascope.cache.memory import Memory
from diascope.deck.model import Slide, Stack
from diascope.deck.outline import outline
from diascope.dialect.attributes import Attributes
from diascope.parse.block import Block, Passage, blocks_of
from diascope.parse.context import share
from diascope.parse.resolve import resolve
from diascope.parse.survey import FileText, survey


def passages_of(text: str, memory: Memory) -> list[Passage]:
    """The blocks of a text, piece by piece."""
    read = survey(FileText(text.split("\n")), memory)
    shared, numberings = share([read], {})
    return [
        found.blocks for found in resolve(read.reads, numberings[0], shared, memory.part("read"))
    ]


def outlined(text: str, level: int | None, memory: Memory) -> tuple[Stack, ...]:
    """The stacks of a text, those of the last time being in the memory."""
    return outline(passages_of(text, memory), level, memory)


@pytest.mark.parametrize("case", [pytest.param(c, id=c.title) for c in cases("outline.md")])
def test_cases(case: Case) -> None:
    level = int(case.remark.removeprefix("level ")) if case.remark else None
    memory = Memory()
    passages = passages_of(case.given, memory)
    assert shown(outline(passages, level, memory)) == case.expected
    blocks = [(block,) for passage in passages for block in passage]
    assert shown(outline(blocks, level, Memory())) == case.expected


def shown(stacks: Iterable[Stack]) -> str:
    """The slides, line by line."""
    return "\n---\n".join("\n".join(map(told, stack)) for stack in stacks)


def told(slide: Slide) -> str:
    """The classes, identifier, line and content of a slide."""
    assert slide.is_section == ("title-slide" in slide.attributes.classes)
    assert f"level{slide.level}" in slide.attributes.classes
    heading = [f"h{slide.level}"] if slide.heading else []
    words = [*named(slide.attributes), f"{slide.place.begin}:", *heading, *kinds(slide.blocks)]
    return " ".join(words)


def named(attributes: Attributes) -> Iterator[str]:
    """Classes, identifier and attributes."""
    yield from (f".{name}" for name in attributes.classes if name != "slide")
    yield from [f"#{attributes.id}"] if attributes.id else []
    yield from (f"{key}={value}" for key, value in attributes.pairs)


def kinds(blocks: Iterable[Block]) -> Iterator[str]:
    """What the blocks are; of divs what is in them."""
    for block in blocks:
        if block.kind == "div":
            first, *_, last = block.tokens
            assert (first.type, last.type) == ("div_open", "div_close")
            assert first.meta["attributes"] == block.attributes
            inner = " ".join(kinds(blocks_of(block.tokens[1:-1])))
            place = f"{block.place.begin}:"
            yield f"[{' '.join([*named(block.attributes), place])} {inner}]"
        else:
            yield f"h{block.level}" if block.level else block.kind


def test_slides_that_are_as_they_were_are_the_same_objects() -> None:
    memory = Memory()
    text = "# One\n\na\n\n# Two\n\nb\n\n---\n\nc\n\n# Three\n\nd"
    before = outlined(text, None, memory)
    memory.forget_unused()
    after = outlined(text.replace("b", "x"), None, memory)
    same = [one[0] is other[0] for one, other in zip(before, after, strict=True)]
    assert same == [True, False, True, True]


def test_another_slide_level_makes_other_slides() -> None:
    memory = Memory()
    text = "# One\n\n## Two\n\nb"
    assert [len(outlined(text, level, memory)) for level in (1, 2, 1)] == [1, 1, 1]
    assert [len(outlined(text, level, memory)[0]) for level in (1, 2, 1)] == [1, 2, 1]
