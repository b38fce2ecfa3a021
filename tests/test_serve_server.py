"""The server itself: who keeps it waiting is let go."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from diascope.serve import server

WHOLE = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.mark.parametrize("before", [b"", WHOLE])
def test_half_a_request_is_not_waited_for(before: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "PATIENCE", 0.05)

    async def ask() -> bytes:
        bound = socket.create_server(("127.0.0.1", 0))
        running = server.make_server(Starlette(routes=[Route("/", answer)]))
        serving = asyncio.create_task(running.serve(sockets=[bound]))
        reader, writer = await asyncio.open_connection(*bound.getsockname())
        writer.write(before)
        said = await asyncio.wait_for(reader.readuntil(b"whole"), 3) if before else b""
        writer.write(WHOLE[:20])
        said += await asyncio.wait_for(reader.read(), 3)
        writer.close()
        running.should_exit = True
        await serving
        return said

    async def answer(_: object) -> PlainTextResponse:
        await asyncio.sleep(0.1)  # an answer may take longer than the question
        return PlainTextResponse("whole")

    with ThreadPoolExecutor(1) as pool:  # the browser of other tests has a loop in this thread
        said = pool.submit(asyncio.run, ask()).result()
    assert said.endswith(b"whole") if before else said == b""
