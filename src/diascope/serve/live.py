"""The pages that are open, and keeping them true to the files.

Every page has a task that sends it what it lacks, one update at a time.  While one is on its way
others may come; what a slow page gets next is then the way from what it has to the newest state.
"""

from __future__ import annotations

import asyncio
import gc
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from diascope.diagnostics import Diagnostic
from diascope.serve.findings import findings_json
from diascope.serve.site import LiveSite
from diascope.serve.views import Json, View, update
from diascope.serve.watch import Watch

Report = Callable[[Sequence[Diagnostic]], None]
"""Told what is wrong whenever that changes."""
_IDLE = 1.0
"""Seconds without an edit after which there is time to look for garbage."""
_LONGEST = 0.5
"""Seconds after which pages are told even if files go on changing."""
_GARBAGE = 50_000
"""New objects after which to look for garbage among them at once."""


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


class Live:
    """Follows the files of a site, and tells the pages that are open."""

    def __init__(self, site: LiveSite, report: Report) -> None:
        self.site = site
        self.report = report
        self.pages = set[OpenPage]()
        self.ready = asyncio.Event()
        self._updates = dict[tuple[int, int], tuple[View, View, Json]]()
        self._findings = dict[str, Json]()

    async def follow(self, watch: Watch) -> None:
        """Assemble the site, and again after every burst of changes, for ever."""
        await self._renew(watch)
        self.ready.set()
        watch.start()
        _collect()
        gc.set_threshold(_GARBAGE, 5, 5)
        gc.enable()
        while True:
            garbage = asyncio.get_running_loop().call_later(_IDLE, _collect)
            await watch.burst()
            garbage.cancel()
            await self._renew(watch)

    async def _renew(self, watch: Watch) -> None:
        """Assemble the site until its files rest, and tell the pages."""
        before, end = self.site.found, time.monotonic() + _LONGEST
        await asyncio.to_thread(self.site.renew)
        while await watch.goes_on() and time.monotonic() < end:
            await watch.burst()
            await asyncio.to_thread(self.site.renew)
        self._updates.clear()
        self._findings.clear()
        for page in self.pages:
            page.stale.set()
        watch.cover(self.site.folders())
        if before != self.site.found or not self.ready.is_set():
            self.report(self.site.found)

    def message(self, page: OpenPage) -> str | None:
        """What a page has to be told, if anything; it counts as told from now on."""
        view = self.site.view(page.path)
        parts = self._update(page.view, view) if view else {"gone": True}
        if view and parts:
            parts = {**parts, "rest": view.rest}
        findings = self._findings_of(page.path)
        if findings != page.findings:
            parts = {**parts, "findings": findings["list"]}
        page.view, page.findings = view or page.view, findings
        return json.dumps(parts, separators=(",", ":")) if parts else None

    def _update(self, old: View, new: View) -> Json:
        """The way from one view to another, worked out once for all pages."""
        if old is new:
            return {}
        key = (id(old), id(new))
        if key not in self._updates:
            self._updates[key] = (old, new, update(old, new))
        return self._updates[key][2]

    def _findings_of(self, path: str) -> Json:
        if path not in self._findings:
            self._findings[path] = {"list": findings_json(self.site.findings(path))}
        return self._findings[path]


def _collect() -> None:
    """Remove garbage while nobody waits; what is left is not looked at again."""
    gc.collect()
    gc.freeze()
