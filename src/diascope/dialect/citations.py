"""Citations, read as Pandoc reads them without citeproc: the text stays, the keys are marked
(Pandoc manual, "Citation syntax").  A key that labels an example list item is its number."""

from __future__ import annotations

import re

from diascope.dialect.definitions import label_key
from diascope.dialect.inline_state import InlineState
from diascope.patterns import lazy_pattern

_NAME = r"[\w*](?:\w|[:.#$%&\-+?<>~/](?=\w)|[:/](?=/))*+|\{[^{}\s]+\}"
_KEY = lazy_pattern(rf"-?@({_NAME})")
_KEY_IN_BRACKETS = lazy_pattern(rf"(?<![\w\\])-?@({_NAME})")
_EXAMPLE = lazy_pattern(r"@((?:[^\W_]|[_-](?=[^\W_]))*+)")
_SPACE = lazy_pattern(r"[ \t]*+(?:\n[ \t]*+)?")
_CODE = lazy_pattern(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.S)


def is_citation(text: str) -> bool:
    """Whether text in brackets is a citation: every part of it has a key."""
    return "@" in text and all(_KEY_IN_BRACKETS.search(part) for part in _parts(text))


def bracketed_citation(state: InlineState) -> bool:
    """`[see @key, p. 3; @other]`."""
    close = state.closer(state.pos)
    if close is None or "@" not in state.src[state.pos : close]:
        return False
    raw = state.src[state.pos : close + 1]
    if not is_citation(raw) or _is_label(state, close + 1):
        return False
    _cite(state, " ".join(raw.split()), _KEY_IN_BRACKETS.findall(raw))
    state.pos = close + 1
    return True


def citation(state: InlineState) -> bool:
    """`@key`, or `@key [p. 3]`; after a word `@` is text, as in an address."""
    match = _KEY.match(state.src, state.pos, state.posMax)
    if match is None or state.after_word() or state.context.example(match[1]) is not None:
        return _example(state)
    key = match[1].strip("{}")
    state.pos = match.end()
    suffix, keys = _locator(state)
    _cite(state, f"@{key}{suffix}", [key, *keys])
    return True


def _example(state: InlineState) -> bool:
    """The number of an example list item, or the text as it stands."""
    match = _EXAMPLE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    number = state.context.example(match[1])
    state.write(match[0] if number is None else str(number))
    state.pos = match.end()
    return True


def _locator(state: InlineState) -> tuple[str, list[str]]:
    """` [p. 3; @other]` right after a key, as text, and the other keys."""
    space = _SPACE.match(state.src, state.pos, state.posMax)
    start = space.end() if space else state.pos
    close = state.closer(start) if state.startswith("[", start) else None
    if close is None or state.startswith("[^", start) or state.startswith(("[", "("), close + 1):
        return "", []
    if state.attributes(close + 1) is not None:
        return "", []
    raw = state.src[start : close + 1]
    if not is_citation(raw) and not _is_locator(state, raw):
        return "", []
    state.pos = close + 1
    return " " + " ".join(raw.split()), _KEY_IN_BRACKETS.findall(raw)


def _is_locator(state: InlineState, raw: str) -> bool:
    """Whether brackets after a key tell a place in the work, and are no link."""
    others = _parts(raw)[1:]
    if not all(_KEY_IN_BRACKETS.search(part) for part in others):
        return False
    return state.context.link(label_key(raw[1:-1])) is None


def _parts(brackets: str) -> list[str]:
    return _CODE.sub("", brackets[1:-1]).split(";")


def _is_label(state: InlineState, pos: int) -> bool:
    """Whether what follows the brackets makes them the text of a link."""
    if not state.startswith("[", pos) or state.startswith(("[^", "[@"), pos):
        return False
    close = state.closer(pos)
    return close is not None and not is_citation(state.src[pos : close + 1])


def _cite(state: InlineState, text: str, keys: list[str]) -> None:
    token = state.put("cite_open", "span", 1)
    token.attrs = {"class": "citation", "data-cites": " ".join(key.strip("{}") for key in keys)}
    state.write(text)
    state.put("cite_close", "span", -1)
