"""Every file that a site is made of is watched, wherever it lies and whatever its name."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from harness import Site

from diascope.serve.live import Live
from diascope.serve.state import State
from diascope.serve.watch import Watch

PATIENCE = 20.0
"""Seconds after which a test gives up waiting."""


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("talks/slides/talk.md", "# Edited\n", "Edited"),
        ("talks/slides/_part.md~", "edited\n", "edited"),
        ("far/linked.md", "edited\n", "edited"),
        ("far/folder/in.md", "edited\n", "edited"),
        ("new/in/dot.svg", "<svg/>", r"media/\w{8}/dot\.svg"),
        ("talks/slides/new/in/dot.svg", "<svg/>", "media/new/in/dot.svg"),
        ("talks/templates/slide.html", "<section>edited</section>", "edited"),
        ("talks/static/vendor/reveal/theme/mine.css", "p {}", "deck-mine.css"),
    ],
)
def test_an_edit_is_shown(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, shown: str
) -> None:
    files = Site(tmp_path)
    names = ("new/in/dot.svg", "../../new/in/dot.svg")
    parts = ("_part.md~", "linked.md", "folder/in.md")
    deck = "---\ntheme: mine\n---\n\n# A\n\n"
    deck += " ".join(f"![]({name})" for name in names)
    deck += "".join(f'\n\n::: {{include="{part}"}}\n:::\n' for part in parts)
    files.write(
        {
            "talks/diascope.toml": 'allow-outside = ["../far", "../new"]',
            "talks/slides/talk.md": deck,
            "talks/slides/_part.md~": "one\n",
            "far/linked.md": "two\n",
            "far/folder/in.md": "three\n",
        }
    )
    for link in ("linked.md", "folder"):
        (site.root / "slides" / link).symlink_to(tmp_path / "far" / link)
    monkeypatch.chdir(site.root)

    async def scene() -> None:
        live, watch = Counting((), lambda diagnostics: None), Watch(poll=False)
        following = asyncio.create_task(live.follow(watch))
        try:
            async with asyncio.timeout(PATIENCE):
                while live.times < 2:  # the second is after it is watched
                    await asyncio.sleep(0.01)
                await asyncio.sleep(0.1)
                assert not re.search(shown, seen(live))
                files.write({name: text})
                while not re.search(shown, seen(live)):
                    await asyncio.sleep(0.01)
        finally:
            following.cancel()
            watch.stop()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, scene()).result()


class Counting(Live):
    """A live site that counts its states."""

    times = 0

    def replace(self, state: State) -> None:
        """Serve another state."""
        super().replace(state)
        self.times += 1


def seen(live: Live) -> str:
    """What the deck's page shows, and its style sheets."""
    view = live.state.view("talk/index.html")
    assert view
    return " ".join(view.sections) + str(view.sheets)
