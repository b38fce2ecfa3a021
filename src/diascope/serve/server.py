"""The server that runs the application: uvicorn with settings for pages that stay open."""

from __future__ import annotations

import asyncio

import h11
import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE = 10.0
"""Seconds in which a request has to come with all its headers."""


class Punctual(H11Protocol):
    """HTTP that closes connections which keep it waiting for a request.

    uvicorn has a limit for what comes after an answer, and none for the first request, nor for
    one of which a part has come.
    """

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Go on waiting until the headers have come."""
        super().data_received(data)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        super().connection_lost(exc)
        self._stop_waiting()

    def _wait(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._stop_waiting()
        elif self._waiting is None:
            self._waiting = self.loop.call_later(PATIENCE, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None


def make_server(app: Starlette) -> uvicorn.Server:
    """A server that keeps quiet, and ends while pages are open.

    Only a proxy on this machine may say for whom it asks, whatever the environment allows
    (uvicorn reads `FORWARDED_ALLOW_IPS`), since more is open to this machine than to others.
    """
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=Punctual,
            log_level="critical",
            lifespan="off",
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=1,
            server_header=False,
            date_header=False,
            forwarded_allow_ips=["127.0.0.1", "::1"],
        )
    )
