"""What was read, but will not do what it was meant to: a look at the tokens of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diascope.diagnostics import Diagnostic
from diascope.dialect.attributes import Attributes
from diascope.dialect.tokens import BARE, Token

_WORDS = frozenset({"alt", "title", "href", "src", "label", "aria-label", "class", "id"})
"""Attributes whose values are words of any kind."""
_CURLY = ("“", "”", "„")
_NOTES = "notes"
_MARKS = ".:,;-_"


def check_tokens(tokens: Iterable[Token]) -> Iterator[Diagnostic]:
    """What is wrong with attributes and notes of tokens and of those inside them."""
    for token in tokens:
        if token.type in BARE:
            continue
        if token.attrs or token.meta:
            yield from _wrong_values(token)
        if token.type == "div_open":
            yield from _misnamed_notes(token)
        if token.type == "image":
            yield from lost_notes(token.children or (), "the description of an image")
        if token.type == "figure" and token.children:
            yield from check_tokens(token.children[0].children or ())
        elif token.children:
            yield from check_tokens(token.children)
        if token.type == "note":
            yield from check_tokens(token.meta["tokens"])


def lost_notes(tokens: Iterable[Token], where: str) -> Iterator[Diagnostic]:
    """A warning for every note in a text that is shown as plain words."""
    for token in tokens:
        if token.type == "note":
            message = f"this note is not shown, since it stands in {where}"
            hint = "put the note into the text of a slide"
            yield Diagnostic("footnote-lost", token.place, message, hint)


def _wrong_values(token: Token) -> Iterator[Diagnostic]:
    for key, value in _pairs(token):
        if key not in _WORDS and (value.endswith(",") or value.startswith(_CURLY)):
            yield _wrong_value(token, key, value)


def _pairs(token: Token) -> Iterator[tuple[str, str]]:
    given = token.meta.get("attributes") if token.meta else None
    if isinstance(given, Attributes):
        yield from given.pairs
    yield from ((key, str(value)) for key, value in token.attrs.items())


def _wrong_value(token: Token, key: str, value: str) -> Diagnostic:
    """A value without straight quotation marks reaches to the next space.

    So in `{width=50%, height=3}` the width is `50%,` (Pandoc manual, "header_attributes").
    """
    right = value.rstrip(",").strip("".join(_CURLY))
    message = f"the value of `{key}` is read as `{value}`"
    hint = f'write `{key}="{right}"`: no commas, and straight quotation marks'
    return Diagnostic("attribute-value", token.place, message, hint)


def _misnamed_notes(token: Token) -> Iterator[Diagnostic]:
    """An error for a div whose class is that of notes but for letter case or a mark."""
    classes = token.meta["attributes"].classes
    name = next((one for one in classes if one.lower().strip(_MARKS) == _NOTES), _NOTES)
    if name != _NOTES and _NOTES not in classes:
        message = f"notes would be shown to the audience: `{name}` is not the class `{_NOTES}`"
        hint = f"write `::: {_NOTES}`"
        yield Diagnostic("notes-public", token.place, message, hint)
