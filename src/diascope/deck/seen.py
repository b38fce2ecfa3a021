"""What a slide shows, for those who decide how to lay it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from diascope.deck.code import UNSEEN
from diascope.deck.model import Slide
from diascope.dialect.inlines import plain_text
from diascope.parse.block import Block, Passage

_AT_FOOT = {"notes", "docs", "verified"}
"""Classes of divs that no layout is about."""
_LOOKS = ("background", "auto-")
"""What attributes of slides begin with that are composed otherwise."""
_GIVEN = {"slide", "extra", "unnumbered", "unlisted", "allowframebreaks"}
"""Classes that say nothing of how a slide looks."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The parts of a slide that count."""

    heading: str
    """The words of its heading."""
    blocks: Passage
    """What stands below it, without notes, links at the foot, comments and hidden code."""
    classes: frozenset[str]
    """The classes that its author gave it, and the layout that it asks for."""
    is_plain: bool
    """Whether its author said nothing of how it looks."""

    @property
    def only(self) -> Block | None:
        """The block that it shows, where that is the only one."""
        return self.blocks[0] if len(self.blocks) == 1 else None


def seen(slide: Slide) -> Seen:
    """What a slide shows."""
    given = slide.attributes
    own = {name for name in given.classes if name not in _GIVEN and name != f"level{slide.level}"}
    asked = {given.get("layout"), given.get("data-layout")} - {""}
    has_look = any(key.removeprefix("data-").startswith(_LOOKS) for key, _ in given.pairs)
    heading = plain_text(slide.heading[1].children or ()).strip() if slide.heading else ""
    blocks = tuple(block for block in slide.blocks if not _is_hidden(block))
    return Seen(heading, blocks, frozenset(own | asked), not (own or asked or has_look))


def _is_hidden(block: Block) -> bool:
    is_hidden = _HIDDEN.get(block.kind)
    return is_hidden is not None and is_hidden(block)


def is_at_foot(block: Block) -> bool:
    """Whether a block is a div of notes, or one that stands at the foot of its slide."""
    return not _AT_FOOT.isdisjoint(block.attributes.classes)


def _is_comment(block: Block) -> bool:
    text = block.tokens[0].content.strip()
    return text.startswith("<!--") and text.endswith("-->") and text.count("-->") == 1


def _is_unseen(block: Block) -> bool:
    return not UNSEEN.isdisjoint(block.tokens[0].meta["attributes"].classes)


def _is_foreign(block: Block) -> bool:
    return "html" not in block.tokens[0].info


_HIDDEN: dict[str, Callable[[Block], bool]] = {
    "div": is_at_foot,
    "html_block": _is_comment,
    "code_block": _is_unseen,
    "raw_block": _is_foreign,
}


def words(block: Block) -> str:
    """The words of a block's text."""
    texts = (plain_text(one.children or ()) for one in block.tokens if one.type == "inline")
    return " ".join(" ".join(texts).split())
