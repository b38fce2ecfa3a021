"""Citations, read as Pandoc reads them without citeproc: the text stays, the keys are marked
(Pandoc manual, "Citation syntax").  A key that labels an example list item is its number."""

from __future__ import annotations

import re

from diascope.dialect.inlines import InlineState, parser

_NAME = r"(?:[^\W]|_)(?:[\w]|[:.#$%&\-+?<>~/](?=\w))*|\{[^{}\s]+\}"
_KEY = re.compile(rf"-?@({_NAME})")
_IN_BRACKETS = re.compile(rf"(?<![\w])-?@({_NAME})")
_SPACE = re.compile(r"[ \t]*\n?[ \t]*")


def is_citation(brackets: str) -> bool:
    """Whether bracketed text is a citation: every part of it has a key."""
    if "@" not in brackets:
        return False
    return all(_IN_BRACKETS.search(part) for part in brackets[1:-1].split(";"))


def bracketed_citation(state: InlineState) -> bool:
    """`[see @key, p. 3; @other]`."""
    close = state.closer(state.pos)
    if close is None or "@" not in state.src[state.pos : close]:
        return False
    raw = state.src[state.pos : close + 1]
    if not is_citation(raw) or state.src.startswith(("(", "{"), close + 1):
        return False
    _cite(state, " ".join(raw.split()), _IN_BRACKETS.findall(raw))
    state.pos = close + 1
    return True


def citation(state: InlineState) -> bool:
    """`@key`, or `@key [p. 3]`; after a word `@` is text, as in an address."""
    found = _KEY.match(state.src, state.pos, state.posMax)
    if found is None or state.after_word():
        return False
    number = state.context.example(found[1])
    state.pos = found.end()
    if number is not None:
        state.write(str(number))
        state.word_end = state.pos
        return True
    suffix = _locator(state)
    _cite(state, found[0] + suffix, [found[1]])
    state.word_end = state.pos
    return True


def _locator(state: InlineState) -> str:
    """` [p. 3]` right after a key, as text."""
    space = _SPACE.match(state.src, state.pos, state.posMax)
    start = space.end() if space else state.pos
    close = state.closer(start) if state.src.startswith("[", start, state.posMax) else None
    if close is None or state.src.startswith(("[", "(", "{"), close + 1):
        return ""
    if state.src.startswith("[^", start):
        return ""
    raw = state.src[start : close + 1]
    state.pos = close + 1
    return " " + " ".join(raw.split())


def _cite(state: InlineState, text: str, keys: list[str]) -> None:
    token = state.put("cite_open", "span", 1)
    token.attrs = {"class": "citation", "data-cites": " ".join(key.strip("{}") for key in keys)}
    state.write(text)
    state.put("cite_close", "span", -1)
    _ = parser
