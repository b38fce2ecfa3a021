"""Turns: pages on one machine share its processor, so they draw one after the other.

The first of them, which its reader used last, waits for no other; so it is as fast as it would be
alone, however many more are open.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager


class Turns:
    """Gives turns to those who take part, in their order."""

    def __init__(self) -> None:
        self._order = dict[Hashable, None]()
        self._drawing = set[Hashable]()
        self._waiting = dict[Hashable, asyncio.Future[None]]()

    def __contains__(self, page: Hashable) -> bool:
        return page in self._order

    def join(self, page: Hashable) -> None:
        """Let a page take part, as the last for now."""
        self._order[page] = None

    def leave(self, page: Hashable) -> None:
        """Count with a page no longer."""
        self._order.pop(page, None)

    def put_last(self, page: Hashable) -> None:
        """Let a page come after all others."""
        self._order[page] = self._order.pop(page)

    def put_first(self, page: Hashable) -> None:
        """Let a page come before all others, and wait no longer."""
        self._order = {page: None, **self._order}
        self._wake(page)

    @asynccontextmanager
    async def of(self, page: Hashable) -> AsyncIterator[None]:
        """Wait until a page may draw; it draws as long as this is entered."""
        await self._come(page)
        self._drawing.add(page)
        try:
            yield
        finally:
            self._drawing.discard(page)
            self._wake_next()

    async def _come(self, page: Hashable) -> None:
        """Wait until none draws and all that wait come later; the first does not wait."""
        loop, is_next = asyncio.get_running_loop(), False
        while page is not next(iter(self._order), page) and (self._drawing or not is_next):
            self._waiting[page] = loop.create_future()
            loop.call_soon(self._wake_next)  # those that come at the same time shall be there
            try:
                await self._waiting[page]
            finally:
                del self._waiting[page]
                loop.call_soon(self._wake_next)  # it may have gone instead
            is_next = True

    def _wake_next(self) -> None:
        """Wake the first page that waits, if none draws."""
        first = next((page for page in self._order if page in self._waiting), None)
        if not self._drawing:
            self._wake(first)

    def _wake(self, page: Hashable) -> None:
        waiting = self._waiting.get(page)
        if waiting and not waiting.done():
            waiting.set_result(None)
