"""A web server on loopback that misbehaves in every way, for tests of remote links."""

from __future__ import annotations

import asyncio
import gzip
import os
import socket
import ssl
import threading
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

PAGE = (
    "<!doctype html><title>t</title><body><h1 id='top-of-all'>Pods</h1><a name='old'></a>"
    "<h2 id='user-content-readme'>Readme</h2><p>The smallest  deployable\nunits of computing"
    f" are Pods. {'More words follow here. ' * 12}</p><h2 id='caf\u00e9'>x</h2>"
)
SCRIPTED = "<!doctype html><title>t</title><body><div id=app></div><script src=a.js></script>"


@dataclass(slots=True)
class Request:
    """What is asked for."""

    method: str
    host: str
    path: str
    is_first: bool = False

    @property
    def is_head(self) -> bool:
        return self.method == "HEAD"

    @property
    def parts(self) -> list[str]:
        """The parts of the path, three at least."""
        return [*self.path.strip("/").split("/"), "", ""][:3]


class Rogue:
    """The server; `port` is where it listens, on all addresses of loopback."""

    def __init__(self, certificate: tuple[str, str] | None = None) -> None:
        self.port = 0
        self.secure_port = 0
        self.requests = list[tuple[str, str, str]]()
        """Method, host and path of each request, in order."""
        self.headers = list[str]()
        self.times = Counter[str]()
        self.most = Counter[str]()
        """How many connections to a host were open at once, at most."""
        self._now = defaultdict[str, set[asyncio.StreamWriter]](set)
        self._certificate = certificate
        self._ready, self._stop = threading.Event(), asyncio.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None

    def __enter__(self) -> Rogue:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        plain = await asyncio.start_server(self._client, "127.0.0.1", 0)
        self.port = plain.sockets[0].getsockname()[1]
        servers = [plain]
        if self._certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*self._certificate)
            secure = await asyncio.start_server(self._client, "127.0.0.1", 0, ssl=context)
            self.secure_port = secure.sockets[0].getsockname()[1]
            servers.append(secure)
        self._ready.set()
        await self._stop.wait()
        for server in servers:
            server.close()

    async def _client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            method, path, _ = head.split("\r\n")[0].split(" ")
            named = next(x for x in head.split("\r\n") if x.lower().startswith("host:"))
            request = Request(method, named.split(" ")[1].partition(":")[0], path)
            self.requests.append((method, request.host, path))
            self.headers.append(head)
            now = self._now[request.host]
            now.add(writer)
            self.most[request.host] = max(self.most[request.host], sum(map(_is_open, now)))
            try:
                await self._answer(writer, request)
            finally:
                now.discard(writer)
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        finally:
            writer.close()

    async def _answer(self, writer: asyncio.StreamWriter, request: Request) -> None:
        self.times[f"{request.host}{request.path}"] += 1
        request.is_first = self.times[f"{request.host}{request.path}"] == 1
        kind = request.parts[0]
        if kind in WRITERS:
            await WRITERS[kind](writer)
            return
        await asyncio.sleep(WAITS.get(kind, 0) if kind != "head-hangs" or request.is_head else 0)
        status, headers, body = ANSWERS.get(kind, _ok)(request)
        await _send(writer, status, headers, b"" if request.is_head else body)


Made = tuple[int, dict[str, str], bytes]
"""Status, headers and text."""


def _ok(request: Request) -> Made:
    return 200, {}, PAGE.encode()


def _status(status: int, **headers: str) -> Callable[[Request], Made]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda request: (status, named, b"")


def _chain(status: int) -> Callable[[Request], Made]:
    """So many redirections as the path says, and a page."""

    def answer(request: Request) -> Made:
        kind, left, name = request.parts
        target = f"/{kind}/{int(left) - 1}/{name}" if int(left) > 1 else "/ok/end"
        return status, {"Location": target}, b""

    return answer


def _mixed(request: Request) -> Made:
    is_last = request.parts[1] == "2"
    return (302, {"Location": "/ok/end"}, b"") if is_last else (301, {"Location": "/mixed/2"}, b"")


def _once(status: int, **headers: str) -> Callable[[Request], Made]:
    """A failure the first time, and then a page."""
    wrong = _status(status, **headers)
    return lambda request: wrong(request) if request.is_first else _ok(request)


def _zipped(text: bytes) -> Callable[[Request], Made]:
    packed = gzip.compress(text)
    return lambda request: (200, {"Content-Encoding": "gzip"}, packed)


def _no_head(request: Request) -> Made:
    status = [405, 501, 403, 404][int(request.parts[1]) % 4]
    return (status, {}, b"") if request.is_head else _ok(request)


def _to(target: Callable[[Request], str], status: int = 302) -> Callable[[Request], Made]:
    return lambda request: (status, {"Location": target(request)}, b"")


ANSWERS: dict[str, Callable[[Request], Made]] = {
    "missing": _status(404),
    "gone": _status(410),
    "status": lambda request: (int(request.parts[1]), {}, b""),
    "moved": _chain(301),
    "found": _chain(302),
    "mixed": _mixed,
    "home": _to(lambda request: "/", 301),
    "loop": _to(lambda request: f"/loop/{1 - int(request.parts[1])}"),
    "far": _to(lambda request: f"/far/{int(request.parts[1]) + 1}"),
    "inside": _to(lambda request: "http://inside.test/secret"),
    "scheme": _to(lambda request: "ftp://example.org/"),
    "limited": _once(429, Retry_After="0"),
    "always-limited": _status(429, Retry_After="1000"),
    "recovers": _once(500),
    "fails": _status(503),
    "no-head": _no_head,
    "challenge": _status(403, cf_mitigated="challenge"),
    "bomb": _zipped(bytes(50_000_000)),
    "zipped": _zipped(PAGE.encode()),
    "app": lambda request: (200, {}, SCRIPTED.encode()),
    "pdf": lambda request: (200, {"Content-Type": "application/pdf"}, b"%PDF-1.7"),
}
WAITS = {"slow": 0.3, "never": 60, "head-hangs": 30}
"""Seconds before an answer."""


async def _send(
    writer: asyncio.StreamWriter, status: int, headers: dict[str, str], body: bytes
) -> None:
    lines = {"Content-Type": "text/html; charset=utf-8", "Set-Cookie": "a=b", **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    writer.write(f"HTTP/1.1 {status} X\r\n{head}Connection: close\r\n\r\n".encode() + body)
    await writer.drain()


def _is_open(writer: asyncio.StreamWriter) -> bool:
    """Whether the other side still holds a connection, by a look at its socket.

    The loop that serves all of them may be late to notice that it was closed.
    """
    if writer.transport.is_closing():
        return False
    descriptor = os.dup(writer.get_extra_info("socket").fileno())
    with socket.socket(fileno=descriptor) as copy:
        try:
            return copy.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) != b""
        except BlockingIOError:
            return True
        except OSError:
            return False


async def _endless(writer: asyncio.StreamWriter) -> None:
    """A page without an end, as fast as it is read."""
    writer.write(b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
    while True:
        writer.write(b"<p>more and more words</p>" * 500)
        await writer.drain()


async def _trickle(writer: asyncio.StreamWriter) -> None:
    """A page that comes letter by letter."""
    writer.write(b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
    for _ in range(600):
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.1)


async def _cut(writer: asyncio.StreamWriter) -> None:
    """The beginning of an answer."""
    writer.write(b"HTTP/1.1 200 O")
    await writer.drain()
    writer.transport.abort()


WRITERS = {"cut": _cut, "endless": _endless, "trickle": _trickle}
