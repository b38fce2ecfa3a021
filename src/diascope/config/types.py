"""The types of keys in ``diascope.toml``."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from diascope.config.colours import is_colour
from diascope.config.html import POLICIES
from diascope.config.reveal import OPTIONS, Json, accepts
from diascope.config.table import Type, matching
from diascope.patterns import lazy_pattern


def _texts(value: object) -> tuple[str, ...] | None:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    return None


def _options(value: object) -> Mapping[str, Json] | None:
    """The reveal.js options that are known and have a value of their type."""
    if not isinstance(value, dict):
        return None
    return {name: one for name, one in value.items() if name in OPTIONS and accepts(name, one)}


def _names(value: object) -> tuple[str, ...] | None:
    """Texts, at least one."""
    return _texts(value) or None


def _texts_by_name(value: object) -> Mapping[str, str] | None:
    if isinstance(value, dict) and all(isinstance(item, str) for item in value.values()):
        return dict(value)
    return None


def _patterns(value: object) -> Mapping[str, str] | None:
    """Texts by name that are regular expressions."""
    found = _texts_by_name(value)
    return found if found is not None and all(map(is_pattern, found.values())) else None


def _limits(value: object) -> Mapping[str, int] | None:
    """Whole numbers by the names of limits."""
    if not isinstance(value, dict) or not all(map(LIMITS_KNOWN.__contains__, value)):
        return None
    numbers = {name: one for name, one in value.items() if type(one) is int and one >= 0}
    return numbers if len(numbers) == len(value) else None


LIMITS_KNOWN: Mapping[str, int] = MappingProxyType(
    {"words": 110, "items": 12, "code": 30, "size": 17}
)
"""The limits of slides, and their defaults: words, list items, lines of code; text in pixels."""


def is_pattern(text: str) -> bool:
    """Whether a text is a regular expression, as Python has them."""
    try:
        re.compile(text)
    except (re.error, RecursionError, OverflowError):
        return False
    return True


COLOUR: Type[object, str] = Type(
    "a CSS colour such as `teal` or `#08a`",
    lambda value: value.strip() if isinstance(value, str) and is_colour(value) else None,
)
ADDRESS = matching("an address that begins with `https://` or `http://`", "(https?://.*)?")
FLAG: Type[object, bool] = Type(
    "`true` or `false`", lambda value: value if isinstance(value, bool) else None
)
_DIRECTIVE, _SOURCES = (
    lazy_pattern(r"[a-z]+(-[a-z]+)*"),
    lazy_pattern(r"[^;,\"<>\s]+( [^;,\"<>\s]+)*"),
)


def _policy(value: object) -> Mapping[str, str] | bool | None:
    """Whether there is a policy, or what is added to it, by directive."""
    if isinstance(value, bool):
        return value
    found = _texts_by_name(value)
    if found is None or not all(map(_DIRECTIVE.fullmatch, found)):
        return None
    return found if all(map(_SOURCES.fullmatch, found.values())) else None


CSP: Type[object, Mapping[str, str] | bool] = Type(
    "`true`, `false`, or a table of sources by directive", _policy
)
HTML: Type[object, str] = Type(
    "`trust`, `sanitize` or `escape`",
    lambda value: value if isinstance(value, str) and value in POLICIES else None,
)
LIST = Type("a list of texts", _texts)
COMMAND = Type("a list of texts, the program first", _names)
LIMITS = Type(
    "a table of whole numbers for " + ", ".join(f"`{name}`" for name in LIMITS_KNOWN), _limits
)
COMMANDS = Type("a table of commands", _texts_by_name)
TEMPLATES = Type("a table of texts", _texts_by_name)
PATTERNS = Type("a table of regular expressions", _patterns)
REVEAL = Type("a table", _options)
