"""Which layout a slide has: the classes `layout-…` of its section, for style sheets and readers.

A layout that its author names, by class or with `layout=`, is taken where the slide holds what it
needs. Where the author says nothing of a slide's looks, its content may choose one. `{.plain}` and
`layout=plain` keep all of them away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from diascope.deck.layouts import IMAGE_AT, LAYOUTS, Layout, is_picture
from diascope.deck.model import SLIDE, Slide
from diascope.deck.seen import Seen, seen
from diascope.diagnostics import Diagnostic
from diascope.diagnostics.nearest import nearest
from diascope.dialect.attributes import BLEED, Attributes
from diascope.dialect.tokens import Token, changed
from diascope.parse.block import Block

PLAIN = "plain"
_AT_EDGES = {"layout-image-full", "layout-image-left", "layout-image-right"}
_NAMES = (PLAIN, *(layout.name for layout in LAYOUTS))


def laid_out(slide: Slide) -> Slide:
    """The slide with the classes of its layout; the same one where it has the usual."""
    if slide.template != SLIDE or slide.is_section:
        return slide
    names = _classes(seen(slide))
    if not names:
        return slide
    given = slide.attributes
    attributes = replace(given, classes=(*given.classes, *names))
    if names[0] not in _AT_EDGES:
        return replace(slide, attributes=attributes)
    blocks = tuple(_at_edges(block) if is_picture(block) else block for block in slide.blocks)
    return replace(slide, attributes=attributes, blocks=blocks)


def _at_edges(block: Block) -> Block:
    """The block with its picture marked, to be cut to its place rather than made smaller."""
    inner = IMAGE_AT[block.kind]
    parent = block.tokens[inner]
    children = [_marked(child) for child in parent.children or ()]
    parent = changed(parent, children=children)
    return replace(block, tokens=(*block.tokens[:inner], parent, *block.tokens[inner + 1 :]))


def _marked(token: Token) -> Token:
    if token.type != "image":
        return token
    given: Attributes = token.meta["attributes"]
    classes = tuple(dict.fromkeys((*given.classes, BLEED)))
    return changed(token, meta={**token.meta, "attributes": replace(given, classes=classes)})


def _classes(slide: Seen) -> tuple[str, ...]:
    if PLAIN in slide.classes:
        return ()
    layout = next(filter(None, (_fits(layout, slide) for layout in LAYOUTS)), None)
    if layout is None:
        return ()
    return (f"layout-{layout.name}", *layout.more(slide))


def _fits(layout: Layout, slide: Seen) -> Layout | None:
    is_asked = not slide.classes.isdisjoint(layout.asked) and layout.has_parts(slide)
    return layout if is_asked or (slide.is_plain and layout.is_chosen(slide)) else None


def misfits(slides: Iterable[Slide]) -> Iterator[Diagnostic]:
    """A warning for every slide whose `layout=` is a slip of the pen, or one that it cannot have.

    Other names are left alone: other programs have layouts too.
    """
    for slide in slides:
        name = slide.attributes.get("layout")
        if not name or name == PLAIN or f"layout-{name}" in slide.attributes.classes:
            continue
        if name in _NAMES:
            message = f"the slide does not hold what the layout `{name}` needs"
            yield Diagnostic("layout-unknown", slide.place, message, "the usual layout is taken")
        elif near := nearest(name, _NAMES):
            message = f"there is no layout `{name}`"
            yield Diagnostic("layout-unknown", slide.place, message, f"did you mean `{near}`?")
