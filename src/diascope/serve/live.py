"""The pages that are open, and keeping them up to date with the files.

Every page has a task that sends it updates, one at a time. An update is computed when it can be
sent, from what the page was sent last to the newest state; so a slow page skips states (that is
the backpressure) and never lags behind by more than one.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import time
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from diascope.cache.memory import Memory
from diascope.deck.diagrams import CODE, undrawn
from diascope.diagnostics import Diagnostic, of_file
from diascope.pipeline import failure
from diascope.pipeline.ignored import told
from diascope.reading.disk import Disk
from diascope.serve.messages import message
from diascope.serve.overlay import overlay
from diascope.serve.site import next_state, watched_folders, watched_names
from diascope.serve.state import State
from diascope.serve.views import Json, View, update
from diascope.serve.watch import Watch

Report = Callable[[Sequence[Diagnostic]], None]
"""Called with what is wrong whenever that changes."""
_MOST_STEPS = 50
_LONGEST = 0.5
"""Seconds after which pages are sent updates even if files go on changing."""


@dataclass(eq=False, slots=True)
class OpenPage:
    """A page in some browser: what it was sent last."""

    path: str
    """Its path in the site."""
    view: View
    """What it shows, or will when it has read all that was sent."""
    is_gone: bool = False
    """Whether it was sent that its deck is not in the site any more."""
    diagnostics: str | None = None
    """The last message with diagnostics."""
    stale: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when there may be something to send."""
    place: str | None = None
    """The message with the place of the page that presents, if it was not sent yet."""
    steps: deque[str] = field(default_factory=lambda: deque(maxlen=_MOST_STEPS))
    """Messages that steer the page and were not sent yet."""

    def tell(self, place: str | None = None, step: str | None = None) -> None:
        """Have messages sent; a place takes that of the last one, which is old."""
        self.place = place or self.place
        self.steps.extend([step] if step else [])
        self.stale.set()

    def said(self) -> list[str]:
        """What is to be sent of the talk; it counts as sent from now on."""
        said = [*self.steps, *([self.place] if self.place else [])]
        self.place = None
        self.steps.clear()
        return said


class Live:
    """Follows the files of a site, and sends the pages that are open what changed."""

    def __init__(self, named: Sequence[Path], report: Report) -> None:
        self.named = named
        self.report = report
        self.memory = Memory()
        self.disk = Disk()
        self.state = State()
        self.pages = set[OpenPage]()
        self.ready = asyncio.Event()
        self._updates = dict[tuple[View, str], str | None]()
        self._overlays = dict[str, str]()
        self._mistakes = dict[str, str]()

    def tell(self, error: Exception) -> None:
        """Show an exception that nobody expected as a diagnostic; the last state stays."""
        found = failure(error, self.named[0] if self.named else Path())
        known = (one for one in self.state.diagnostics if one != found)
        self.replace(replace(self.state, diagnostics=(*known, found)))
        self._report()

    def learn(self, path: str, source: str, words: str) -> None:
        """Tell that mermaid cannot draw a diagram, until the deck has no such source any more."""
        shown, last = self.state.decks.get(path), self.state.diagnostics
        if shown and source not in self._mistakes and any(undrawn(shown.deck, {source: words})):
            self._mistakes[source] = words
            self.replace(self.state)
            if self.state.diagnostics != last:
                self._report()

    def _with_mistakes(self, state: State) -> State:
        """The state with what browsers have said of its diagrams; of others it is forgotten."""
        if not self._mistakes or state.made is None:
            return state
        decks = [shown.deck for shown in state.decks.values()]
        found = {
            source: [one for deck in decks for one in undrawn(deck, {source: words})]
            for source, words in self._mistakes.items()
        }
        self._mistakes = {s: words for s, words in self._mistakes.items() if found[s]}
        wrong = told(
            [one for each in found.values() for one in each], state.made.site.config, decks
        )
        others = (one for one in state.diagnostics if one.code != CODE)
        return replace(state, diagnostics=(*others, *wrong))

    def _report(self) -> None:
        with contextlib.suppress(OSError, ValueError):  # the terminal may be gone
            self.report(self.state.diagnostics)

    async def follow(self, watch: Watch) -> None:
        """Assemble the site, and again after every burst of changes; never returns."""
        await self._renew(watch, None)
        self.ready.set()
        watch.start()
        await self._renew(watch, None)  # what changed before it was watched
        gc.collect()
        gc.freeze()  # most of what is there stays, and need not be looked at again
        while True:
            await self._renew(watch, await watch.burst())

    async def _renew(self, watch: Watch, changed: Collection[Path] | None) -> None:
        """Follow a burst of changes; whatever fails is told, and the next burst is awaited."""
        try:
            await self._renewed(watch, changed)
        except Exception as error:
            self.tell(error)

    async def _renewed(self, watch: Watch, changed: Collection[Path] | None) -> None:
        """Compute the next state until its files rest (debounce), and replace the last one.

        The first change is worked on at once: that takes about as long as to see whether more
        follow.
        """
        state, end = self.state, time.monotonic() + _LONGEST
        while True:
            state = await asyncio.to_thread(self._next_state, state, changed)
            if not await watch.goes_on() or time.monotonic() >= end:
                break
            changed = await watch.burst()
        last = self.state.diagnostics
        self.replace(state)
        await asyncio.sleep(0)  # the first page is told before the folders are gone through
        fresh = watch.cover(watched_folders(state, self.disk), watched_names(self.disk))
        if watch.failed:
            blind = tuple(map(_unwatched, sorted(watch.failed.items())))
            self.replace(replace(state, diagnostics=(*state.diagnostics, *blind)))
        if self.state.diagnostics != last or not self.ready.is_set():
            self._report()
        if fresh and self.ready.is_set():
            await self._renew(watch, fresh)  # what changed in them before they were watched

    def _next_state(self, last: State, changed: Collection[Path] | None) -> State:
        self.disk.forget(changed)
        return next_state(last, self.named, self.memory, self.disk)

    def replace(self, state: State) -> None:
        """Serve this state from now on, and mark every page as stale."""
        self.state = self._with_mistakes(state)
        self._updates.clear()
        self._overlays.clear()
        for page in self.pages:
            page.stale.set()

    async def push(self, page: OpenPage, send: Callable[[str], Awaitable[None]]) -> None:
        """Send a page what it lacks, whenever it is stale; never returns."""
        while True:
            await page.stale.wait()
            page.stale.clear()
            for text in self.lacking(page):
                await send(text)

    def lacking(self, page: OpenPage) -> list[str]:
        """The messages that a page has to be sent; they count as sent from now on."""
        state, diagnostics = self.state, self._overlay(page.path)
        view = state.view(page.path)
        if view is None:
            change = None if page.is_gone else message("gone")
        else:
            change = self._update(page.view, view, page.path)
        is_news = diagnostics != page.diagnostics
        page.view, page.is_gone, page.diagnostics = view or page.view, view is None, diagnostics
        own = (change, diagnostics if is_news else None)
        return [*(text for text in own if text), *page.said()]

    def _update(self, old: View, new: View, path: str) -> str | None:
        """The message for a page with this view; computed once for all that show the same."""
        if old is new:
            return None
        if (old, path) not in self._updates:
            self._updates[old, path] = _message(update(old, new))
        return self._updates[old, path]

    def _overlay(self, path: str) -> str:
        """The message with what is wrong with a page; computed once for all of its path."""
        if path not in self._overlays:
            items = overlay(self.state.diagnostics_of(path))
            self._overlays[path] = message("diagnostics", items=items)
        return self._overlays[path]


def _unwatched(found: tuple[Path, str]) -> Diagnostic:
    folder, reason = found
    message = f"changes in this folder are not noticed: {reason.lower()}"
    hint = "restart with --poll once it can be read"
    return Diagnostic("folder-unwatched", of_file(folder), message, hint)


def _message(parts: Json | None) -> str | None:
    """The message for the parts of an update."""
    if parts is None:
        return message("reload")
    return message("update", **parts) if parts else None
