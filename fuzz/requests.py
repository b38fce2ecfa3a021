"""HTTP requests: any bytes get an answer that is no failure and gives nothing away, or none."""

from __future__ import annotations

import asyncio
import socket
import threading
from functools import cache

import uvicorn

from diascope.serve.server import make_server
from fuzz.live_site import HOST, SECRET, app, close
from fuzz.target import Target, within
from fuzz.texts import texts

WHOLE = f"GET /talk/ HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n"
FRAGMENTS = [
    *"/?#%&=:;, \t\r\n.\\@",
    *(
        "GET ",
        "HEAD ",
        "POST ",
        "OPTIONS ",
        "CONNECT ",
        "GET / HTTP/1.1\r\n",
        " HTTP/1.1\r\n",
        "\r\n\r\n",
    ),
    *(
        " HTTP/1.0\r\n",
        " HTTP/9.9\r\n",
        f"Host: {HOST}\r\n",
        "Host: evil.example\r\n",
        "Host: [::1\r\n",
    ),
    *(
        "Origin: null\r\n",
        "Origin: http://evil\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Cookie: a=b; c\r\n",
    ),
    *(
        "Content-Length: 9\r\n",
        "Content-Length: -1\r\n",
        "Transfer-Encoding: chunked\r\n",
        "5\r\nhello\r\n",
    ),
    *(
        "Connection: Upgrade\r\nUpgrade: websocket\r\n",
        "Sec-WebSocket-Key: a\r\n",
        "Expect: 100-continue\r\n",
    ),
    *(
        "Sec-WebSocket-Version: 13\r\n",
        "Range: bytes=0-1\r\n",
        "Range: bytes=9-1,-5\r\n",
        "If-Range: a\r\n",
    ),
    *(
        "/talk/",
        "/.live/",
        "/.live/socket",
        "/.live/live.js",
        "/.live/speaker",
        "/../secret.txt",
        "/a/../",
    ),
    *(
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%00",
        "/%ff",
        "//evil",
        "?token=a",
        "http://evil/",
        "/é",
    ),
    *(WHOLE, f"GET /%2e%2e/secret.txt HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n"),
    *(
        "/media/",
        "/assets/",
        "/diascope.toml",
        "/slides/talk.md",
        "If-Modified-Since: a\r\n",
        "X: y\r\n",
    ),
]


@cache
def _served() -> tuple[str, int]:
    """Where the site is served, in a thread, until the process ends."""
    bound = socket.create_server(("127.0.0.1", 0))
    running: uvicorn.Server = make_server(app())
    work = threading.Thread(target=lambda: asyncio.run(running.serve([bound])), daemon=True)
    work.start()
    name: tuple[str, int] = bound.getsockname()
    return name


def check(text: str) -> None:
    """Send a text, and then see whether a good request is answered."""
    _refuses_or_answers(text.encode("utf-8", "surrogatepass"))
    head = f"GET /{text[:500]}".encode("utf-8", "surrogatepass")
    _refuses_or_answers(head + f" HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
    assert ask(WHOLE.encode()).startswith(b"HTTP/1.1 200 ")


def _refuses_or_answers(request: bytes) -> None:
    answer = ask(request)
    assert not answer or answer.startswith(b"HTTP/1.1 "), answer[:80]
    assert b"HTTP/1.1 5" not in answer, answer[:200]
    assert SECRET.encode() not in answer


def ask(request: bytes) -> bytes:
    """What the server says to some bytes, after which nothing more comes."""
    said = b""
    with socket.create_connection(_served(), timeout=20) as connection:
        try:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            while part := connection.recv(65_536):
                said += part
        except TimeoutError:
            raise
        except OSError:
            pass  # it does not read on once it has refused
    return said


def grow(text: str) -> None:
    """Send a pattern."""
    ask(text.encode())


TARGET = Target(
    "requests",
    texts(FRAGMENTS),
    check,
    {
        "headers": within("GET / HTTP/1.1\r\n", "a: b\r\n", "\r\n"),
        "a path": within("GET ", "/a", f" HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n"),
        "escapes": within(
            "GET /", "%41", f" HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n"
        ),
        "bytes": "a",
        "line ends": "\r\n",
        "cookies": within(f"GET / HTTP/1.1\r\nHost: {HOST}\r\nCookie: ", "a=b; ", "\r\n\r\n"),
    },
    "tests/test_serve_guard.py",
    grow,
    close,
)
