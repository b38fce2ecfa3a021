"""Slides that hold more than fits at the smallest size of text: an estimate of their height.

The browser finds out how a slide fits (`static/js/fit.js`); the build counts lines of code and
text, rows of tables and items of lists, at the sizes of `static/css/tokens.css`. It counts too
little rather than too much: no pictures, no margins between blocks, no lines that wrap within code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import ceil, inf

from diascope.cache.memory import Memory
from diascope.deck.model import SLIDE, Deck, Slide
from diascope.diagnostics import Diagnostic, Diagnostics
from diascope.dialect.html_tags import tags
from diascope.dialect.inlines import plain_text
from diascope.dialect.tokens import Token
from diascope.patterns import lazy_pattern
from diascope.snippets import is_diagram

_MARGIN_TOP, _MARGIN_BOTTOM, _HEADING, _MARGIN_INLINE = 50, 56, 100, 72
_TEXT, _CODE, _ROW, _ITEM, _PADDING = 28.6, 23.8, 42.7, 32.1, 26.0
"""Pixels of a line of text, of a line of code, of a row, of an item; and around code."""
_LETTER, _CODE_LETTER = 9.5, 10.2
"""Pixels of a letter on the average, in text of 22 pixels and in code of 17."""
_SURELY = 1.1
"""How many times too high a slide is estimated to be when it is reported."""
_LONG_LIST = 8
"""From so many items on a list of a slide may stand in two columns."""
_LONG_CODE = 12
"""From so many lines on code of a slide may."""
_BESIDE = {"columns", "tabs", "r-stack", "r-hstack", "grid", "flex"}
"""Classes of divs whose parts stand side by side or one upon the other."""
_LAID_BESIDE = "layout-code-beside"
"""The class of a slide whose blocks do."""
_NOT_WORDS = {"image", "math_inline", "math_display"}
_RAW = {"html_block", "raw_block"}
_VOID = set("area base br col embed hr img input link meta source track wbr".split())
_ITEMS = {"li", "dt", "dd"}
_OPENED = {"tr": _ROW, **dict.fromkeys(_ITEMS, _ITEM)}
"""Pixels that an element adds at most to what stands in it."""
_UNSEEN = {"notes", "r-stretch", "stretch", "links", "flowing"}
_OWN_SIZE = lazy_pattern(r"font|height|zoom|columns|display|position|overflow|transform")
"""What a style may set that makes the size of a div unknown."""
_WORDS = {
    "code": "lines of code",
    "rows": "table rows",
    "items": "list items",
    "text": "lines of text",
}


def overfull(deck: Deck, options: Mapping[str, object], memory: Memory) -> Diagnostics:
    """A warning for every slide that surely goes beyond its height.

    `options` are those of reveal.js; `width` and `height` are in pixels.
    """
    width, height = options["width"], options["height"]
    if not isinstance(width, int | float) or not isinstance(height, int | float):
        return ()
    inner = width - 2 * _MARGIN_INLINE
    row = ("overfull", width, height)
    slides = list(deck.slides())
    diagnostics = memory.each(row, slides, lambda slide: _finding(slide, inner, height))
    return tuple(deck.sources.located(one) for one in diagnostics if one)


def _finding(slide: Slide, width: float, height: float) -> Diagnostic | None:
    if slide.template != SLIDE or slide.is_hidden:
        return None
    room = height - _MARGIN_TOP - _MARGIN_BOTTOM - (_HEADING if slide.heading else 0)
    tokens = list(chain.from_iterable(block.tokens for block in slide.blocks))
    if _at_most(tokens, width) < _SURELY * room:
        return None
    estimate = _Estimate(width)
    estimate.boxes[0].is_beside = _LAID_BESIDE in slide.attributes.classes
    for token in tokens:
        estimate.add(token)
    share = estimate.boxes[0].height / max(room, 1)
    if share < _SURELY:
        return None
    counted = [
        f"{estimate.counts[key]} {words}" for key, words in _WORDS.items() if estimate.counts[key]
    ]
    message = f"the slide holds about {share:.1f} times what fits on it: {_listed(counted)}"
    hint = "part it with a heading or `---`; as it is, it scrolls, and takes several pages on paper"
    return Diagnostic("slide-overfull", slide.place, message, hint)


def _at_most(tokens: Iterable[Token], width: float) -> float:
    """A height that the estimate does not exceed, found faster: most slides are far from full."""
    height, is_table = 0.0, False
    for token in tokens:
        if token.tag == "table":
            is_table = token.nesting > 0
        elif token.type == "inline" and not is_table:
            if "{{" in token.content:  # a value may be of any length
                return inf
            lines = token.content.count("\n") + 1 + int(len(token.content) * _LETTER / width)
            height += lines * _TEXT
        elif token.type == "code_block":
            height += (token.content.count("\n") + 1) * _CODE + _PADDING
        elif token.nesting > 0:
            height += _OPENED.get(token.tag, 0)
    return height


@dataclass(slots=True)
class _Box:
    """A container, and the height of what stands in it."""

    kind: str = ""
    height: float = 0
    items: int = 0
    is_beside: bool = False
    """Whether its parts stand side by side, so that the highest counts."""
    is_unknown: bool = False
    """Whether it is not seen, or has a height of its own."""

    def add(self, height: float) -> None:
        self.height = max(self.height, height) if self.is_beside else self.height + height


@dataclass(slots=True)
class _Estimate:
    """The height of a slide's blocks in pixels, and what was counted in them."""

    width: float
    boxes: list[_Box] = field(default_factory=lambda: [_Box()])
    counts: Counter[str] = field(default_factory=Counter)
    elements: int = 0
    """How many elements of raw HTML are open; what stands in them may be of any size."""

    def add(self, token: Token) -> None:
        if token.type in _RAW:
            self.elements = max(0, self.elements + _opened_elements(token.content))
        elif token.nesting == 1:
            self.boxes.append(_opened(token))
        elif token.nesting == -1:
            box = self.boxes.pop()
            if not (box.is_unknown or self._is_unknown()):
                self._close(box)
        elif not self._is_unknown():
            self._block(token)

    def _is_unknown(self) -> bool:
        return self.elements > 0 or any(box.is_unknown for box in self.boxes)

    def _close(self, box: _Box) -> None:
        outer = self.boxes[-1]
        if box.kind == "tr":
            self._count("rows", outer.kind != "thead")
            box.height = _ROW
        elif box.kind in _ITEMS:
            self._count("items", 1)
            outer.items += 1
            box.height = max(box.height + _ITEM - _TEXT, _ITEM)
        elif box.kind in ("ul", "ol") and len(self.boxes) == 1 and box.items >= _LONG_LIST:
            box.height /= 2
        outer.add(box.height)

    def _block(self, token: Token) -> None:
        if token.type == "code_block":
            if not is_diagram(token.meta["attributes"].classes):
                rows = token.content.split("\n")
                self._count("code", len(rows))
                self.boxes[-1].add(self._code_lines(rows) * _CODE + _PADDING)
        elif token.type == "inline" and not any(box.kind == "table" for box in self.boxes):
            is_item = any(box.kind in _ITEMS for box in self.boxes)
            lines = _lines(token, self.width)
            if not is_item:
                self._count("text", lines)
            self.boxes[-1].add(lines * _TEXT)

    def _code_lines(self, lines: Sequence[str]) -> float:
        """How many lines high code is, perhaps in two columns, in which its lines wrap."""
        if len(self.boxes) > 1 or len(lines) < _LONG_CODE:
            return len(lines)
        column = self.width / 2 / _CODE_LETTER
        wrapped = sum(max(1, ceil(len(line) / column)) for line in lines)
        return min(len(lines), wrapped / 2)

    def _count(self, what: str, number: int) -> int:
        self.counts[what] += number
        return number


def _opened(token: Token) -> _Box:
    if token.type != "div_open":
        return _Box(token.tag)
    attributes = token.meta["attributes"]
    is_unknown = _UNSEEN.intersection(attributes.classes) or _OWN_SIZE.search(
        attributes.get("style")
    )
    is_beside = bool(_BESIDE.intersection(attributes.classes))
    return _Box("div", is_beside=is_beside, is_unknown=bool(is_unknown))


def _opened_elements(html: str) -> int:
    """How many more elements a piece of HTML opens than it closes."""
    known = (tag for tag in tags(html) if tag.name not in _VOID)
    return sum(-1 if tag.closes else 1 for tag in known)


def _lines(token: Token, width: float) -> int:
    """The lines of a text; one that is only a picture has none."""
    children = token.children or ()
    breaks = sum(child.type == "hardbreak" for child in children)
    letters = len(plain_text(child for child in children if child.type not in _NOT_WORDS))
    return max(breaks + (letters > 0), int(letters * _LETTER / width))


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
