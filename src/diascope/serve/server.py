"""The server that runs the application: uvicorn with settings for pages that stay open."""

from __future__ import annotations

import uvicorn
from starlette.applications import Starlette


def make_server(app: Starlette) -> uvicorn.Server:
    """A server that keeps quiet, and ends while pages are open.

    Only a proxy on this machine may say for whom it asks, whatever the environment allows
    (uvicorn reads `FORWARDED_ALLOW_IPS`), since more is open to this machine than to others.
    """
    return uvicorn.Server(
        uvicorn.Config(
            app,
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
