"""Slides arranged for the page.

1. give divs their shapes: columns, callouts, tabs, timelines;
2. part the body of a comparison into columns;
3. fill in agendas;
4. choose a layout for every slide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from diascope.cache.memory import Memory
from diascope.deck.agenda import AGENDA, with_agendas
from diascope.deck.columns import columns, parts_of
from diascope.deck.division import division
from diascope.deck.divs import shaped
from diascope.deck.labels import label
from diascope.deck.laid_out import PLAIN, laid_out
from diascope.deck.model import Slide, Stack, Words
from diascope.deck.seen import is_at_foot
from diascope.diagnostics.place import UNKNOWN
from diascope.dialect.attributes import Attributes
from diascope.dialect.tokens import Token
from diascope.metadata import DeckMeta
from diascope.parse.block import Block

_COMPARISON = "comparison"


def arranged(
    stacks: Iterable[Stack],
    meta: DeckMeta,
    titles: Sequence[Words],
    language: str,
    memory: Memory,
) -> tuple[Stack, ...]:
    """The stacks with their slides arranged; slides that nothing asks to change stay the same.

    `titles` are the texts of the metadata that head agendas, `language` is the deck's.
    """
    filled = with_agendas(stacks, meta.agenda, _title(titles, language), memory)
    slides = list(chain.from_iterable(filled))
    made = iter(memory.each(("arranged", language), slides, lambda one: _arranged(one, language)))
    return tuple(tuple(next(made) for _ in stack) for stack in filled)


def _title(titles: Sequence[Words], language: str) -> Words:
    """The heading of repeated agendas."""
    given = Token("text", "", 0, content=label(AGENDA, language))
    return titles[0] if titles else Words((given,), UNKNOWN)


def _arranged(slide: Slide, language: str) -> Slide:
    blocks = tuple(shaped(block, language) for block in slide.blocks)
    blocks = _compared(slide.attributes, blocks)
    if any(old is not new for old, new in zip(slide.blocks, blocks, strict=False)):
        slide = replace(slide, blocks=blocks)
    return laid_out(slide)


def _compared(attributes: Attributes, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """What stands on a comparison, in columns where headings part it and no div does."""
    classes = set(attributes.classes)
    compared = _COMPARISON in classes or attributes.get("layout") == _COMPARISON
    if not compared or PLAIN in classes or not any(block.level for block in blocks):
        return blocks
    at_foot = tuple(block for block in blocks if is_at_foot(block))
    parts = parts_of(tuple(block for block in blocks if block not in at_foot))
    if len(parts) < 2:
        return blocks
    given = Attributes("", ("columns",))
    tokens = division(given, columns(parts), blocks[0].place)
    return (Block("div", tuple(tokens), 0, given), *at_foot)
