"""Agendas: the sections of a deck as a list of links.

It stands in the place of an empty div `::: agenda`, on a slide with the class `agenda` and nothing
below its heading, and, with `agenda: true`, after every section slide, with that section marked.

A deck without section slides lists its slides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from diascope.cache.memory import Memory
from diascope.deck.division import division
from diascope.deck.front import heading_of, is_listed, link_to
from diascope.deck.model import Slide, Stack, Words
from diascope.deck.seen import is_at_foot
from diascope.diagnostics import Place
from diascope.dialect.attributes import Attributes
from diascope.dialect.tokens import Token
from diascope.parse.block import Block

AGENDA = "agenda"
CURRENT = "current"
_FEWEST = 2
"""Sections of a deck in which the agenda is repeated."""


def with_agendas(
    stacks: Iterable[Stack], is_repeated: bool, title: Words, memory: Memory
) -> tuple[Stack, ...]:
    """The stacks with their agendas filled in, and perhaps repeated, below this title."""
    stacks = tuple(stacks)
    slides = list(chain.from_iterable(stacks))
    if not is_repeated and not any(memory.each("asks for an agenda", slides, _asks)):
        return stacks
    listed = tuple(_listed(stacks))
    made = tuple(
        tuple(_filled(slide, listed, memory) if _asks(slide) else slide for slide in stack)
        for stack in stacks
    )
    if not is_repeated or sum(slide.is_section for slide in listed) < _FEWEST:
        return made
    return tuple(_repeated(stack, listed, title, memory) for stack in made)


def _listed(stacks: Sequence[Stack]) -> Iterator[Slide]:
    """The section slides, or where there are none all slides, that an agenda names."""
    slides = (slide for stack in stacks for slide in stack if is_listed(slide))
    named = [slide for slide in slides if AGENDA not in slide.attributes.classes]
    return iter([slide for slide in named if slide.is_section] or named)


def _asks(slide: Slide) -> bool:
    return _is_agenda(slide) or any(map(_has_empty_agenda, slide.blocks))


def _is_agenda(slide: Slide) -> bool:
    """Whether a slide is to be an agenda, and holds nothing yet."""
    return AGENDA in slide.attributes.classes and all(map(is_at_foot, slide.blocks))


def _has_empty_agenda(block: Block) -> bool:
    """Whether an empty div for the agenda is in a block, or is it."""
    return block.kind == "div" and any(
        _is_agenda_div(opening) and closing.type == "div_close"
        for opening, closing in pairwise(block.tokens)
    )


def _is_agenda_div(token: Token) -> bool:
    return token.type == "div_open" and AGENDA in token.meta["attributes"].classes


def _filled(slide: Slide, listed: tuple[Slide, ...], memory: Memory) -> Slide:
    """The slide with its list; made anew when the slides that it lists have changed."""

    def made() -> Slide:
        if _is_agenda(slide):
            return replace(slide, blocks=(_block(listed, "", slide.place), *slide.blocks))
        return replace(slide, blocks=tuple(_with_list(block, listed) for block in slide.blocks))

    return memory.get((AGENDA, slide, listed), made)


def _with_list(block: Block, listed: Sequence[Slide]) -> Block:
    """The block with the list in its empty divs."""
    if not _has_empty_agenda(block):
        return block
    tokens = list[Token]()
    for token in block.tokens:
        if token.type == "div_close" and tokens and _is_agenda_div(tokens[-1]):
            tokens += _list(listed, "", token.place)
        tokens.append(token)
    return replace(block, tokens=tuple(tokens))


def _repeated(stack: Stack, listed: tuple[Slide, ...], title: Words, memory: Memory) -> Stack:
    """The stack of a section with the agenda below its first slide."""
    first, *rest = stack
    names = [slide.attributes.id for slide in listed]
    if not first.is_section or first.attributes.id not in names:
        return stack
    key = ("repeated agenda", first, listed, title.plain)
    return (first, memory.get(key, lambda: _own_slide(first, listed, title)), *rest)


def _own_slide(section: Slide, listed: Sequence[Slide], title: Words) -> Slide:
    name, level = section.attributes.id, section.level + 1
    attributes = Attributes(f"agenda-{name}", ("slide", f"level{level}", "unlisted", AGENDA))
    block = _block(listed, name, section.place)
    heading = heading_of("h2", "agenda-title", (title,))
    return Slide(attributes, level, heading, (block,), section.place)


def _block(listed: Sequence[Slide], current: str, place: Place) -> Block:
    given = Attributes("", (AGENDA,))
    tokens = division(given, _list(listed, current, place), place)
    return Block("div", tuple(tokens), 0, given)


def _list(listed: Sequence[Slide], current: str, place: Place) -> Iterator[Token]:
    yield Token("ordered_list_open", "ol", 1, block=True, place=place)
    for slide in listed:
        item = Token("list_item_open", "li", 1, block=True, place=place)
        if slide.attributes.id == current:
            item.attrs = {"class": CURRENT, "aria-current": "true"}
        yield item
        yield Token("inline", "", 0, children=link_to(slide), block=True, place=place)
        yield Token("list_item_close", "li", -1, block=True, place=place)
    yield Token("ordered_list_close", "ol", -1, block=True, place=place)
