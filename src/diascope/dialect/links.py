"""Links, images and bracketed spans (Pandoc manual, "Links", "Images", "Divs and Spans")."""

from __future__ import annotations

import re

from diascope.dialect.addresses import escape_address, unescape
from diascope.dialect.attributes import NONE, Attributes, parse_attributes
from diascope.dialect.citations import is_citation
from diascope.dialect.definitions import Target, label_key
from diascope.dialect.inlines import InlineState, plain_text

_SPACE = re.compile(r"[ \t]*(?:\n[ \t]*)?")
_QUOTED = re.compile(r""""(?!\s)((?:[^"\\]|\\[\s\S]|"(?=\w))*)"(?!\w)|'(?!\s)((?:[^'\\]|\\[\s\S]|'(?=\w))*)'(?!\w)""")
_ANGLES = re.compile(r"<((?:[^<>\\\n]|\\.)*)>")
_SPAN_TAGS = {"mark": "mark", "kbd": "kbd", "dfn": "dfn"}


def link(state: InlineState) -> bool:
    """A link or a bracketed span; brackets that are neither are text."""
    return _bracketed(state, state.pos, is_image=False)


def image(state: InlineState) -> bool:
    """An image; without a target it is text."""
    if not state.src.startswith("![", state.pos, state.posMax):
        return False
    return _bracketed(state, state.pos + 1, is_image=True)


def _bracketed(state: InlineState, start: int, is_image: bool) -> bool:
    close = state.closer(start)
    if close is None or state.src.startswith(("[^", "[@"), start):
        return False
    if not is_image:
        given = parse_attributes(state.src, close + 1, state.posMax)
        if given:
            _span(state, start + 1, close, given[0])
            state.pos = given[1]
            return True
        if not state.allows_links:
            return False
    found = _inline_target(state, close + 1) or _reference_target(state, start, close)
    if found is None:
        return _fallback(state, start, close, is_image)
    target, end = found
    (_image if is_image else _link)(state, start + 1, close, target)
    state.pos = end
    return True


def _link(state: InlineState, start: int, end: int, target: Target) -> None:
    token = state.put("link_open", "a", 1)
    token.attrs = {"href": target.href, **_titled(target)}
    state.read(start, end, links=False)
    state.put("link_close", "a", -1)


def _image(state: InlineState, start: int, end: int, target: Target) -> None:
    inner = state.mark()
    state.put("image", "img", 0)
    at = len(state.tokens)
    state.read(start, end)
    if state.pending:
        state.pushPending()
    children = state.tokens[at:]
    state.reset((inner[0], inner[1], state.pos, -1))
    token = state.put("image", "img", 0)
    token.children, token.content = children, plain_text(children)
    token.attrs = {"src": target.href, **({"title": target.title} if target.title else {})}
    token.meta = {"attributes": target.attributes}


def _span(state: InlineState, start: int, end: int, attributes: Attributes) -> None:
    tag, rest = _span_tag(attributes)
    token = state.put("span_open", tag, 1)
    token.attrs = dict(rest.html())
    state.read(start, end, links=state.allows_links)
    state.put("span_close", tag, -1)


def _span_tag(attributes: Attributes) -> tuple[str, Attributes]:
    """The element for a span: its first class may name one (Pandoc's HTML writer)."""
    first = attributes.classes[0] if attributes.classes else ""
    if attributes in (Attributes("", ("underline",)), Attributes("", ("ul",))):
        return "u", NONE
    if first in _SPAN_TAGS:
        return first, Attributes(attributes.id, attributes.classes[1:], attributes.pairs)
    return "span", attributes


def _titled(target: Target) -> dict[str, str | int | float]:
    title: dict[str, str | int | float] = {"title": target.title} if target.title else {}
    return {**title, **target.attributes.html()}


def _inline_target(state: InlineState, pos: int) -> tuple[Target, int] | None:
    """`(address "title"){attributes}` at this position, and where it ends."""
    src, stop = state.src, state.posMax
    if not src.startswith("(", pos, stop):
        return None
    pos += 1
    while pos < stop and src[pos] in " \t":
        pos += 1
    angles = _ANGLES.match(src, pos, stop)
    address, at = (angles[1], angles.end()) if angles else _bare_address(src, pos, stop)
    title, at = _quoted_title(src, at, stop)
    while at < stop and src[at] in " \t":
        at += 1
    if not src.startswith(")", at, stop):
        if not angles:
            return None
        address, at = _bare_address(src, pos, stop)
        title, at = _quoted_title(src, at, stop)
        if not src.startswith(")", at, stop):
            return None
    given = parse_attributes(src, at + 1, stop)
    href = escape_address(unescape(" ".join(address.split())))
    target = Target(href, title, given[0] if given else NONE)
    return target, given[1] if given else at + 1


def _bare_address(src: str, pos: int, stop: int) -> tuple[str, int]:
    """The address up to the closing parenthesis or the title; inner parentheses balance."""
    depth, at = 0, pos
    while at < stop:
        char = src[at]
        if char == "\\" and at + 1 < stop and not src[at + 1].isalnum():
            at += 1
        elif char == "(":
            depth += 1
        elif char == ")":
            if depth == 0:
                break
            depth -= 1
        elif char in " \t\n" and depth == 0:
            after = _SPACE.match(src, at, stop)
            end = after.end() if after else at
            if end >= stop or src[end] in "\"')" or src[end] == "\n":
                break
            at = end - 1 if end > at else at
        at += 1
    return src[pos:at], at


def _quoted_title(src: str, pos: int, stop: int) -> tuple[str, int]:
    space = _SPACE.match(src, pos, stop)
    found = _QUOTED.match(src, space.end() if space else pos, stop)
    if found is None:
        return "", pos
    raw = found[1] if found[1] is not None else found[2]
    return " ".join(unescape(raw).split()), found.end()


def _reference_target(state: InlineState, start: int, close: int) -> tuple[Target, int] | None:
    """The target of `[text][label]`, `[label][]` or `[label]`, and where the reference ends."""
    label, end = state.src[start + 1 : close], close + 1
    second = _second_brackets(state, end)
    if second is not None:
        label = state.src[end + 1 : second] or label
        end = second + 1
    target = state.context.link(label_key(label))
    return (target, end) if target else None


def _second_brackets(state: InlineState, pos: int) -> int | None:
    if not state.src.startswith("[", pos, state.posMax) or state.src.startswith("[^", pos):
        return None
    close = state.closer(pos)
    return None if close is None or is_citation(state.src[pos : close + 1]) else close


def _fallback(state: InlineState, start: int, close: int, is_image: bool) -> bool:
    """Brackets as text, a mistake when they were meant to refer to something."""
    label, end = state.src[start + 1 : close], close
    second = _second_brackets(state, close + 1)
    if second is not None:
        _report_undefined(state, state.src[close + 2 : second] or label)
    elif _looks_meant(label) and not is_image:
        _report_undefined(state, label)
    if is_image:
        return False
    state.write("[")
    state.read(start + 1, end)
    state.write("]")
    state.pos = close + 1
    return True


def _looks_meant(label: str) -> bool:
    """Whether a lone pair of brackets looks like a reference: words, not `[x]` or `[0]`."""
    return re.fullmatch(r"[^\W\d_][\w'’.-]+(?: [\w'’.-]+){0,4}", label) is not None


def _report_undefined(state: InlineState, label: str) -> None:
    state.report(
        "reference-undefined",
        f"nothing defines the reference `[{label}]`",
        f"add a line `[{label}]: https://…`, or write `\\[{label}\\]` to show the brackets",
    )
