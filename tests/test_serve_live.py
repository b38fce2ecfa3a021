"""Pages are sent what they lack, each at its own pace."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import pytest
from harness import Site
from serving import served

from diascope.serve.live import OpenPage
from diascope.serve.site import next_state

PATH = "talk/index.html"
PATIENCE = 10.0
"""Seconds after which a test gives up waiting."""


class Room:
    """A live site with some pages, and what each of them was sent, in order."""

    def __init__(self, site: Site, count: int) -> None:
        self.site = site
        site.write({"slides/talk.md": "# A\n\nold\n"})
        self.live = served()
        view = self.live.state.view(PATH)
        assert view
        self.pages = [OpenPage(PATH, view) for _ in range(count)]
        for page in self.pages:
            self.live.lacking(page)
        self.live.pages.update(self.pages)
        self.sent: list[list[dict[str, object]]] = [[] for _ in self.pages]
        self.slow = asyncio.Event()
        """Pages but the first read nothing until this is set."""
        self.slow.set()

    def edit(self, text: str) -> None:
        """Save the deck."""
        self.site.write({"slides/talk.md": text})
        self.renew()

    def renew(self) -> None:
        """Follow the files."""
        self.live.disk.forget(None)
        state = next_state(self.live.state, (), self.live.memory, self.live.disk)
        self.live.replace(state)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Let the pages be sent what they lack, as long as this is entered."""
        pairs = zip(self.pages, map(self._sender, range(len(self.pages))), strict=True)
        tasks = [asyncio.create_task(self.live.push(page, send)) for page, send in pairs]
        yield
        for task in tasks:
            task.cancel()

    def _sender(self, number: int) -> Callable[[str], Awaitable[None]]:
        async def send(text: str) -> None:
            if number:
                await self.slow.wait()
            self.sent[number].append(json.loads(text))

        return send

    async def until(self, number: int, word: str) -> None:
        """Wait until a page was sent a word."""
        async with asyncio.timeout(PATIENCE):
            while word not in str(self.sent[number]):
                await asyncio.sleep(0)

    def types(self, number: int) -> list[object]:
        """The types of the messages that a page was sent."""
        return [message["type"] for message in self.sent[number]]


def play(scene: Coroutine[None, None, None]) -> None:
    """Run a scene, in a thread of its own since tests with a browser have a loop in theirs."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, scene).result()


@pytest.fixture
def here(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site in the current folder."""
    monkeypatch.chdir(site.root)
    return site


def test_every_page_is_sent_the_slide_that_changed(here: Site) -> None:
    async def scene() -> None:
        room = Room(here, 3)
        async with room.open():
            room.edit("# A\n\nnew\n")
            for number in range(3):
                await room.until(number, "new")
        assert [room.types(number) for number in range(3)] == [["update"]] * 3

    play(scene())


def test_a_slow_page_holds_no_other_back_and_skips_what_is_old(here: Site) -> None:
    async def scene() -> None:
        room = Room(here, 2)
        room.slow.clear()
        async with room.open():
            for word in ("second", "third", "fourth"):
                room.edit(f"# A\n\n{word}\n")
                await room.until(0, word)
            room.slow.set()
            await room.until(1, "fourth")
        assert len(room.sent[0]) == 3
        assert len(room.sent[1]) == 2
        assert "third" not in str(room.sent[1])

    play(scene())


def test_mistakes_are_sent_once_and_taken_back(here: Site) -> None:
    async def scene() -> None:
        room = Room(here, 1)
        async with room.open():
            room.edit("# A\n\n![](none.svg)\n")
            await room.until(0, "image-missing")
            room.edit("# A\n\n![](none.svg) and more\n")
            await room.until(0, "and more")
            room.edit("# A\n\nwell\n")
            await room.until(0, "'items': []")
        shown = [message for message in room.sent[0] if message["type"] == "diagnostics"]
        assert [len(message["items"]) for message in shown] == [1, 1, 0]  # type: ignore[arg-type]

    play(scene())


def test_a_deck_that_goes_is_told_once_and_may_come_back(here: Site) -> None:
    async def scene() -> None:
        room = Room(here, 1)
        async with room.open():
            here.write({"slides/other.md": "# Other\n"})
            (here.root / "slides/talk.md").unlink()
            room.renew()
            await room.until(0, "gone")
            here.write({"slides/other.md": "# Another\n"})
            room.renew()
            room.edit("# A\n\nback\n")
            await room.until(0, "back")
        assert room.types(0).count("gone") == 1

    play(scene())
