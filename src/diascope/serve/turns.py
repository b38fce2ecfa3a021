"""Turns: pages on one machine share its processor, so they draw one after the other.

The first of them, which its reader looks at, waits for no other; so it is as fast as it would be
alone, however many more are open.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Hashable, Iterable
from contextlib import asynccontextmanager


class Turns:
    """Gives turns to pages; `pages` tells them in order, at any time."""

    def __init__(self, pages: Iterable[Hashable]) -> None:
        self._pages = pages
        self._drawing = set[Hashable]()
        self._waiting = dict[Hashable, asyncio.Future[None]]()

    @asynccontextmanager
    async def of(self, page: Hashable) -> AsyncIterator[None]:
        """Wait until a page may draw; it draws as long as this is entered."""
        while self._drawing and page is not next(iter(self._pages), page):
            self._waiting[page] = asyncio.get_running_loop().create_future()
            try:
                await self._waiting[page]
            finally:
                del self._waiting[page]
        self._drawing.add(page)
        try:
            yield
        finally:
            self._drawing.discard(page)
            self._next()

    def wake(self, page: Hashable) -> None:
        """Let a page draw now, if it waits."""
        waiting = self._waiting.get(page)
        if waiting and not waiting.done():
            waiting.set_result(None)

    def _next(self) -> None:
        """Wake the first page that waits, if none draws."""
        first = next((page for page in self._pages if page in self._waiting), None)
        if not self._drawing:
            self.wake(first)
