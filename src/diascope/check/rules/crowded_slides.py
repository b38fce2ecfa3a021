"""Slides with more on them than listeners can follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from diascope.check.subject import Subject, seen
from diascope.config.types import LIMITS_KNOWN
from diascope.deck.model import SLIDE
from diascope.deck.walk import Node
from diascope.diagnostics import Diagnostic
from diascope.patterns import lazy_pattern
from diascope.snippets import is_diagram

_WORD = lazy_pattern(r"\w[\w'’-]*")
_NAMES = {"words": "words", "items": "list items", "code": "lines of code"}


def crowded_slides(subject: Subject) -> Iterator[Diagnostic]:
    """Advice for every slide that is over a limit of the configuration; 0 switches one off."""
    limits = {**LIMITS_KNOWN, **subject.config.limits}
    for slide, nodes in groupby(seen(subject.nodes), key=lambda node: node.slide):
        if slide is None or slide.template != SLIDE:
            continue
        counts = _counts(nodes)
        over = [name for name in _NAMES if 0 < limits[name] < counts[name]]
        if over:
            held = " and ".join(f"{counts[name]} {_NAMES[name]}" for name in over)
            most = " and ".join(f"{limits[name]}" for name in over)
            message = f"this slide holds {held}; the limit is {most}"
            hint = "part it in two, or say some of it instead; `limits` in diascope.toml sets it"
            yield Diagnostic("slide-crowded", slide.place, message, hint)


def _counts(nodes: Iterator[Node]) -> Counter[str]:
    """The words, items and lines of code on a slide, those of footnotes not."""
    counts, notes = Counter[str](), -1
    for token, _, depth in nodes:
        if 0 <= notes < depth:
            continue
        notes = depth if token.type == "note" else -1
        if token.type == "text":
            counts["words"] += len(_WORD.findall(token.content))
        elif token.type == "list_item_open":
            counts["items"] += 1
        elif token.type == "code_block" and not is_diagram(token.meta["attributes"].classes):
            counts["code"] += token.content.rstrip("\n").count("\n") + 1
    return counts
