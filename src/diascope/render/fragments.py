"""What appears step by step: incremental lists and pauses (Pandoc manual, "Incremental lists",
"Inserting pauses").

A pause hides the rest of the slide, list item, column, quote or lower section that it stands in:
a div with the class `fragment` encloses it. Where that would take the place of what it encloses, in
a stack or grid, it has the class `pause` as well, and no box; neither has one among columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from diascope.dialect.attributes import Attributes
from diascope.dialect.fenced_div import MARKUP
from diascope.dialect.tokens import Token, changed
from diascope.parse.resolve import is_pause
from diascope.patterns import lazy_pattern

_LISTS = {"bullet_list_open", "ordered_list_open", "dl_open"}
_TURNS = {"div_open", "blockquote_open"}
_STEPS = {"list_item_open", "dt_open", "dd_open"}
_LAYOUTS = {"r-stack", "r-hstack", "r-vstack", "grid", "flex"}
"""Classes of divs that lay out their children side by side or one upon the other."""
_LAYOUT_STYLE = lazy_pattern(r"(?:^|;)\s*display\s*:\s*(?:inline-)?(?:grid|flex)\b", re.I)


@dataclass(slots=True)
class _Container:
    """A list of blocks that a pause can part."""

    incremental: bool
    level: int = 0
    paused: bool = False
    is_layout: bool = False
    """Whether it gives each of its children a place of its own."""
    dropped: bool = False
    """Whether its own tags are left out: a block quote around a list only turns the mode."""


@dataclass(slots=True)
class _Steps:
    """The tokens so far, and the containers that are open."""

    out: list[Token] = field(default_factory=list)
    stack: list[_Container] = field(default_factory=list)

    def open(self, container: _Container) -> None:
        self.stack.append(container)

    def close(self) -> _Container:
        """Leave the innermost container and the fragments in it."""
        container = self.stack.pop()
        if container.paused:
            self.out.append(_end_of_pause())
        return container

    def pause(self) -> None:
        container = self.stack[-1]
        if container.paused:
            self.out.append(_end_of_pause())
        container.paused = True
        opening = Token("div_open", "div", 1, block=True)
        classes = ("fragment", "pause") if container.is_layout else ("fragment",)
        opening.meta = {"attributes": Attributes("", classes)}
        self.out.append(opening)


def _end_of_pause() -> Token:
    """The end of a pause's div, which is like one that is written."""
    return Token("div_close", "div", -1, markup=MARKUP, block=True)


def with_fragments(tokens: Sequence[Token], incremental: bool) -> list[Token]:
    """The tokens of a slide with fragments for pauses and for the items of incremental lists."""
    if not incremental and not any(map(_may_step, tokens)):
        return list(tokens)
    steps, at = _Steps(), 0
    steps.open(_Container(incremental))
    while at < len(tokens):
        if is_pause(tokens[at : at + 3]):
            steps.pause()
            at += 3
            continue
        _step(steps, tokens, at)
        at += 1
    while steps.stack:
        steps.close()
    return steps.out


def _may_step(token: Token) -> bool:
    """Whether a token can bring about a fragment; most slides have none such."""
    return token.type in _TURNS or (token.type == "inline" and token.content[:1] == ".")


def _step(steps: _Steps, tokens: Sequence[Token], at: int) -> None:
    token = tokens[at]
    if token.type == "heading_open":
        _open_section(steps, token.meta["level"])
        steps.out.append(token)
    elif token.nesting == 1:
        _open(steps, tokens, at)
    elif token.nesting == -1 and token.type not in ("heading_close", "paragraph_close"):
        _close(steps, token)
    else:
        steps.out.append(token)


def _open_section(steps: _Steps, level: int) -> None:
    while steps.stack[-1].level >= level:
        steps.close()
    steps.open(_Container(steps.stack[-1].incremental, level))


def _open(steps: _Steps, tokens: Sequence[Token], at: int) -> None:
    token = tokens[at]
    if token.type == "paragraph_open":
        steps.out.append(token)
        return
    incremental = steps.stack[-1].incremental
    if token.type == "blockquote_open" and _is_list_alone(tokens, at):
        steps.open(_Container(not incremental, dropped=True))
        return
    if token.type in _STEPS and incremental:
        token = changed(token, attrs=dict(token.attrs))
        token.attrJoin("class", "fragment")
    steps.out.append(token)
    steps.open(_Container(_mode(token, incremental), is_layout=_is_layout(token)))


def _mode(token: Token, incremental: bool) -> bool:
    classes = _classes(token)
    if "notes" in classes or "nonincremental" in classes:
        return False
    return incremental or "incremental" in classes


def _is_layout(token: Token) -> bool:
    if token.type != "div_open":
        return False
    attributes = token.meta["attributes"]
    found = _LAYOUTS.intersection(attributes.classes)
    return bool(found) or _LAYOUT_STYLE.search(attributes.get("style")) is not None


def _close(steps: _Steps, token: Token) -> None:
    while steps.stack[-1].level:
        steps.close()
    if not steps.close().dropped:
        steps.out.append(token)


def _is_list_alone(tokens: Sequence[Token], at: int) -> bool:
    """Whether the quote opened here holds one list and nothing else."""
    if at + 1 >= len(tokens) or tokens[at + 1].type not in _LISTS:
        return False
    depth = 0
    for i in range(at + 1, len(tokens)):
        depth += tokens[i].nesting
        if depth == 0:
            return tokens[i + 1].type == "blockquote_close"
    return False


def _classes(token: Token) -> Iterable[str]:
    attributes = token.meta.get("attributes") if token.type == "div_open" else None
    return attributes.classes if isinstance(attributes, Attributes) else ()
