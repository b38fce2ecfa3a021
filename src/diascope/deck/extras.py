"""Extras: what the build adds to a deck's slides from the file `NAME.extras.md` beside it.

Headings of the extras file name slides by identifier, `# {#docker}`.  The blocks below such a
heading are appended to that slide; a deeper heading begins a slide of its own in the stack below
it, so that commands have room and the talk's main line stays as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from diascope.deck.model import Slide, Stack
from diascope.diagnostics import Diagnostic, Diagnostics, Place
from diascope.diagnostics.nearest import nearest
from diascope.dialect.attributes import Attributes
from diascope.parse.block import Block

SUFFIX = ".extras.md"
_LISTED = 50
"""Slides that a hint names."""


@dataclass(frozen=True, slots=True)
class Addition:
    """What is added to one slide."""

    id: str
    """The slide's identifier."""
    blocks: tuple[Block, ...]
    """Blocks appended to the slide."""
    slides: tuple[Slide, ...]
    """Slides put below it."""
    place: Place
    """The heading that names the slide."""


def add_extras(
    stacks: Sequence[Stack], blocks: Sequence[Block]
) -> tuple[tuple[Stack, ...], Diagnostics]:
    """The stacks with the additions that the blocks of an extras file make."""
    additions, outside = _additions(blocks)
    known = dict.fromkeys(slide.attributes.id for stack in stacks for slide in stack)
    known.pop("", None)
    diagnostics = [_outside(block) for block in outside]
    diagnostics += [_unknown(addition, known) for addition in additions if addition.id not in known]
    by_id = dict[str, list[Addition]]()
    for addition in additions:
        by_id.setdefault(addition.id, []).append(addition)
    return tuple(_extended(stack, by_id) for stack in stacks), tuple(diagnostics)


def _extended(stack: Stack, additions: dict[str, list[Addition]]) -> Stack:
    if not any(slide.attributes.id in additions for slide in stack):
        return stack
    extended = list[Slide]()
    for slide in stack:
        own = additions.get(slide.attributes.id, []) if slide.attributes.id else []
        more = tuple(block for addition in own for block in addition.blocks)
        extended.append(replace(slide, blocks=(*slide.blocks, *more)))
        extended += [below for addition in own for below in addition.slides]
    return tuple(extended)


def _additions(blocks: Sequence[Block]) -> tuple[list[Addition], list[Block]]:
    """The additions in order, and the blocks that stand before the first of them."""
    top = min((block.level for block in blocks if block.level), default=1)
    additions, outside = list[Addition](), list[Block]()
    for block in blocks:
        if block.level == top:
            additions.append(Addition(block.attributes.id, (), (), block.place))
        elif not additions:
            outside.append(block)
        else:
            additions[-1] = _with(additions[-1], block, top)
    return additions, outside


def _with(addition: Addition, block: Block, top: int) -> Addition:
    if block.level == top + 1:
        return replace(addition, slides=(*addition.slides, _slide(block)))
    if not addition.slides:
        return replace(addition, blocks=(*addition.blocks, block))
    last = addition.slides[-1]
    grown = replace(last, blocks=(*last.blocks, block))
    return replace(addition, slides=(*addition.slides[:-1], grown))


def _slide(heading: Block) -> Slide:
    given = heading.attributes
    classes = dict.fromkeys(("slide", f"level{heading.level}", "extra", *given.classes))
    attributes = Attributes(given.id, tuple(classes), given.pairs)
    return Slide(attributes, heading.level, heading.tokens, (), heading.place)


def _unknown(addition: Addition, known: Collection[str]) -> Diagnostic:
    close = nearest(addition.id, known)
    listed = ", ".join(f"`#{name}`" for name in islice(known, _LISTED))
    listed += ", …" if len(known) > _LISTED else ""
    hint = f"did you mean `#{close}`?" if close else f"the slides are {listed}"
    message = f"the deck has no slide `#{addition.id}`"
    return Diagnostic("extras-unknown-slide", addition.place, message, hint)


def _outside(block: Block) -> Diagnostic:
    message = "this stands above the first heading and belongs to no slide"
    hint = "put a heading that names a slide above it, such as `# {#docker}`"
    return Diagnostic("extras-outside-slide", block.place, message, hint)
