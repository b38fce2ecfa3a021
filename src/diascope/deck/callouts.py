"""Callouts: a div with the class `note`, `tip`, `important`, `warning` or `caution`, `callout-note`
and so on (Quarto), and alerts of quotes (`> [!NOTE]`).

Each has the classes `callout` and its kind, and begins with its label in the language of the deck,
then its title, if it has one. A heading at its beginning stands below the label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from diascope.deck.division import division, with_classes
from diascope.deck.labels import known, label
from diascope.diagnostics import Place
from diascope.dialect.attributes import Attributes
from diascope.dialect.tokens import Token, changed

_KINDS = ("note", "tip", "important", "warning", "caution")
CLASSES: Mapping[str, str] = {
    **{kind: kind for kind in _KINDS},
    **{f"callout-{kind}": kind for kind in _KINDS},
}
"""The kind of callout by the class of a div."""
_TITLE = "alert-title"
"""The class of the label and title, which alerts have from the parser."""


def callout(tokens: Sequence[Token], language: str) -> list[Token]:
    """The tokens of a callout, its label in this language."""
    opening, *inner, closing = tokens
    given: Attributes = opening.meta["attributes"]
    kind = next(CLASSES[name] for name in given.classes if name in CLASSES)
    rest = _without_label(inner) if "alert" in given.classes else inner
    pairs = tuple(pair for pair in given.pairs if pair[0] not in ("title", "role"))
    own = replace(given, pairs=(*pairs, ("role", "note")), spans=())
    opening = changed(opening, meta={**opening.meta, "attributes": own})
    head = _head(kind, given.get("title"), language, opening.place)
    return [with_classes(opening, "callout", kind), *head, *rest, closing]


def _without_label(inner: Sequence[Token]) -> Sequence[Token]:
    """What an alert says below the word of its kind."""
    return inner[next(at for at, one in enumerate(inner) if one.type == "div_close") + 1 :]


def _head(kind: str, title: str, language: str, place: Place) -> list[Token]:
    """The label, and the title beside it."""
    is_foreign = known(language) == "en" and not language.lower().startswith("en")
    attrs = {"class": "callout-label", **({"lang": "en"} if is_foreign else {})}
    children = _span(label(kind, language), attrs, place)
    if title:
        children += [Token("text", "", 0, content=" ", place=place), *_span(title, {}, place)]
    text = [
        Token("paragraph_open", "p", 1, block=True, place=place),
        Token("inline", "", 0, children=children, block=True, place=place),
        Token("paragraph_close", "p", -1, block=True, place=place),
    ]
    return division(Attributes("", (_TITLE,)), text, place)


def _span(words: str, attrs: Mapping[str, str], place: Place) -> list[Token]:
    opening = Token("span_open", "span", 1, place=place)
    opening.attrs = dict(attrs)
    text = Token("text", "", 0, content=words, place=place)
    return [opening, text, Token("span_close", "span", -1, place=place)]
