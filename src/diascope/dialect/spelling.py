"""Attributes that Pandoc does not read, and the spelling of them that it does."""

from __future__ import annotations

import re

from diascope.dialect.attributes import parse_attributes
from diascope.patterns import lazy_pattern

_CSS = lazy_pattern(r"(?<![\w.#-])([^\W\d_][\w-]*):\s+(?=[^\s,;])")
"""A key with a colon, as in style sheets and YAML."""
_ITEM = lazy_pattern(r"""(?:[^\s,;"'“”„]|"[^"]*"|'[^']*'|[“„][^“”]*[“”])+""")
_PAIR = lazy_pattern(r"([^\W\d_][\w:.-]*)=(.*)", re.S)
_NAME = lazy_pattern(r"[.#]?[^\W\d_][\w-]*")
_LINES = lazy_pattern(r"[\d,|-]*\d[\d,|-]*")
_SWITCHES = frozenset("auto-animate autoplay controls loop muted".split())
"""Names that reveal.js and HTML know without a value."""
_QUOTES = "\"'“”„"


def is_switch(word: str) -> bool:
    """Whether a word alone is meant as an attribute."""
    return word.startswith("data-") or word in _SWITCHES


def spelt(text: str) -> str:
    """What stands in braces or behind colons as attributes that can be read, or nothing.

    Commas are left out, words become classes, and every value has straight quotation marks.
    """
    inner = _CSS.sub(r"\1=", text.strip().strip("{}[]").removeprefix(":"))
    items = [_spelt(item) for item in _ITEM.findall(inner)]
    made = "{" + " ".join(filter(None, items)) + "}"
    return made if any(items) and parse_attributes(made) else ""


def spelt_fence(info: str) -> str:
    """The attributes of a code block whose info string cannot be read, or nothing."""
    word = re.match(r"[^\s`{}\[,]*", info.strip())
    language = word[0] if word else ""
    rest = info.strip()[len(language) :].replace("{", " ").replace("}", " ")
    lines = re.search(r"(?<!\S)\[?(" + _LINES.pattern + r")\]?(?!\S)", rest)
    if lines:
        rest = rest[: lines.start()] + rest[lines.end() :]
    steps = f' code-line-numbers="{lines[1]}"' if lines else ""
    words = spelt(f"{language} {rest}")
    return f"{words[:-1]}{steps}}}" if words else ""


def _spelt(item: str) -> str:
    if pair := _PAIR.fullmatch(item):
        value = pair[2].strip(_QUOTES).replace('"', r"\"")
        return f'{pair[1]}="{value}"'
    if is_switch(item):
        return f"{item}=true"
    if not _NAME.fullmatch(item):
        return ""
    return item if item[0] in ".#" else f".{item}"
