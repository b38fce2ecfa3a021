"""Spans, in brackets or as HTML (Pandoc manual, "Divs and Spans")."""

from __future__ import annotations

import re

from diascope.dialect.attributes import NONE, Attributes
from diascope.dialect.inline_state import InlineState
from diascope.dialect.inlines import parser, read_inside
from diascope.dialect.tokens import Token
from diascope.patterns import lazy_pattern

_TAGS = frozenset({"mark", "kbd", "dfn"})
_CLOSING = lazy_pattern(r"</span\s*>", re.I)


def bracketed_span(state: InlineState) -> bool:
    """`[text]{.class}`."""
    close = state.closer(state.pos)
    if close is None or state.startswith("[^", state.pos):
        return False
    given = state.attributes(close + 1)
    if given is None:
        return False
    tag = open_span(state, given[0])
    read_inside(state, state.pos + 1, close, links=state.allows_links)
    state.put("span_close", tag, -1)
    state.pos = given[1]
    return True


def html_span(state: InlineState) -> bool:
    """`<span class="class">text</span>`, which is a span like one in brackets."""
    if state.src[state.pos + 1 : state.pos + 5].lower() != "span":
        return False
    tag = state.tag(state.pos)
    if tag is None or tag.name != "span" or state.span_closer(state.pos) is None:
        return False
    if not state.may_try("span"):
        return False
    mark = state.mark()
    element = open_span(state, _attributes(tag.pairs()))
    state.pos = tag.end
    if not parser(state).until(state, lambda: _closing(state) is not None):
        return state.give_up("span", mark)
    closing = _closing(state)
    state.put("span_close", element, -1)
    state.pos = closing.end() if closing else state.pos
    return True


def open_span(state: InlineState, attributes: Attributes) -> str:
    """Put the opening tag of a span and return the name of its element."""
    tag, rest = _element(attributes)
    token: Token = state.put("span_open", tag, 1)
    token.attrs = dict(rest.html())
    return tag


def _closing(state: InlineState) -> re.Match[str] | None:
    return _CLOSING.match(state.src, state.pos, state.posMax)


def _attributes(pairs: list[tuple[str, str]]) -> Attributes:
    found = dict(pairs)
    others = tuple((key, value) for key, value in pairs if key not in ("id", "class"))
    return Attributes(found.get("id", ""), tuple(found.get("class", "").split()), others)


def _element(attributes: Attributes) -> tuple[str, Attributes]:
    """The element for a span: its first class may name one (Pandoc's HTML writer)."""
    first = attributes.classes[0] if attributes.classes else ""
    if attributes in (Attributes("", ("underline",)), Attributes("", ("ul",))):
        return "u", NONE
    if first in _TAGS:
        return first, Attributes(attributes.id, attributes.classes[1:], attributes.pairs)
    if _is_small_caps(attributes):
        return "span", Attributes("", ("smallcaps",))
    return "span", attributes


def _is_small_caps(attributes: Attributes) -> bool:
    style = re.sub(r"[\s;]", "", attributes.get("style")).lower()
    return style == "font-variant:small-caps" and not attributes.id and not attributes.classes
