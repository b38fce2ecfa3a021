"""Metadata values read as what they should be: texts, flags, numbers, reveal.js options.

A value of another kind is a warning, and read as if its key were not there: pandoc builds
such decks.
"""

import re
from dataclasses import dataclass, field

from diascope.config.reveal import OPTIONS, Json, accepts, expected
from diascope.diagnostics import Diagnostic
from diascope.metadata.values import MetaBool, Metadata, MetaList, MetaMap, MetaText, MetaValue

_ALIASES = {
    "author": ("authors",),
    "slide-level": ("slide_level",),
    "number-sections": ("numbersections",),
    "toc": ("table-of-contents",),
    "aspect-ratio": ("aspectratio", "size"),
}
"""Other names of a key, from pandoc's templates and other programs."""


@dataclass(slots=True)
class TypedValues:
    """Reads typed values, and keeps what is wrong with them."""

    values: Metadata
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def get(self, key: str) -> MetaValue | None:
        """The value under the key or another name of it; an empty one is as good as none."""
        for name in (key, *_ALIASES.get(key, ())):
            value = self.values.get(name)
            if value is not None and not (isinstance(value, MetaText) and not value.text.strip()):
                return value
        return None

    def text(self, key: str) -> MetaText | None:
        """The one text under the key."""
        value = self.get(key)
        text = as_text(value)
        if value is not None and text is None:
            self.misfit(key, value, "a text")
        return text

    def texts(self, key: str) -> tuple[MetaText, ...]:
        """The text or the list of texts under the key."""
        value = self.get(key)
        items = value.items if isinstance(value, MetaList) else (value,) if value else ()
        texts = [(item, as_text(item)) for item in items]
        for item, text in texts:
            if text is None:
                self.misfit(key, item, "a text or a list of texts")
        return tuple(text for _, text in texts if text and text.text.strip())

    def flag(self, key: str) -> bool:
        """Whether the key says yes."""
        match value := self.get(key):
            case None:
                return False
            case MetaBool():
                return value.value
            case MetaText(text="true" | "false"):
                return value.text == "true"
        self.misfit(key, value, "true or false")
        return False

    def number(self, key: str, least: int, most: int) -> int | None:
        """The whole number under the key."""
        value = self.get(key)
        if value is None:
            return None
        digits = isinstance(value, MetaText) and re.fullmatch("[0-9]{1,3}", value.text)
        if digits and least <= (number := int(digits[0])) <= most:
            return number
        self.misfit(key, value, f"a whole number from {least} to {most}")
        return None

    def choice(self, key: str, words: tuple[str, ...]) -> str | None:
        """The one of the words that stands under the key."""
        value = self.get(key)
        text = as_text(value)
        if value is None or (text and text.text in words):
            return text.text if text else None
        self.misfit(key, value, " or ".join(f"`{word}`" for word in words))
        return None

    def language(self, key: str) -> str | None:
        """The language tag under the key (BCP 47, by its form alone)."""
        value = self.get(key)
        text = as_text(value)
        if value is None:
            return None
        tag = text.text.strip().replace("_", "-") if text else ""
        if re.fullmatch("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", tag):
            return tag
        self.misfit(key, value, "a language tag such as `en` or `pt-BR`")
        return None

    def ratio(self, key: str) -> tuple[int, int] | None:
        """Width to height under the key."""
        value = self.get(key)
        text = as_text(value)
        if value is None or text is None:
            return None
        plain = _BEAMER_RATIOS.get(text.text, text.text)
        if ratio := re.fullmatch("([1-9][0-9]{0,3})[:/]([1-9][0-9]{0,3})", plain):
            return int(ratio[1]), int(ratio[2])
        return None

    def attributes(self, key: str) -> dict[str, MetaText]:
        """The mapping of names to texts under the key."""
        value = self.get(key)
        if value is None:
            return {}
        if not isinstance(value, MetaMap):
            self.misfit(key, value, "a mapping of names to texts")
            return {}
        texts = {name: as_text(item) for name, item in value.items.items()}
        for name, text in texts.items():
            if text is None:
                self.misfit(f"{key}.{name}", value.items[name], "a text")
        return {name: text for name, text in texts.items() if text}

    def options(self) -> dict[str, Json]:
        """The reveal.js options, at the top or under `revealOptions` as in reveal-md."""
        inner = self.values.get("revealOptions")
        nested = inner.items if isinstance(inner, MetaMap) else {}
        found: dict[str, Json] = {}
        for name, value in {**nested, **self.values}.items():
            if name not in OPTIONS or (isinstance(value, MetaText) and not value.text):
                continue
            fitting = [each for each in _readings(value) if accepts(name, each)]
            if fitting:
                found[name] = fitting[0]
            else:
                self.misfit(name, value, expected(name))
        return found

    def misfit(self, key: str, value: MetaValue, kind: str) -> None:
        """Keep the diagnostic that a value is not of the kind it should be."""
        text = as_text(value)
        place = value.place._replace(length=len(text.text) if text and "\n" not in text.text else 1)
        message = f"`{key}` should be {kind}, not {_kind(value)}"
        self.diagnostics.append(Diagnostic("metadata-invalid", place, message))


def _kind(value: MetaValue) -> str:
    """What the value is, in words."""
    if text := as_text(value):
        first = text.text.strip().split("\n", 1)[0]
        return f"`{first}`" if len(first) <= 40 else f"`{first[:40]}…`"
    return "a list" if isinstance(value, MetaList) else "a mapping"


_BEAMER_RATIOS = {
    "1610": "16:10", "169": "16:9", "149": "14:9", "141": "141:100", "54": "5:4", "43": "4:3",
    "32": "3:2",
}  # fmt: skip


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
