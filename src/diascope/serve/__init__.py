"""Live editing: a server that shows every change of the files on the pages that are open.

1. listen, and say where;
2. assemble the site, and watch its files;
3. after every burst of changes assemble what they concern, and tell each page what it lacks.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from diascope.serve.live import Report

__all__ = ["Place", "Wishes", "serve"]


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to serve."""

    host: str = "127.0.0.1"
    """The address to listen at."""
    port: int = 8000
    """The first port to try."""
    poll: bool = False
    """Whether to look for changes, where the system does not tell them."""
    follow: bool = True
    """Whether pages go to the slide that is edited."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the site is served."""

    url: str
    """The address to open."""
    picture: str
    """Its QR code, where other machines may open it."""
    is_other: bool
    """Whether the port is another than wished for."""


def serve(
    named: Sequence[Path], wishes: Wishes, say: Callable[[Place], None], report: Report
) -> None:
    """Serve until interrupted; `say` is told where; raises `OSError` where it cannot be."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(named, wishes, say, report))


async def _serve(
    named: Sequence[Path], wishes: Wishes, say: Callable[[Place], None], report: Report
) -> None:
    from diascope.serve.address import listen, qr_code, url
    from diascope.serve.app import make_app
    from diascope.serve.guard import access_for
    from diascope.serve.live import Live
    from diascope.serve.server import Server
    from diascope.serve.site import LiveSite
    from diascope.serve.watch import Watch

    gc.disable()  # until the site is there; most of what is made stays
    listening = listen(wishes.host, wishes.port)
    port = listening.getsockname()[1]
    access = access_for(wishes.host, port, repr([str(Path.cwd()), *map(str, named)]))
    live, watch = Live(LiveSite(named), report), Watch(wishes.poll)
    picture = qr_code(url(access)) if access.token else ""
    say(Place(url(access), picture, wishes.port not in (0, port)))
    following = asyncio.create_task(live.follow(watch))
    server = Server(make_app(live, access, wishes.follow))
    following.add_done_callback(lambda _: server.end())
    try:
        await server.serve(sockets=[listening])
    finally:
        watch.stop()
        if following.done() and not following.cancelled():
            following.result()
        following.cancel()
