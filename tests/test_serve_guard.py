"""Nobody but the reader's own browser may use the live server."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import Site
from serving import served
from starlette.testclient import TestClient
from starlette.types import Scope
from starlette.websockets import WebSocketDisconnect

from diascope.serve.app import make_app
from diascope.serve.guard import Access, access_for, is_this_machine

HOME = "http://127.0.0.1:8000"
PICTURES = ("dot.svg", "out.svg", "../../near.svg")
NETWORK = Access("0.0.0.0", 8000, "secret")


def client(site: Site, monkeypatch: pytest.MonkeyPatch, access: Access) -> TestClient:
    """A browser at a site that is served."""
    monkeypatch.chdir(site.root)
    return TestClient(make_app(served(), access, follow=True), HOME, follow_redirects=False)


@pytest.fixture
def talk(site: Site) -> Site:
    """A site with a deck, a picture, and things that are not to be seen."""
    site.write(
        {
            "slides/talk.md": "# One\n\n" + "\n".join(map("![]({})".format, PICTURES)),
            "slides/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
            "diascope.toml": 'title = "Talks"\nallow-outside = ["../near.svg"]\n',
            "static/note.txt": "a note",
        }
    )
    (site.root.parent / "secret.txt").write_text("secret")
    (site.root.parent / "out.svg").write_text("secret")
    (site.root.parent / "near.svg").write_text("near")
    (site.root / "static/link.txt").symlink_to(site.root.parent / "secret.txt")
    (site.root / "static/folder").symlink_to(site.root.parent)
    (site.root / "slides/out.svg").symlink_to(site.root.parent / "out.svg")
    return site


@pytest.fixture
def local(talk: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A browser on the machine of the server."""
    with client(talk, monkeypatch, access_for("127.0.0.1", 8000, "")) as browser:
        yield browser


@pytest.fixture
def distant(talk: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A browser on the network."""
    with client(talk, monkeypatch, NETWORK) as browser:
        yield browser


def test_pages_and_files_of_the_site_are_served(local: TestClient) -> None:
    for path in ("/", "/talk/", "/media/dot.svg", "/note.txt", "/.live/live.js", "/.live/live.css"):
        assert local.get(path).status_code == 200, path
    assert local.get("/talk").headers["location"] == "/talk/"
    assert "live.js" in local.get("/talk/").text


@pytest.mark.parametrize(
    "path",
    [
        *("/slides/talk.md", "/diascope.toml", "/static/", "/media/", "/assets/", "/../secret.txt"),
        *("/%2e%2e/secret.txt", "/..%2fsecret.txt", "//etc/passwd", "/etc/passwd", "/.git/config"),
        *("/link.txt", "/folder/secret.txt", "/media/out.svg", "/note.txt%00", "/talk/..\\..\\x"),
    ],
)
def test_nothing_else_is(local: TestClient, path: str) -> None:
    answer = local.get(path)
    assert answer.status_code == 404
    assert "secret" not in answer.text.replace("secret.txt", "")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.org", ""])
def test_another_name_for_this_address_is_refused(local: TestClient, host: str) -> None:
    assert local.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST"])
def test_its_own_names_are_not(local: TestClient, host: str) -> None:
    assert local.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:9999"])
def test_other_sites_get_nothing(local: TestClient, origin: str) -> None:
    assert local.get("/talk/", headers={"origin": origin}).status_code == 403
    with (
        pytest.raises(WebSocketDisconnect) as closed,
        local.websocket_connect(
            "/.live/socket", headers={"origin": origin, "host": "127.0.0.1:8000"}
        ),
    ):
        pass
    assert closed.value.code == 1008  # the rules were broken


def test_other_sites_may_link_here_and_show_nothing(local: TestClient) -> None:
    cross = {"sec-fetch-site": "cross-site"}
    link = {**cross, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    frame = {**cross, "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}
    image = {**cross, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}
    codes = [local.get("/talk/", headers=headers).status_code for headers in (link, frame, image)]
    assert codes == [200, 403, 403]


def test_the_network_needs_the_token(distant: TestClient) -> None:
    assert distant.get("/talk/").status_code == 403
    assert distant.get("/talk/?token=wrong").status_code == 403
    welcome = distant.get("/talk/?token=secret&print-pdf")
    assert welcome.status_code == 303
    assert welcome.headers["location"] == "/talk/?print-pdf="
    assert "HttpOnly" in welcome.headers["set-cookie"]
    assert distant.get("/talk/").status_code == 200


def test_so_does_the_socket(distant: TestClient) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        distant.websocket_connect("/.live/socket", headers={"host": "127.0.0.1:8000"}),
    ):
        pass


@pytest.mark.parametrize("host", ["192.168.7.7:8000", os.uname().nodename.lower()])
def test_the_network_uses_addresses(distant: TestClient, host: str) -> None:
    assert distant.get("/?token=secret", headers={"host": host}).status_code == 303
    assert distant.get("/?token=secret", headers={"host": "evil.example"}).status_code == 421


def test_a_token_is_the_sites_and_only_for_the_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert access_for("localhost", 1, "talks").token == ""
    token = access_for("0.0.0.0", 1, "talks").token
    assert len(token) > 20
    assert access_for("0.0.0.0", 2, "talks").token == token
    assert access_for("0.0.0.0", 1, "others").token != token
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert all(path.stat().st_mode & 0o077 == 0 for path in kept)
    for path in kept:
        os.utime(path, (0, 0))
    assert access_for("0.0.0.0", 1, "talks").token != token


def test_a_token_that_others_can_read_is_not_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    token = access_for("0.0.0.0", 1, "talks").token
    for path in tmp_path.rglob("*"):
        path.chmod(0o755)
    assert access_for("0.0.0.0", 1, "talks").token != token
    monkeypatch.setenv("XDG_STATE_HOME", os.devnull)
    assert access_for("0.0.0.0", 1, "talks").token


def test_pages_may_not_be_framed_or_read_by_others(local: TestClient) -> None:
    headers = local.get("/talk/").headers
    assert headers["content-security-policy"] == "frame-ancestors 'self'"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_only_reading_is_allowed(local: TestClient) -> None:
    assert local.post("/talk/").status_code == 405


def test_a_deck_may_name_files_beside_the_site(local: TestClient) -> None:
    page = local.get("/talk/").text
    address = re.search(r'src="([^"]*near\.svg)"', page)
    assert address
    assert local.get(f"/talk/{address[1]}").text == "near"


def test_the_folder_of_a_site_may_be_a_link(
    talk: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alias = tmp_path / "alias"
    alias.symlink_to(talk.root)
    with client(Site(alias), monkeypatch, access_for("127.0.0.1", 8000, "")) as browser:
        assert browser.get("/media/dot.svg").status_code == 200


@pytest.mark.parametrize("rest", ["0", ".evil.example", "@evil.example", "/"])
def test_an_origin_is_the_servers_only_as_a_whole(rest: str, local: TestClient) -> None:
    assert local.get("/talk/", headers={"origin": HOME}).status_code == 200
    assert local.get("/talk/", headers={"origin": HOME + rest}).status_code == 403


@pytest.mark.parametrize("mode", ["no-cors", "cors", "websocket"])
def test_another_server_of_the_same_machine_is_another_site(mode: str, local: TestClient) -> None:
    headers = {"sec-fetch-site": "same-site", "sec-fetch-mode": mode, "sec-fetch-dest": "empty"}
    assert local.get("/talk/", headers=headers).status_code == 403


@pytest.mark.parametrize("host", ["192.168.7.7:8000", "[fe80::1]:8000", os.uname().nodename])
def test_other_addresses_name_it_only_with_a_token(host: str, local: TestClient) -> None:
    assert local.get("/talk/", headers={"host": host}).status_code == 421


def test_the_way_without_the_token_stays_on_the_server(distant: TestClient) -> None:
    for path in ("//evil.example/", "///evil.example/"):
        welcome = distant.get(f"{HOME}{path}?token=secret")
        assert welcome.headers["location"] == "/evil.example/"


def test_a_dot_behind_a_name_changes_nothing(local: TestClient) -> None:
    codes = [
        local.get("/", headers={"host": f"{name}.:8000"}).status_code
        for name in ("localhost", "evil.example")
    ]
    assert codes == [200, 421]


@pytest.mark.parametrize(
    ("host", "is_named"),
    [
        *(("192.168.7.1", True), ("192.168.7.1:8000", True), ("192.168.7.2", False)),
        *(("::1", True), ("[::1]", True), ("[::1]:80", True), ("Notebook", True)),
        *(("localhost:http", False), ("xlocalhost", False), ("localhostx", False), ("", False)),
        *(("8000", False), (":8000", False), ("localhost:", False)),
    ],
)
def test_the_name_that_it_is_bound_to_is_its_own(host: str, is_named: bool) -> None:
    bound = "NoteBook" if host == "Notebook" else "192.168.7.1"
    assert Access(bound, 8000).names(host) == is_named


def test_on_a_network_the_machine_has_names() -> None:
    for name in (os.uname().nodename, f"{os.uname().nodename}.local", "[fe80::1]:8000", "10.0.0.1"):
        assert NETWORK.names(name)
    assert not NETWORK.names("local")


def test_without_a_token_there_is_nothing_to_know(local: TestClient) -> None:
    assert Access("127.0.0.1", 8000).knows("anything")
    assert local.get("/talk/?token=anything").status_code == 200


@pytest.mark.parametrize(
    ("client", "server", "is_this"),
    [
        *(("127.0.0.1", "127.0.0.1", True), ("::1", "::1", True), ("127.0.0.2", None, True)),
        *(("192.168.7.1", "192.168.7.1", True), ("192.168.7.2", "192.168.7.1", False)),
        *(("::ffff:127.0.0.1", "::", True), ("::ffff:10.0.0.1", "10.0.0.1", True)),
        *((None, None, False), (None, "127.0.0.1", False), ("testclient", "testclient", False)),
    ],
)
def test_this_machine_is_known_by_its_address(
    client: str | None, server: str | None, is_this: bool
) -> None:
    ends = {"client": client, "server": server}
    scope: Scope = {name: (end, 8000) if end else None for name, end in ends.items()}
    assert is_this_machine(scope) == is_this


@pytest.mark.parametrize("kind", ["same-origin", "none"])
def test_its_own_pages_may_ask(kind: str, local: TestClient) -> None:
    headers = {"sec-fetch-site": kind, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}
    assert local.get("/talk/", headers=headers).status_code == 200
    own = {"origin": "https://127.0.0.1:8000"}  # behind a server that encrypts
    assert local.get("/talk/", headers=own).status_code == 200


def test_the_way_without_the_token_is_the_way_that_was_asked_for(distant: TestClient) -> None:
    assert distant.get("/xray/x?token=secret").headers["location"] == "/xray/x"


def test_cookies_that_nobody_can_read_are_none(distant: TestClient) -> None:
    assert distant.get("/talk/", headers={"cookie": "a/b=c"}).status_code == 403
