"""The pages that are open, and keeping them true to the files.

Every page has a task that sends it what it lacks, one update at a time.  While one is on its way
others may come; what a slow page gets next is then the way from what it has to the newest state.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import time
from collections.abc import Awaitable, Callable, Collection, Hashable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from diascope.diagnostics import Diagnostic
from diascope.serve.findings import findings_json
from diascope.serve.site import LiveSite
from diascope.serve.turns import Turns
from diascope.serve.views import Json, View, update
from diascope.serve.watch import Watch

Report = Callable[[Sequence[Diagnostic]], None]
"""Told what is wrong whenever that changes."""
_IDLE = 1.0
"""Seconds without an edit after which there is time to look for garbage."""
_LONGEST = 0.5
"""Seconds after which pages are told even if files go on changing."""
_DRAWING = 0.1
"""Seconds that a page may draw before the next is told."""
_GARBAGE = 50_000
"""New objects after which to look for garbage among them, once the pages are told; after four
times as many, at once."""
_SOON = 0.05
"""Seconds after an edit in which pages are told."""


@dataclass(eq=False, slots=True)
class OpenPage:
    """A page in some browser."""

    path: str
    """Its path in the site."""
    view: View
    """What it shows, or will when it has read all that was sent."""
    findings: Json | None = None
    """What it was told of mistakes."""
    stale: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when there may be something to send."""
    drawn: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when it has drawn what was sent; those that take turns say so."""


class Live:
    """Follows the files of a site, and tells the pages that are open."""

    def __init__(self, site: LiveSite, report: Report) -> None:
        self.site = site
        self.report = report
        self.pages = set[OpenPage]()
        self.turns = Turns()
        self.ready = asyncio.Event()
        self._messages = dict[Hashable, tuple[object, str | None]]()
        self._findings = dict[str, Json]()

    async def follow(self, watch: Watch) -> None:
        """Assemble the site, and again after every burst of changes, for ever."""
        await self._renew(watch, None)
        self.ready.set()
        watch.start()
        _collect()
        gc.set_threshold(4 * _GARBAGE, 5, 5)
        gc.enable()
        await self._renew(watch, None)  # what changed before it was watched
        while True:
            garbage = asyncio.get_running_loop().call_later(_IDLE, _collect)
            changed = await watch.burst()
            garbage.cancel()
            await self._renew(watch, changed)
            if gc.get_count()[0] > _GARBAGE:
                asyncio.get_running_loop().call_later(_SOON, gc.collect, 1)

    async def _renew(self, watch: Watch, changed: Collection[Path] | None) -> None:
        """Assemble the site until its files rest, and tell the pages."""
        before, end = self.site.found, time.monotonic() + _LONGEST
        await asyncio.to_thread(self.site.renew, changed)
        while await watch.goes_on() and time.monotonic() < end:
            await asyncio.to_thread(self.site.renew, await watch.burst())
        self.spread()
        await asyncio.sleep(0)  # the first page is told before the folders are gone through
        fresh = watch.cover(self.site.folders(), self.site.names())
        if before != self.site.found or not self.ready.is_set():
            self.report(self.site.found)
        if fresh and self.ready.is_set():
            await self._renew(watch, fresh)  # what changed in them before they were watched

    def spread(self) -> None:
        """Let every page be told of what the site is now."""
        self._messages.clear()
        self._findings.clear()
        for page in self.pages:
            page.stale.set()

    async def tell(self, page: OpenPage, send: Callable[[str], Awaitable[None]]) -> None:
        """Send a page what it lacks, for ever.

        One that takes turns draws before the next is told, and becomes last if it is slow.
        """
        while True:
            await page.stale.wait()
            is_taking = page in self.turns
            async with self.turns.of(page) if is_taking else contextlib.nullcontext():
                page.stale.clear()
                message = self.message(page)
                if message:
                    page.drawn.clear()
                    await send(message)
                    if is_taking and not await _comes(page.drawn, _DRAWING):
                        self.turns.put_last(page)

    def message(self, page: OpenPage) -> str | None:
        """What a page has to be told, if anything; it counts as told from now on.

        That is worked out once for all pages that show the same.
        """
        view, findings = self.site.view(page.path), self._findings_of(page.path)
        are_new = findings != page.findings
        key = (id(page.view), page.path, are_new)
        if key not in self._messages:
            parts = _parts(page.view, view, findings if are_new else None)
            text = json.dumps(parts, separators=(",", ":")) if parts else None
            self._messages[key] = page.view, text  # the view is kept, and with it its identity
        page.view, page.findings = view or page.view, findings
        return self._messages[key][1]

    def _findings_of(self, path: str) -> Json:
        if path not in self._findings:
            self._findings[path] = {"findings": findings_json(self.site.findings(path))}
        return self._findings[path]


async def _comes(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event for so long, and say whether it came."""
    with contextlib.suppress(TimeoutError):
        return await asyncio.wait_for(event.wait(), seconds)
    return False


def _parts(old: View, new: View | None, findings: Json | None) -> Json:
    """What brings a page from one view to another."""
    if new is None:
        return {"gone": True, **(findings or {})}
    parts = update(old, new) if old is not new else {}
    return {**parts, **({"rest": new.rest} if parts else {}), **(findings or {})}


def _collect() -> None:
    """Remove garbage while nobody waits; what is left is not looked at again."""
    gc.collect()
    gc.freeze()
