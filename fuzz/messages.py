"""Live messages: what a page sends on the socket is heeded or ignored, and ends nothing."""

from __future__ import annotations

import json

from starlette.testclient import TestClient

from diascope.serve.messages import MESSAGES, Direction, parse
from fuzz.live_site import HOST, app, close
from fuzz.target import Target, nested, within
from fuzz.texts import texts

SENT = [kind for kind in MESSAGES if kind.direction is Direction.TO_SERVER and kind.name != "edit"]
HELLO = {"type": "hello", "path": "/talk/", "stacks": [], "shell": "", "rest": ""}
VALUES = [
    *(
        '"a"',
        "0",
        "1",
        "-1",
        "1e999",
        "NaN",
        "true",
        "null",
        "[]",
        "{}",
        "[[]]",
        '[["a"]]',
        "9" * 5000,
    ),
    *('"/talk/"', '"next"', '"slide"', '"\\ud800"', '"\\u0000"', "1.5", '"last"', "999999999999"),
]
FRAGMENTS = [
    *'{}[],:"\\ \n',
    *VALUES,
    *(f'"{field.name}": ' for kind in SENT for field in kind.fields),
    *(f'"{field.name}": {one}, ' for kind in SENT for field in kind.fields for one in VALUES[:9:2]),
    *(f'{{"type": "{kind.name}", ' for kind in SENT),
    *(json.dumps({"type": kind.name} | {one.name: 0 for one in kind.fields}) for kind in SENT),
    json.dumps(HELLO),
]


def check(text: str) -> None:
    """Send a text before and after `hello`; the connection stays open."""
    _read(text)
    sent = text.encode("utf-8", "replace").decode()
    headers = {"host": HOST}
    with (
        TestClient(app(), client=("127.0.0.1", 50_000)) as client,
        client.websocket_connect(f"ws://{HOST}/.live/socket", headers=headers) as socket,
    ):
        socket.send_text(sent)
        socket.send_bytes(sent.encode())
        socket.send_text(json.dumps(HELLO))
        socket.send_text(sent)
        # It still answers: a step for a deck that nobody presents gets a notice, or comes back.
        socket.send_text(json.dumps({"type": "steer", "step": "last"}))
        while socket.receive_json()["type"] not in {"notice", "steer"}:
            pass


def _read(text: str) -> None:
    said = parse(text)
    if said is not None:
        assert said.kind.direction is Direction.TO_SERVER
        assert said.values.keys() <= {one.name for one in said.kind.fields}


TARGET = Target(
    "messages",
    texts(FRAGMENTS),
    check,
    {
        "brackets": "[",
        "lists within": nested("[", "1", "]"),
        "objects within": nested('{"a":', "1", "}"),
        "stacks": within('{"type": "hello", "stacks": [', '["a"], ', "[]]}"),
        "keys": within("{", '"aN": 1, ', '"type": "hello"}'),
        "digits": within('{"type": "edit", "index": ', "9", "}"),
        "text": within('"', "a", '"'),
        "escapes": within('"', "\\u0041", '"'),
    },
    "MALFORMED of tests/test_serve_messages.py",
    _read,
    close,
)
