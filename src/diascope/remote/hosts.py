"""Politeness towards hosts: few requests at once, pauses, and waiting when one is told to."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from diascope.remote.options import Options


class Hosts:
    """Who may be asked when."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._all = asyncio.Semaphore(options.concurrency)
        self._each = defaultdict[str, asyncio.Semaphore](
            lambda: asyncio.Semaphore(options.per_host)
        )
        self._next = defaultdict[str, float](float)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for one's turn with a host, and keep it for as long as the block takes."""
        async with self._each[host]:
            await self._pause(host)
            async with self._all:
                yield

    def hold(self, host: str, seconds: float) -> None:
        """Ask nothing of a host for some seconds."""
        now = asyncio.get_running_loop().time()
        self._next[host] = max(self._next[host], now + seconds)

    async def _pause(self, host: str) -> None:
        clock = asyncio.get_running_loop().time
        while (wait := self._next[host] - clock()) > 0:
            await asyncio.sleep(wait)
        self._next[host] = clock() + self._options.pause
