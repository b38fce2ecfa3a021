"""Live editing: a server that shows every change of the files on the pages that are open.

1. listen, and say where;
2. assemble the site, and watch its files;
3. after every burst of changes assemble what they concern, and send each page an update.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from diascope.serve.live import Report

__all__ = ["Listening", "Options", "serve"]


@dataclass(frozen=True, slots=True)
class Options:
    """How to serve a site."""

    host: str = "127.0.0.1"
    """The address to listen at."""
    port: int = 8000
    """The first port to try."""
    poll: bool = False
    """Whether to look for changes at intervals, where the system does not report them."""
    follow: bool = True
    """Whether pages go to the slide that is edited."""


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the server listens."""

    url: str
    """The address to open."""
    qr_code: str
    """The address as a QR code for a terminal; empty where only this machine may open it."""
    speaker_url: str
    """The address for the speaker's phone; empty where only this machine may open it."""
    speaker_code: str
    """That address as a QR code."""
    is_other_port: bool
    """Whether the port is another one than was asked for."""


def serve(
    named: Sequence[Path],
    options: Options,
    announce: Callable[[Listening], None],
    report: Report,
) -> None:
    """Serve until interrupted; `announce` is told where; raises `OSError` where it cannot be."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(named, options, announce, report))


async def _serve(
    named: Sequence[Path],
    options: Options,
    announce: Callable[[Listening], None],
    report: Report,
) -> None:
    from diascope.serve.address import listen, qr_code, speaker_url, url
    from diascope.serve.app import make_app
    from diascope.serve.guard import access_for
    from diascope.serve.live import Live
    from diascope.serve.server import make_server
    from diascope.serve.watch import Watch

    bound = listen(options.host, options.port)
    port = bound.getsockname()[1]
    site = json.dumps([str(Path.cwd()), *map(str, named)])
    access = access_for(options.host, port, site)
    live, watch = Live(named, report), Watch(options.poll)
    addresses = url(access), speaker_url(access)
    codes = map(qr_code, addresses) if access.token else ("", "")
    (shown, own), (code, own_code) = addresses, codes
    announce(Listening(shown, code, own, own_code, options.port not in (0, port)))
    server = make_server(make_app(live, access, options.follow))

    def end(_: object) -> None:
        server.should_exit = True

    following = asyncio.create_task(live.follow(watch))
    following.add_done_callback(end)
    try:
        await server.serve(sockets=[bound])
    finally:
        watch.stop()
        if following.done() and not following.cancelled():
            following.result()
        following.cancel()
