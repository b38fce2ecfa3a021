"""Pages are told what they lack, those on one machine in turns."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import pytest
from harness import Site

from diascope.serve.live import Live, OpenPage
from diascope.serve.site import LiveSite

PATH = "talk/index.html"
MARKER = "marker/index.html"
PATIENCE = 10.0
"""Seconds after which a test gives up waiting."""
MOMENT = 0.02
"""Seconds that a page may draw which never does."""
ROUNDS = 5
"""Markers that are waited for, so that whoever could go on has done so."""


class Room:
    """A live site with some pages, and what each of them was told, in order."""

    def __init__(self, site: Site, count: int, takes_turns: bool = True) -> None:
        self.site = site
        self.live = Live(LiveSite(()), lambda found: None)
        self.pages = list[OpenPage]()
        self.told = list[tuple[int, str]]()
        self.prompt = set[int]()
        self.count = 0
        self.marked = asyncio.Event()
        site.write({"slides/marker.md": "# M\n\n0\n"})
        self.edit("old")
        view = self.live.site.view(PATH)
        assert view
        for _ in range(count):
            self.pages.append(OpenPage(PATH, view, {"findings": []}))
        self.live.pages.update(self.pages)
        for page in self.pages if takes_turns else ():
            self.live.turns.join(page)
        marker = self.live.site.view(MARKER)
        assert marker
        self.marker = OpenPage(MARKER, marker, {"findings": []})
        self.live.pages.add(self.marker)

    def edit(self, text: str) -> None:
        """Save the deck."""
        self.site.write({"slides/talk.md": f"# A\n\n{text}\n"})
        self.live.site.renew()
        self.live.spread()

    def mark(self) -> None:
        """Save another deck, whose page waits for no turn."""
        self.count += 1
        self.site.write({"slides/marker.md": f"# M\n\n{self.count}\n"})
        self.live.site.renew()
        everyone, self.live.pages = self.live.pages, {self.marker}
        self.live.spread()
        self.live.pages = everyone

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Let the pages be told, as long as this is entered."""
        senders = map(self._sender, range(len(self.pages)))
        pairs = zip(self.pages, senders, strict=True)
        self.tasks = [asyncio.create_task(self.live.tell(page, send)) for page, send in pairs]
        self.tasks.append(asyncio.create_task(self.live.tell(self.marker, self._mark_told)))
        await asyncio.sleep(0)
        yield
        for task in self.tasks:
            task.cancel()

    def _sender(self, number: int) -> Callable[[str], Awaitable[None]]:
        async def send(message: str) -> None:
            self.told.append((number, json.loads(message)["morph"][0][1]))
            if number in self.prompt:
                self.pages[number].drawn.set()

        return send

    async def _mark_told(self, message: str) -> None:
        assert json.loads(message)["morph"]
        self.marked.set()

    async def tells(self, *order: int) -> None:
        """Wait until these pages were told, in this order, and no others before later markers."""
        async with asyncio.timeout(PATIENCE):
            while len(self.told) < len(order):
                await asyncio.sleep(0)
        for _ in range(ROUNDS):
            self.marked.clear()
            self.mark()
            async with asyncio.timeout(PATIENCE):
                await self.marked.wait()
        assert [number for number, _ in self.told] == list(order)


def play(scene: Coroutine[None, None, None]) -> None:
    """Run a scene, in a thread of its own since tests with a browser have a loop in theirs."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, scene).result()


@pytest.fixture
def here(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site in the current folder, and pages that may take their time."""
    monkeypatch.chdir(site.root)
    monkeypatch.setattr("diascope.serve.live._DRAWING", PATIENCE)
    return site


def test_each_waits_until_the_one_before_has_drawn(here: Site) -> None:
    async def scene() -> None:
        room = Room(here, 3)
        async with room.open():
            room.edit("new")
            await room.tells(0)
            room.pages[0].drawn.set()
            await room.tells(0, 1)
            room.pages[1].drawn.set()
            await room.tells(0, 1, 2)

    play(scene())


def test_who_waits_is_told_the_newest_state(here: Site) -> None:
    async def scene() -> None:
        room = Room(here, 2)
        async with room.open():
            room.edit("new")
            await room.tells(0)
            room.edit("newest")
            room.pages[0].drawn.set()
            await room.tells(0, 0)
            room.pages[0].drawn.set()
            await room.tells(0, 0, 1)
        assert "newest" in room.told[2][1]

    play(scene())


def test_the_page_in_front_waits_for_no_other(here: Site) -> None:
    async def scene() -> None:
        room = Room(here, 3)
        async with room.open():
            room.edit("new")
            await room.tells(0)
            room.live.turns.put_first(room.pages[2])
            await room.tells(0, 2)
            room.pages[2].drawn.set()
            room.edit("newer")
            await room.tells(0, 2, 2)

    play(scene())


def test_a_page_that_goes_gives_its_turn_away(here: Site) -> None:
    async def scene() -> None:
        room = Room(here, 3)
        async with room.open():
            room.edit("new")
            await room.tells(0)
            room.tasks[0].cancel()
            await room.tells(0, 1)
            room.tasks[2].cancel()
            room.pages[1].drawn.set()
            await room.tells(0, 1)

    play(scene())


def test_one_that_does_not_draw_becomes_last(here: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diascope.serve.live._DRAWING", MOMENT)

    async def scene() -> None:
        room = Room(here, 2)
        room.prompt = {1}
        async with room.open():
            room.edit("new")
            await room.tells(0, 1)
            room.edit("newer")
            await room.tells(0, 1, 1, 0)

    play(scene())


def test_other_machines_wait_for_nobody(here: Site) -> None:
    async def scene() -> None:
        room = Room(here, 3, takes_turns=False)
        async with room.open():
            room.edit("new")
            async with asyncio.timeout(PATIENCE):
                while len(room.told) < 3:
                    await asyncio.sleep(0)
            assert not any(page.drawn.is_set() for page in room.pages)
        assert sorted(number for number, _ in room.told) == [0, 1, 2]

    play(scene())
