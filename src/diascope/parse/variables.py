"""Metadata where it is not text that is read: in addresses, and in identifiers of headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from diascope.cache.memory import Memory
from diascope.diagnostics import Diagnostic, Place
from diascope.dialect.extensions import DEFAULT, Extensions
from diascope.dialect.tokens import Token, changed
from diascope.parse.context import Lookups, Shared
from diascope.parse.survey import PieceRead, Survey, headings_of
from diascope.patterns import lazy_pattern

_IN_ADDRESS = lazy_pattern(r"(?:%7B|\{){2}(?:%20| )*meta\.([\w.-]+?)(?:%20| )*(?:%7D|\}){2}", re.I)
_ADDRESSES = {"link_open": "href", "image": "src"}


def filled_in(token: Token, value_of: Callable[[str], str | None], unknown: list[str]) -> Token:
    """A link or image with the metadata that its address names; others as they are.

    Names that the metadata does not have go into `unknown`.
    """
    key = _ADDRESSES.get(token.type, "")
    address = str(token.attrs.get(key, ""))
    if not key or not _IN_ADDRESS.search(address):
        return token

    def value(match: re.Match[str]) -> str:
        text = value_of(match[1])
        if text is None:
            unknown.append(match[1])
            return match[0]
        return quote(text, safe="/%:?#@!$&'()*+,;=~[]")

    return changed(token, attrs={**token.attrs, key: _IN_ADDRESS.sub(value, address)})


def undefined(name: str, place: Place) -> Diagnostic:
    """The diagnostic for a name that the metadata does not have, in an address that stands here."""
    message, hint = f"the metadata has no `{name}`", f"add `{name}: …` to the deck's metadata"
    return Diagnostic("variable-undefined", place, message, hint)


def with_variables(
    surveys: Sequence[Survey],
    variables: Mapping[str, str],
    extensions: Extensions,
    memory: Memory,
) -> list[Survey]:
    """The readings with headings' identifiers made of their words, the metadata filled in."""
    context = Lookups(Shared({}, {}, {}, {}, variables, extensions=extensions))

    def filled(read: PieceRead) -> PieceRead:
        if extensions == DEFAULT and not any("{{" in one.key for one in read.headings):
            return read
        return replace(read, headings=tuple(headings_of(read.tokens, context)))

    row = ("headings", extensions, *variables.items())
    return [replace(one, reads=tuple(memory.each(row, one.reads, filled))) for one in surveys]
