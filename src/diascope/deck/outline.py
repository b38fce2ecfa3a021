"""Slides and stacks out of a deck's blocks (Pandoc manual, "Structuring the slide show").

The slide level is the highest heading level that has content right below it.  Headings at that
level begin slides; those above it begin section slides, which head a stack; those below it are
headings within a slide.  A ruler begins a slide without a heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby, pairwise

from diascope.cache.memory import Memory
from diascope.deck.model import Slide, Stack
from diascope.diagnostics.place import UNKNOWN
from diascope.dialect.attributes import NONE, Attributes
from diascope.dialect.tokens import changed
from diascope.parse.block import Block, Passage, blocks_of

_DEEPEST = 6


def outline(passages: Sequence[Passage], level: int | None, memory: Memory) -> tuple[Stack, ...]:
    """The stacks of slides that these blocks make at this slide level, or at their own."""
    own = slide_level(passages, memory) if level is None else level

    def slides(run: tuple[Passage, ...]) -> tuple[Slide, ...]:
        blocks = chain.from_iterable(run)
        return tuple(_slide(group, own) for group in _split(_unwrap(blocks, own), own))

    runs = list(_runs(passages, own))
    return tuple(_stacks(chain.from_iterable(memory.each(("slides", own), runs, slides))))


def slide_level(passages: Sequence[Passage], memory: Memory) -> int:
    """The least level of a heading that something else than a heading or ruler follows."""
    least = min(memory.each("slide level", passages, _least_level), default=_DEEPEST)
    for passage, following in pairwise(filter(None, passages)):
        if passage[-1].level:
            least = min(least, _least_level((passage[-1], following[0])))
    return least


def _least_level(passage: Passage) -> int:
    found = pairwise(passage)
    levels = (one.level for one, following in found if following.kind not in ("heading", "hr"))
    return min(filter(None, levels), default=_DEEPEST)


def _runs(passages: Iterable[Passage], level: int) -> Iterator[tuple[Passage, ...]]:
    """Passages that make slides of their own; a ruler alone may belong to what follows it."""
    run, last = list[Passage](), ""
    for passage in passages:
        if passage:
            first = passage[0]
            if last not in ("", "hr") and (first.kind == "hr" or 0 < first.level <= level):
                yield tuple(run)
                run = []
            last = passage[-1].kind
        run.append(passage)
    yield tuple(run)


def _unwrap(blocks: Iterable[Block], level: int) -> Iterator[Block]:
    """The blocks, with divs that hold slides' headings opened up.

    A div around one slide gives the slide its classes and attributes.  A div around several is
    put around what stands on each of them, so that it means the same there.
    """
    for block in blocks:
        has_headings = block.kind == "div" and any(t.type == "heading_open" for t in block.tokens)
        inner = blocks_of(block.tokens[1:-1]) if has_headings else ()
        if not inner or not any(_begins_slide(part, level) for part in inner):
            yield block
        elif _wraps_slide(block, inner):
            first, *rest = inner
            yield replace(first, attributes=_joined(first, block))
            yield from _unwrap(rest, level)
        else:
            parts = groupby(_unwrap(inner, level), lambda part: _begins_slide(part, level))
            for at, (are_headings, run) in enumerate(parts):
                # what is laid out on one slide is not on the next
                is_kept = are_headings or (at > 0 and _is_layout(block))
                yield from run if is_kept else [_wrapped(tuple(run), block)]


def _begins_slide(block: Block, level: int) -> bool:
    return 0 < block.level <= level


def _wraps_slide(div: Block, inner: Sequence[Block]) -> bool:
    """Whether a div is about the slide that its first heading begins, and nothing more."""
    top = inner[0].level
    others = (part.level for part in inner[1:])
    return top > 0 and not _is_layout(div) and all(not other or other > top for other in others)


def _is_layout(div: Block) -> bool:
    return not {"column", "columns", "fragment"}.isdisjoint(div.attributes.classes)


def _wrapped(blocks: Sequence[Block], div: Block) -> Block:
    """These blocks in a div like this one, less its identifier."""
    opening, closing = div.tokens[0], div.tokens[-1]
    attributes = replace(div.attributes, id="")
    place = blocks[0].place
    opening = changed(opening, meta={**opening.meta, "attributes": attributes}, place=place)
    tokens = [token for block in blocks for token in block.tokens]
    return Block("div", (opening, *tokens, closing), 0, attributes)


def _joined(heading: Block, div: Block) -> Attributes:
    one, two = heading.attributes, div.attributes
    if two.id:
        return one  # the identifier shows that the div is meant for itself
    classes = dict.fromkeys((*one.classes, *two.classes))
    return Attributes(one.id, tuple(classes), (*one.pairs, *two.pairs))


def _split(blocks: Iterable[Block], level: int) -> Iterator[list[Block]]:
    """The blocks of each slide; the first is its heading, or the ruler that begins it."""
    group: list[Block] = []
    found = False
    for block in blocks:
        begins = block.kind == "hr" or _begins_slide(block, level)
        replaces_ruler = len(group) == 1 and group[0].kind == "hr" and block.level == level
        if begins and not replaces_ruler:
            if group:
                yield group
            group, found = [], True
        elif replaces_ruler:
            group = []
        group.append(block)
    if group or not found:
        yield group


def _slide(group: Sequence[Block], level: int) -> Slide:
    first = group[0] if group else None
    heading = first if first and 0 < first.level <= level else None
    is_ruled = first is not None and first.kind == "hr"
    body = tuple(group[1:] if heading or is_ruled else group)
    own = heading.level if heading else level
    attributes = heading.attributes if heading else NONE
    is_section = own < level
    names = (*(["title-slide"] if is_section else []), "slide", f"level{own}")
    classes = dict.fromkeys((*names, *attributes.classes))
    return Slide(
        Attributes(attributes.id, tuple(classes), attributes.pairs),
        own,
        heading.tokens if heading else (),
        body,
        first.place if first else UNKNOWN,
        is_section,
    )


def _stacks(slides: Iterable[Slide]) -> Iterator[Stack]:
    """Slides in stacks: a section slide with all that follows below its level."""
    stack, top = list[Slide](), 0
    for slide in slides:
        if stack and stack[0].is_section and slide.level > top:
            stack.append(slide)
            continue
        if stack:
            yield tuple(stack)
        stack, top = [slide], slide.level
    if stack:
        yield tuple(stack)
