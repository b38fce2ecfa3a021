"""Who steers a talk, by messages sent by hand: the speaker does, and who looks on never."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from harness import Site
from serving import Serving, served
from starlette.applications import Starlette
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from diascope.serve.app import make_app
from diascope.serve.guard import Access, access_for

ACCESS = Access("0.0.0.0", 8000, "lookers", "speakers")
HOST = {"host": "192.168.7.1:8000"}
COOKIES = {"viewer": "diascope-8000=lookers", "speaker": "diascope-8000-speaker=speakers"}
SOCKET = "ws://192.168.7.1:8000/.live/socket"
PHONE, LAPTOP = "192.168.7.7", "127.0.0.1"
PLACE = {"type": "place", "slide": 1, "steps": 0, "count": 2, "coming": "one", "blank": False}
NEXT = {"type": "steer", "step": "next"}
REFUSED = {"type": "notice", "text": "Only the speaker steers"}

Join = Callable[..., AbstractContextManager[WebSocketTestSession]]


@pytest.fixture
def app(site: Site, monkeypatch: pytest.MonkeyPatch) -> Starlette:
    """A site with two decks that is served on a network."""
    site.write({"slides/talk.md": "# One\n\n# Two\n", "slides/other.md": "# Else & more\n"})
    monkeypatch.chdir(site.root)
    return make_app(served(), ACCESS, follow=True)


@pytest.fixture
def client(app: Starlette) -> Iterator[TestClient]:
    """A phone without any cookie yet."""
    with TestClient(
        app, "http://192.168.7.1:8000", client=(PHONE, 5), follow_redirects=False
    ) as phone:
        yield phone


@pytest.fixture
def join(client: TestClient) -> Join:
    """Connects a page, and reads what it is told at first."""

    @contextmanager
    def joined(
        role: str = "viewer", path: str = "/talk/", address: str = PHONE
    ) -> Iterator[WebSocketTestSession]:
        client._transport.client = (address, 5)  # type: ignore[attr-defined]
        headers = {**HOST, "cookie": COOKIES[role]}
        with client.websocket_connect(SOCKET, headers=headers) as socket:
            hello = {"type": "hello", "path": path, "stacks": [], "shell": "", "rest": ""}
            socket.send_json(hello)
            assert [socket.receive_json()["type"] for _ in range(2)] == ["reload", "diagnostics"]
            yield socket

    return joined


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lines at which the editor was opened."""
    lines = list[int]()

    async def open_editor(path: Path, line: int) -> str:
        lines.append(line)
        return ""

    monkeypatch.setattr("diascope.serve.app.open_editor", open_editor)
    return lines


def test_the_remote_steers_the_page_that_presents(join: Join) -> None:
    with join(address=LAPTOP) as laptop, join("speaker") as phone, join() as viewer:
        laptop.send_json(PLACE)
        assert phone.receive_json() == PLACE
        assert viewer.receive_json() == PLACE
        phone.send_json({**NEXT, "more": "nonsense"})
        phone.send_json({"type": "steer", "step": "slide", "slide": 7})
        assert laptop.receive_json() == NEXT
        assert laptop.receive_json() == {"type": "steer", "step": "slide", "slide": 7}


def test_who_looks_on_never_steers_nor_opens_the_editor(join: Join, opened: list[int]) -> None:
    with join(address=LAPTOP) as laptop, join("speaker") as phone, join() as viewer:
        laptop.send_json(PLACE)
        assert viewer.receive_json() == phone.receive_json() == PLACE
        viewer.send_json(NEXT)
        assert viewer.receive_json() == REFUSED
        viewer.send_json({**PLACE, "slide": 0})
        viewer.send_json({"type": "edit", "index": 0})
        phone.send_json({**PLACE, "slide": 0})
        phone.send_json({"type": "edit", "index": 0})
        for device in (viewer, phone):
            assert "Only the machine" in device.receive_json()["text"]
        phone.send_json(NEXT)
        assert laptop.receive_json() == NEXT
        with join() as another:
            assert another.receive_json() == PLACE
    assert opened == []


def test_the_page_that_moved_last_presents(join: Join) -> None:
    with join(address=LAPTOP) as first, join("speaker") as phone:
        first.send_json(PLACE)
        assert phone.receive_json()["slide"] == 1
        with join(address=LAPTOP) as second:
            assert second.receive_json() == PLACE
            second.send_json({**PLACE, "slide": 0})
            first.send_json({**PLACE, "slide": 2})
            assert second.receive_json()["slide"] == phone.receive_json()["slide"] == 2
            second.send_json({**PLACE, "slide": 5})
            assert first.receive_json()["slide"] == phone.receive_json()["slide"] == 5
            phone.send_json(NEXT)
            assert second.receive_json() == NEXT
        phone.send_json(NEXT)
        assert first.receive_json() == NEXT


def test_other_decks_hear_nothing_and_nobody_may_present(join: Join) -> None:
    with join(address=LAPTOP, path="/other/") as other, join("speaker") as phone:
        other.send_json(PLACE)
        phone.send_json(NEXT)
        assert "No page" in phone.receive_json()["text"]


@pytest.mark.parametrize(
    "wrong",
    [
        *({"slide": -1}, {"blank": 1}, {"coming": None}, {"steps": "1"}, {"count": 1.5}),
        *({"type": "steer", "step": 1}, {"type": "steer", "step": "next", "slide": -1}),
    ],
)
def test_what_is_malformed_moves_nothing(join: Join, wrong: dict[str, Any]) -> None:
    with join(address=LAPTOP) as laptop, join("speaker") as phone:
        laptop.send_json({**PLACE, **wrong})
        laptop.send_json({**PLACE, "slide": 3})
        assert phone.receive_json()["slide"] == 3


def test_a_page_that_does_not_read_is_told_no_old_places(join: Join) -> None:
    with join(address=LAPTOP) as laptop, join() as viewer:
        for slide in range(300):
            laptop.send_json({**PLACE, "slide": slide})
        seen = [viewer.receive_json()["slide"]]
        while seen[-1] != 299:
            seen.append(viewer.receive_json()["slide"])
        assert seen == sorted(seen)


def test_the_speakers_address_asks_for_the_speakers_token(client: TestClient) -> None:
    speaker = "/.live/speaker"
    assert client.get(speaker).status_code == 403
    assert client.get(f"{speaker}?token=wrong").status_code == 403
    assert client.get(f"{speaker}?token=lookers").status_code == 303
    assert client.get(speaker).status_code == 403
    assert (
        client.get(speaker, headers={"cookie": "diascope-8000-speaker=lookers"}).status_code == 403
    )
    welcome = client.get(f"{speaker}?token=speakers")
    assert welcome.headers["location"] == speaker
    assert "HttpOnly" in welcome.headers["set-cookie"]
    choice = client.get(speaker)
    assert "Else &amp; more" in choice.text
    assert '"/talk/?speaker"' in choice.text


def test_the_speakers_address_leads_to_the_deck_that_is_presented(
    client: TestClient, join: Join
) -> None:
    with join(address=LAPTOP, path="/other/") as laptop, join("speaker", "/other/") as phone:
        laptop.send_json(PLACE)
        assert phone.receive_json() == PLACE
        answer = client.get("/.live/speaker", headers={"cookie": COOKIES["speaker"]})
        assert answer.headers["location"] == "/other/?speaker"


def test_who_looks_on_never_sees_the_speakers_token(client: TestClient, join: Join) -> None:
    with join(address=LAPTOP) as laptop, join() as viewer:
        laptop.send_json(PLACE)
        told = json.dumps(viewer.receive_json())
        client._transport.client = (PHONE, 5)  # type: ignore[attr-defined]
        headers = {"cookie": COOKIES["viewer"]}
        answers = [
            client.get(path, headers=headers)
            for path in (
                "/",
                "/talk/",
                "/talk/?speaker",
                "/.live/live.js",
                "/none",
                "/.live/speaker",
            )
        ]
    for answer in answers:
        assert "speakers" not in answer.text + str(answer.headers)
        assert answer.headers["referrer-policy"] == "same-origin"
    assert "speakers" not in told
    assert '"role":"viewer"' in answers[1].text


def test_each_token_is_of_chance_and_kept_in_a_file_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    access = access_for("0.0.0.0", 1, "talks")
    assert access == access_for("0.0.0.0", 1, "talks")
    assert access.token != access.speaker
    assert len(access.speaker) > 20
    assert not access.knows(access.speaker)
    assert not access.knows_speaker(access.token)
    assert not access.knows_speaker("")
    assert access_for("127.0.0.1", 1, "talks").speaker == ""
    assert not access_for("127.0.0.1", 1, "talks").knows_speaker("")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 2


def test_a_socket_without_a_token_is_refused(client: TestClient) -> None:
    for cookie in ("", "diascope-8000=speakers", "diascope-8000-speaker=lookers"):
        with (
            pytest.raises(WebSocketDisconnect),
            client.websocket_connect(SOCKET, headers={**HOST, "cookie": cookie}),
        ):
            pass


def test_the_terminal_shows_both_addresses_as_codes(site: Site, tmp_path: Path) -> None:
    site.write({"slides/talk.md": "# One\n"})
    environment = {"XDG_STATE_HOME": str(tmp_path / "state")}
    with Serving(site.root, "--host", "0.0.0.0", "--port", "0", environment=environment) as running:
        assert running.process.stdout
        said = running.said
        while "Speaker's phone" not in said:
            said += running.process.stdout.readline()
    assert "/.live/speaker?token=" in said
    assert said.count("▀▀▀▀▀▀▀ ") >= 2 or said.count("█") > 100
