"""The messages of live editing: as the table says, from whom it says, and never the end."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from harness import ROOT, Site
from serving import PATIENCE, Serving, served
from starlette.testclient import TestClient, WebSocketTestSession
from websockets.sync.client import connect as connect_to

from diascope.serve.app import make_app
from diascope.serve.guard import Access
from diascope.serve.messages import MESSAGES, Direction, message, parse

SCRIPTS = [path.read_text(encoding="utf-8") for path in (ROOT / "static/live").glob("*.js")]
SOCKET = "ws://192.168.7.1:8000/.live/socket"
HELLO = {"type": "hello", "path": "/talk/", "stacks": [], "shell": "", "rest": ""}
MALFORMED = [
    *("", "nonsense", "null", "[]", "{}", "1", '"hello"', "[" * 100_000, '{"type": 1}', "NaN"),
    *('{"type": []}', '{"type": "unknown"}', '{"type": "hello"}', '{"type": "notice", "text": ""}'),
    '{"type": "hello", "path": 1, "stacks": [], "shell": "", "rest": ""}',
    '{"type": "hello", "path": "/", "stacks": [1], "shell": "", "rest": ""}',
    '{"type": "hello", "path": "/", "stacks": [[{}]], "shell": "", "rest": ""}',
    *('{"type": "edit", "index": -1}', '{"type": "edit", "index": true}'),
    *('{"type": "edit", "index": "0"}', '{"type": "edit", "index": 1.5}', '{"type": "edit"}'),
    '{"type": "edit", "index": 1e999}',
]

Connect = Callable[..., AbstractContextManager[WebSocketTestSession]]


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the editor was opened at: `file:line`."""
    seen = list[str]()

    async def open_editor(path: Path, line: int) -> str:
        seen.append(f"{path.name}:{line}")
        return "no editor" if line == 1 else ""

    monkeypatch.setattr("diascope.serve.app.open_editor", open_editor)
    return seen


@pytest.fixture
def connect(site: Site, monkeypatch: pytest.MonkeyPatch) -> Connect:
    """Connects a page from some address, on the network or not, and says hello."""
    site.write({"slides/talk.md": "# One\n\n# Two\n"})
    monkeypatch.chdir(site.root)

    @contextmanager
    def connected(address: str, deck: str = "") -> Iterator[WebSocketTestSession]:
        if deck:
            site.write({"slides/talk.md": deck})
        app = make_app(served(), Access("0.0.0.0", 8000, "secret"), follow=True)
        headers = {"host": "127.0.0.1:8000", "cookie": "diascope-8000=secret"}
        with (
            TestClient(app, client=(address, 50_000)) as client,
            client.websocket_connect(SOCKET, headers=headers) as socket,
        ):
            socket.send_json(HELLO)
            assert socket.receive_json()["type"] == "reload"
            assert socket.receive_json() == {"type": "diagnostics", "items": []}
            yield socket

    return connected


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1", "192.168.7.1"])
def test_this_machine_opens_the_editor(connect: Connect, opened: list[str], address: str) -> None:
    with connect(address) as socket:
        socket.send_json({"type": "edit", "index": 1})
        socket.send_json({"type": "edit", "index": 99})
        socket.send_json({"type": "edit", "index": 0})
        assert socket.receive_json() == {"type": "notice", "text": "no editor"}
    assert opened == ["talk.md:3", "talk.md:1"]


@pytest.mark.parametrize("address", ["192.168.7.7", "fe80::1", "::ffff:10.0.0.1", "testclient"])
def test_another_machine_does_not(connect: Connect, opened: list[str], address: str) -> None:
    with connect(address) as socket:
        socket.send_json({"type": "edit", "index": 1})
        answer = socket.receive_json()
    assert answer["type"] == "notice"
    assert "Only the machine" in answer["text"]
    assert opened == []


def test_only_this_machine_says_what_cannot_be_drawn(connect: Connect, site: Site) -> None:
    said = {"type": "undrawn", "source": "flowchart X", "words": "\x1b[31mBad\nmore"}
    with connect("192.168.7.7", f"# A\n\n``` mermaid\n{said['source']}\n```\n") as socket:
        socket.send_json(said)
        socket.send_json({"type": "edit", "index": 0})
        assert socket.receive_json()["type"] == "notice"
    with connect("127.0.0.1") as socket:
        socket.send_json({**said, "source": "of another state"})
        socket.send_json(said)
        (item,) = socket.receive_json()["items"]
    assert item["code"] == "diagram-error"
    assert item["message"] == "mermaid cannot draw this diagram: [31mBad"
    assert item["place"].endswith("talk.md:4")


def test_nor_does_one_that_a_proxy_speaks_for(site: Site) -> None:
    site.write({"slides/talk.md": "# One\n"})
    headers = {"X-Forwarded-For": "192.168.7.7"}
    with (
        Serving(site.root, "--port", "0", environment={"FORWARDED_ALLOW_IPS": ""}) as serving,
        connect_to(
            serving.url.replace("http", "ws") + ".live/socket", additional_headers=headers
        ) as socket,
    ):
        socket.send(json.dumps(HELLO))
        socket.send(json.dumps({"type": "edit", "index": 0}))
        assert any("Only the machine" in str(socket.recv(PATIENCE)) for _ in range(3))


@pytest.mark.parametrize("text", MALFORMED, ids=lambda text: text[:40])
def test_what_is_malformed_is_ignored(connect: Connect, opened: list[str], text: str) -> None:
    assert parse(text) is None
    with connect("127.0.0.1") as socket:
        socket.send_text(text)
        socket.send_bytes(b"\xff" + text.encode())
        socket.send_json({"type": "edit", "index": 0})
        assert socket.receive_json()["text"] == "no editor"


def test_a_page_may_say_nonsense_before_hello(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write({"slides/talk.md": "# One\n"})
    monkeypatch.chdir(site.root)
    client = TestClient(make_app(served(), Access("127.0.0.1", 8000), follow=True))
    headers = {"host": "127.0.0.1:8000"}
    with client, client.websocket_connect("/.live/socket", headers=headers) as socket:
        for text in MALFORMED:
            socket.send_text(text)
        socket.send_json({"type": "edit", "index": 0})
        socket.send_json({**HELLO, "path": "/\ud800/", "more": 1})
        assert socket.receive_json()["type"] == "gone"


def test_only_messages_of_the_table_are_sent() -> None:
    assert message("notice", text="Hi") == '{"type":"notice","text":"Hi"}'
    for name, values in (
        ("unknown", {}),
        ("edit", {"index": 1}),
        ("notice", {}),
        ("notice", {"text": 1}),
        ("notice", {"text": "", "more": 1}),
    ):
        with pytest.raises(ValueError, match="malformed"):
            message(name, **values)


def test_the_browser_sends_what_the_table_says() -> None:
    sent = dict[str, set[str]]()
    for script in SCRIPTS:
        for name, fields in re.findall(r"\bsend\('(\w+)', \{ (.*?) \}\)", script):
            sent[name] = {part.split(":")[0] for part in fields.split(", ")}
    assert sent == fields_of(Direction.TO_SERVER)


def test_the_browser_reads_what_the_table_says() -> None:
    (block,) = (
        found for script in SCRIPTS for found in re.findall(r"receive = \{.*?\n  \};", script, re.S)
    )
    read = re.findall(r"^    (\w+)\((?:\{ (.*?) \})?\) \{", block, re.M)
    known = {name: set(fields.split(", ")) - {""} for name, fields in read}
    assert known == fields_of(Direction.TO_PAGE)


def fields_of(direction: Direction) -> dict[str, set[str]]:
    """The names of the fields of every message that goes this way."""
    kinds = (kind for kind in MESSAGES if kind.direction is direction)
    return {kind.name: {field.name for field in kind.fields} for kind in kinds}
