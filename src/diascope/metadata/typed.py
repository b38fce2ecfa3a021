"""The types of metadata: how each is named, and how it is read.

A value of another type is a warning, and read as if its key were not there: pandoc builds such
decks.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from diascope.config import table
from diascope.config.colours import is_colour
from diascope.config.html import POLICIES
from diascope.config.reveal import OPTIONS, Json, accepts, expected
from diascope.config.table import Type
from diascope.config.types import COLOUR as SITE_COLOUR
from diascope.config.types import is_pattern
from diascope.diagnostics import Diagnostic
from diascope.metadata.durations import WORDS as TIME_WORDS
from diascope.metadata.durations import seconds
from diascope.metadata.values import MetaBool, Metadata, MetaList, MetaMap, MetaText, MetaValue

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry:
    """A key in a deck's metadata, and where to report what is wrong with its value."""

    values: Metadata
    """All of the metadata."""
    names: tuple[str, ...]
    """The key, and other names of it."""
    diagnostics: list[Diagnostic]
    """What is wrong with the values that were read so far."""

    @property
    def value(self) -> MetaValue | None:
        """The value of the key."""
        return self.get(*self.names)

    def get(self, *names: str) -> MetaValue | None:
        """The value under the first of the names that has one; an empty one is none."""
        for name in names:
            value = self.values.get(name)
            if value is not None and not (isinstance(value, MetaText) and not value.text.strip()):
                return value
        return None

    def misfit(self, name: str, value: MetaValue, words: str) -> None:
        """Keep the diagnostic that a value is not what it should be."""
        text = as_text(value)
        place = value.place._replace(length=len(text.text) if text and "\n" not in text.text else 1)
        message = f"`{name}` should be {words}, not {_kind(value)}"
        self.diagnostics.append(Diagnostic("metadata-invalid", place, message))


def _one(words: str, parse: Callable[[MetaValue], T | None]) -> Type[Entry, T]:
    """The type of what can be parsed; what cannot is reported."""

    def read(entry: Entry) -> T | None:
        value = entry.value
        parsed = parse(value) if value else None
        if value and parsed is None:
            entry.misfit(entry.names[0], value, words)
        return parsed

    return Type(words, read)


def quiet(of: Type[Entry, T]) -> Type[Entry, T]:
    """The same type without a report, for keys that other programs use in their own ways."""
    return Type(of.words, lambda entry: of.read(replace(entry, diagnostics=[])))


def _text(parse: Callable[[str], T | None]) -> Callable[[MetaValue], T | None]:
    """A parser of values that are texts."""
    return lambda value: parse(text.text) if (text := as_text(value)) else None


def choice(*words: str) -> Type[Entry, str]:
    """The type of one of these words."""
    parse = _text(lambda text: text if text in words else None)
    return _one(" or ".join(f"`{word}`" for word in words), parse)


def _policy(entry: Entry) -> str | None:
    """One of the policies for HTML; a yes or no, as Marp has it, and a mapping are for others."""
    if not isinstance(entry.value, MetaText):
        return None
    return choice(*POLICIES).read(entry)


def whole(least: int, most: int) -> Type[Entry, int]:
    """The type of the whole numbers from ``least`` to ``most``, below 1000."""

    def parse(text: str) -> int | None:
        is_number = re.fullmatch("[0-9]{1,3}", text) and least <= int(text) <= most
        return int(text) if is_number else None

    return _one(f"a whole number from {least} to {most}", _text(parse))


def _flag(value: MetaValue) -> bool | None:
    if isinstance(value, MetaText):
        return {"true": True, "false": False}.get(value.text)
    return value.value if isinstance(value, MetaBool) else None


def _ratio(text: str) -> tuple[int, int] | None:
    ratio = re.fullmatch("([1-9][0-9]{0,3})[:/]([1-9][0-9]{0,3})", _BEAMER_RATIOS.get(text, text))
    return (int(ratio[1]), int(ratio[2])) if ratio else None


_BEAMER_RATIOS = {
    "1610": "16:10", "169": "16:9", "149": "14:9", "141": "141:100", "54": "5:4", "43": "4:3",
    "32": "3:2",
}  # fmt: skip


def _texts(entry: Entry) -> tuple[MetaText, ...]:
    value = entry.value
    items = value.items if isinstance(value, MetaList) else (value,) if value else ()
    for item in items:
        if as_text(item) is None:
            entry.misfit(entry.names[0], item, TEXTS.words)
    return tuple(text for text in map(as_text, items) if text and text.text.strip())


def _attributes(entry: Entry) -> Mapping[str, MetaText]:
    mapping = _MAPPING.read(entry) or {}
    for name, item in mapping.items():
        if as_text(item) is None:
            entry.misfit(f"{entry.names[0]}.{name}", item, "a text")
    return {name: text for name, item in mapping.items() if (text := as_text(item))}


def _patterns(entry: Entry) -> Mapping[str, MetaText]:
    found = _attributes(entry)
    for name, text in found.items():
        if not is_pattern(text.text):
            entry.misfit(f"{entry.names[0]}.{name}", text, "a regular expression")
    return {name: text for name, text in found.items() if is_pattern(text.text)}


def _options(entry: Entry) -> Mapping[str, Json]:
    """The reveal.js options, at the top or under `revealOptions` as in reveal-md."""
    inner = entry.value
    nested = inner.items if isinstance(inner, MetaMap) else {}
    options: dict[str, Json] = {}
    for name, value in {**nested, **entry.values}.items():
        if name not in OPTIONS or (isinstance(value, MetaText) and not value.text):
            continue
        fitting = [each for each in _readings(value) if accepts(name, each)]
        if fitting:
            options[name] = fitting[0]
        else:
            entry.misfit(name, value, expected(name))
    return options


def _kind(value: MetaValue) -> str:
    """What the value is, in words."""
    if text := as_text(value):
        first = text.text.strip().split("\n", 1)[0]
        return f"`{first}`" if len(first) <= 40 else f"`{first[:40]}…`"
    return "a list" if isinstance(value, MetaList) else "a mapping"


def as_text(value: MetaValue | None) -> MetaText | None:
    """The value as a text; a yes or no is the text that was written."""
    match value:
        case MetaText():
            return value
        case MetaBool(text=text, place=place):
            return MetaText(text, place)
    return None


def _readings(value: MetaValue) -> list[Json]:
    """What the value can be in JSON, the likeliest first.

    Pandoc's template writes a text into JavaScript as it is, so a number may be in quotes, and
    a text may have JavaScript's quotes in it, with backslashes to keep them straight.
    """
    if isinstance(value, MetaBool):
        return [value.value, value.text]
    if isinstance(value, MetaList):
        return [[item.text for item in value.items if isinstance(item, MetaText)]]
    if isinstance(value, MetaMap):
        return []
    text = value.text.strip().replace("\\", "")
    plain: list[Json] = [text.strip("'\"")]
    if text in _JSON_WORDS:
        return [_JSON_WORDS[text], *plain]
    if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?(e-?[0-9]{1,2})?", text):
        return [int(text) if text.lstrip("-").isdigit() else float(text), *plain]
    return plain


_JSON_WORDS: dict[str, Json] = {"true": True, "false": False, "null": None}

_MAPPING = _one(
    "a mapping of names to texts", lambda value: value.items if isinstance(value, MetaMap) else None
)

TEXT = _one("a text", as_text)
TEXTS = Type("a text or a list of texts", _texts)
FLAG = _one("true or false", _flag)
HTML = Type("`trust` or `sanitize` or `escape`", _policy)
LANGUAGE = _one(
    table.LANGUAGE.words, _text(lambda text: table.LANGUAGE.read(text.strip().replace("_", "-")))
)
COLOUR = _one(SITE_COLOUR.words, _text(lambda text: text.strip() if is_colour(text) else None))
DURATION = _one(TIME_WORDS, _text(seconds))
RATIO = quiet(_one("`16:9`, `4:3`, …, or beamer's `169`, `43`, …", _text(_ratio)))
ATTRIBUTES = Type(_MAPPING.words, _attributes)
PATTERNS = Type("a mapping of names to regular expressions", _patterns)
REVEAL = Type("a mapping", _options)
