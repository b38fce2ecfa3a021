"""Headings inside divs that begin slides, and so take apart what was meant as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from diascope.diagnostics import Diagnostic
from diascope.parse.block import Block, blocks_of

_NOTES = ("heading-in-notes", "this heading inside notes begins a slide, which the audience sees")
_PARTS = (
    "heading-in-div",
    "this heading inside tabs or columns begins a slide, and takes them apart",
)
_DIVS: Mapping[str, tuple[str, str]] = {
    "notes": _NOTES,
    "tabs": _PARTS,
    "panel-tabset": _PARTS,
    "two-columns": _PARTS,
    "three-columns": _PARTS,
}
"""By class of a div: the code and message for a heading in it that begins a slide."""


def slides_in_divs(blocks: Iterable[Block], level: int) -> Iterator[Diagnostic]:
    """A warning for every such div with a heading that begins a slide at this slide level.

    Pandoc makes a slide of such a heading, and shows it with what the div begins with.
    """
    for block in [one for one in blocks if one.kind == "div"]:
        has_headings = any(token.type == "heading_open" for token in block.tokens)
        inner = blocks_of(block.tokens[1:-1]) if has_headings else ()
        headings = [part for part in inner if 0 < part.level <= level]
        known = [name for name in block.attributes.classes if name in _DIVS]
        if headings and known:
            yield _warning(known[0], headings, level)
        elif headings:
            yield from slides_in_divs(inner, level)


def _warning(name: str, headings: Sequence[Block], level: int) -> Diagnostic:
    code, message = _DIVS[name]
    hint = f"write it with `{'#' * (level + 1)}`, below the slide level, or in bold"
    return Diagnostic(code, headings[0].place, message, hint)
