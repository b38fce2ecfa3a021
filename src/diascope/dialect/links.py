"""Links and images (Pandoc manual, "Links", "Images").

Text in brackets is a link when an address follows, or a label that something defines, or when
it is such a label itself; otherwise it stays text, brackets and all.
"""

from __future__ import annotations

from dataclasses import replace

from diascope.dialect.attributes import Attributes
from diascope.dialect.citations import is_citation
from diascope.dialect.definitions import Target, label_key
from diascope.dialect.inline_state import InlineState
from diascope.dialect.inlines import plain_text, read_apart, read_inside, read_part
from diascope.dialect.link_target import inline_target
from diascope.patterns import lazy_pattern


def link(state: InlineState) -> bool:
    """A link; brackets that are none are left to other rules."""
    close = state.closer(state.pos)
    if close is None or not state.allows_links or state.startswith("[^", state.pos):
        return False
    found = _target(state, state.pos, close)
    if found is None:
        return False
    target, end = found
    token = state.put("link_open", "a", 1)
    token.place = state.place_at(state.pos, end - state.pos)
    token.attrs = {"href": target.href, **_title(target), **target.attributes.html()}
    read_inside(state, state.pos + 1, close, links=False)
    state.put("link_close", "a", -1)
    state.pos = end
    return True


def image(state: InlineState) -> bool:
    """An image; without a target it is text."""
    start = state.pos + 1
    close = state.closer(start) if state.startswith("![", state.pos) else None
    found = None if close is None else _target(state, start, close)
    if close is None or state.startswith("[^", start):
        return False
    if found is None:
        return _not_an_image(state, close)
    target, end = found
    children = read_apart(state, start + 1, close)
    token = state.put("image", "img", 0)
    token.place = state.place_at(state.pos, end - state.pos)
    given = target.attributes
    token.children, token.content = children, given.get("alt", plain_text(children))
    token.attrs = {"src": target.href, **_title(target)}
    others = tuple(pair for pair in given.pairs if pair[0] != "alt")
    token.meta = {"attributes": replace(given, pairs=others)}
    state.pos = end
    return True


def _not_an_image(state: InlineState, close: int) -> bool:
    """Read over the attributes of an image that has no target."""
    given = state.attributes(close + 1)
    if given is None:
        return False
    state.write("![")
    read_part(state, state.pos + 2, close)
    state.write("]")
    state.pos = given[1]
    return True


def brackets(state: InlineState) -> bool:
    """Brackets that are nothing else, as text; a mistake when they were meant to refer."""
    start, close = state.pos, state.closer(state.pos)
    if close is None or not state.allows_links or state.startswith("[^", start):
        return False
    second = second_brackets(state, close + 1)
    _report(state, start, close, second)
    state.write("[")
    read_part(state, start + 1, close)
    state.write("]")
    state.pos = close + 1
    if second is not None:
        read_part(state, close + 1, second + 1)
        given = state.attributes(second + 1)
        state.pos = given[1] if given else second + 1
    return True


def second_brackets(state: InlineState, pos: int) -> int | None:
    """Where the label that begins right here closes."""
    if not state.startswith("[", pos) or state.startswith(("[^", "[@"), pos):
        return None
    close = state.closer(pos)
    return None if close is None or is_citation(state.src[pos : close + 1]) else close


def _target(state: InlineState, start: int, close: int) -> tuple[Target, int] | None:
    """What the text in these brackets points to, and where all of it ends."""
    found = inline_target(state, close + 1)
    if found is not None:
        return found
    label, end = state.src[start + 1 : close], close + 1
    second = second_brackets(state, end)
    if second is not None:
        label, end = state.src[end + 1 : second] or label, second + 1
    target = state.context.link(label_key(label))
    if target is None:
        return None
    given = state.attributes(end)
    if given is None:
        return target, end
    return replace(target, attributes=_both(given[0], target.attributes)), given[1]


def _both(first: Attributes, second: Attributes) -> Attributes:
    return Attributes(
        first.id or second.id, first.classes + second.classes, first.pairs + second.pairs
    )


def _title(target: Target) -> dict[str, str | int | float]:
    return {"title": target.title} if target.title else {}


def _report(state: InlineState, start: int, close: int, second: int | None) -> None:
    """Report a label that nothing defines, in a pair of brackets of its own or in a second one."""
    if state.after_word() or state.startswith(("{.", "{#"), close + 1):
        return  # an index, or a span whose attributes cannot be read
    own = state.src[start + 1 : close]
    label = own if second is None else state.src[close + 2 : second] or own
    if (_NAME if second is None else _WORDS).fullmatch(label):
        near = state.context.near(label_key(label))
        hint = f"add a line `[{label}]: https://…`, or write `\\[{label}\\]` to show the brackets"
        state.report(
            "reference-undefined",
            state.place_at(start, (close if second is None else second) + 1 - start),
            f"nothing defines the reference `[{label}]`",
            f"did you mean `[{near}]`?" if near else hint,
        )


_WORDS = lazy_pattern(r"[^\W\d_][\w'’.-]+(?: [\w'’.-]+){0,9}")
"""What a label looks like: words, not the index of an array."""
_NAME = lazy_pattern(r"(?=[^\W\d_]*[A-Z]\w*[a-z]|\S+ )[^\W\d_][\w'’.-]+(?: [\w'’.-]+){0,5}")
"""What a label alone looks like: a name with a capital letter, or several words."""
