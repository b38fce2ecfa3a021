"""The messages of live editing: the table of them all, and reading and writing them by it.

A message is a JSON object in a text frame of the WebSocket. Its `type` is a name of the table, and
beside it stand the fields of that row. `docs/reference.md` is made from the table.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from diascope.serve.field_types import (
    FLAG,
    INDEX,
    INDICES,
    ITEMS,
    MORPHS,
    OBJECT,
    SHEETS,
    SPLICE,
    STACKS,
    TEXT,
    TEXTS,
    Type,
)


class Sender(StrEnum):
    """Who may send a message."""

    SERVER = "the server"
    VIEWER = "any page"
    SPEAKER = "a page opened at the speaker's address, or on the machine of the server"
    PRESENTER = "a page on the machine of the server"

    def may_send(self, kind: Kind) -> bool:
        """Whether a page of this standing may send a message: one may do what those below may."""
        order = (Sender.VIEWER, Sender.SPEAKER, Sender.PRESENTER)
        return order.index(self) >= order.index(kind.sender)


class Direction(StrEnum):
    """Which way a message goes."""

    TO_SERVER = "page to server"
    TO_PAGE = "server to page"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a message."""

    name: str
    """Its key in the JSON object."""
    type: Type
    """What it may hold."""
    meaning: str
    """What it says."""
    is_required: bool = True
    """Whether the message is malformed without it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the table."""

    name: str
    """The `type` of these messages."""
    direction: Direction
    """Which way they go."""
    sender: Sender
    """Who may send them."""
    meaning: str
    """What they are for."""
    fields: tuple[Field, ...] = ()
    """What they hold beside their `type`."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message that a page sent, and that is well-formed."""

    kind: Kind
    """Its row of the table."""
    values: Mapping[str, Any]
    """The fields that it has, each of the type that the table asks for."""


_PLACE = (
    Field("slide", INDEX, "the slide, counted from 0"),
    Field("steps", INDEX, "how many of its steps are taken"),
    Field("count", INDEX, "how many steps it has"),
    Field("coming", TEXT, "the words of the next step"),
    Field("blank", FLAG, "whether the screen is blank"),
)
_STEP = (
    Field("step", TEXT, "`next`, `previous`, `up`, `down`, `first`, `last`, `blank` or `slide`"),
    Field("slide", INDEX, "for `slide`: which, counted from 0", is_required=False),
)
MESSAGES = (
    Kind(
        "hello",
        Direction.TO_SERVER,
        Sender.VIEWER,
        "the first message of a connection: what the page shows, so that it is sent what it lacks",
        (
            Field("path", TEXT, "the path of the page's address"),
            Field("stacks", STACKS, "the digests of its slides, stack by stack"),
            Field("shell", TEXT, "the digest of what cannot change in place"),
            Field(
                "rest", TEXT, "the digest of title, options, schedule, style sheets and pictures"
            ),
        ),
    ),
    Kind(
        "edit",
        Direction.TO_SERVER,
        Sender.PRESENTER,
        "open a slide in the editor; others are answered with a `notice`",
        (Field("index", INDEX, "the slide, counted from 0 over all stacks"),),
    ),
    Kind(
        "undrawn",
        Direction.TO_SERVER,
        Sender.PRESENTER,
        "mermaid cannot draw a diagram of the page; others are not heard",
        (
            Field("source", TEXT, "the diagram's source"),
            Field("words", TEXT, "what mermaid says of it"),
        ),
    ),
    Kind(
        "place",
        Direction.TO_SERVER,
        Sender.PRESENTER,
        "where the talk is; others are not heard",
        _PLACE,
    ),
    Kind(
        "steer",
        Direction.TO_SERVER,
        Sender.SPEAKER,
        "a step for the page that presents; others are answered with a `notice`",
        _STEP,
    ),
    Kind(
        "update",
        Direction.TO_PAGE,
        Sender.SERVER,
        "what makes the page show the newest state; what is absent stays",
        (
            Field("rest", TEXT, "the digest that the next `hello` gives"),
            Field("morph", MORPHS, "slides to change in place", is_required=False),
            Field(
                "splice",
                SPLICE,
                "stacks that take the place of those from `first` to before `last`:"
                " indices of slides that stay, and `[html, digest]` of new ones",
                is_required=False,
            ),
            Field("goto", INDEX, "the slide that was edited", is_required=False),
            Field("title", TEXT, "the title of the page", is_required=False),
            Field("options", OBJECT, "the options of reveal.js", is_required=False),
            Field("schedule", INDICES, "when each slide should be over", is_required=False),
            Field("sheets", SHEETS, "style sheets to load anew", is_required=False),
            Field("pictures", TEXTS, "paths of files to show anew", is_required=False),
            Field("page", TEXT, "the text of a page without slides", is_required=False),
        ),
    ),
    Kind("place", Direction.TO_PAGE, Sender.SERVER, "where the talk is", _PLACE),
    Kind("steer", Direction.TO_PAGE, Sender.SERVER, "take a step of the talk", _STEP),
    Kind("reload", Direction.TO_PAGE, Sender.SERVER, "load the page anew, at its place"),
    Kind("gone", Direction.TO_PAGE, Sender.SERVER, "the deck is not in the site any more"),
    Kind(
        "diagnostics",
        Direction.TO_PAGE,
        Sender.SERVER,
        "what is wrong with the page's sources, from now on",
        (Field("items", ITEMS, "errors first; none where all is well"),),
    ),
    Kind(
        "notice",
        Direction.TO_PAGE,
        Sender.SERVER,
        "something to show for a moment",
        (Field("text", TEXT, "what to show"),),
    ),
)
"""Every message of live editing."""
_INCOMING = {kind.name: kind for kind in MESSAGES if kind.direction is Direction.TO_SERVER}
_OUTGOING = {kind.name: kind for kind in MESSAGES if kind.direction is Direction.TO_PAGE}


def message(name: str, **values: object) -> str:
    """A message to a page as text; raises `ValueError` where it is not as the table says."""
    kind = _OUTGOING.get(name)
    unknown = values.keys() - {field.name for field in kind.fields} if kind else {name}
    if kind is None or unknown or not _is_well_formed(kind, values):
        raise ValueError(f"malformed message `{name}`: {', '.join(sorted(unknown or values))}")
    return json.dumps({"type": name, **values}, separators=(",", ":"))


def parse(text: str) -> Message | None:
    """The message in a text frame that a page sent, or None where it is unknown or malformed.

    Fields that the table does not know are left out.
    """
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    name = said.get("type") if isinstance(said, dict) else None
    kind = _INCOMING.get(name) if isinstance(name, str) else None
    if kind is None or not _is_well_formed(kind, said):
        return None
    known = {field.name: said[field.name] for field in kind.fields if field.name in said}
    return Message(kind, known)


def _is_well_formed(kind: Kind, values: Mapping[str, object]) -> bool:
    return all(
        field.type.admits(values[field.name]) if field.name in values else not field.is_required
        for field in kind.fields
    )
