"""How long a saved edit takes to the screen, beside what other tools need for it.

    python -m benchmarks.live [--edits N] [--slides N] [--only NAME]
                              [--rapid N] [--pages N] [--growth N]

Puts a new word into a heading in the middle of a deck, and stops the clock with the frame after
the one in which a heading on the page shows it, in Chromium.  The decks are the real one and one
of a thousand slides; `reveal-md`, `marp` and `slidev` take part where they are on the PATH.

Of ours alone it can tell whether rapid edits are lost, what more open pages cost the first, and
how large the server grows.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.browser import chromium
from benchmarks.decks import changed, light, real, ruled, without_metadata

PATIENCE = 20.0
"""Seconds after which an edit counts as lost."""
PAUSE = 0.25
"""Seconds between two edits."""

OBSERVE = """(() => {
    const seen = new Set();
    const look = node => {
        const heading = node.nodeType === 1 ? node : node.parentElement;
        if (!heading?.closest('h1, h2, h3') && !heading?.querySelector?.('h1, h2, h3')) return;
        for (const word of node.textContent.match(/zqx\\d+/g) ?? []) {
            if (seen.has(word)) continue;
            seen.add(word);
            const now = () => performance.timeOrigin + performance.now();
            requestAnimationFrame(() => window.tell?.(word, now()));
        }
    };
    new MutationObserver(records => {
        for (const { type, target, addedNodes } of records) {
            if (type === 'characterData') look(target);
            else addedNodes.forEach(look);
        }
    }).observe(document, { subtree: true, childList: true, characterData: true });
})();"""

COMMAND = (sys.executable, "-c", "from diascope.cli import main; main()", "serve")


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that shows a deck while it is edited."""

    name: str
    """Its name, and that of its command unless it is ours."""
    command: tuple[str, ...]
    """What starts it; `{deck}`, `{folder}` and `{port}` are filled in."""
    page: str
    """The path of the deck's page."""
    ruled: bool = True
    """Whether it wants a ruler between slides."""
    head: str = ""
    """What its decks begin with; slidev asks for a theme that is installed."""

    @property
    def is_here(self) -> bool:
        """Whether it can be started."""
        return shutil.which(self.command[0]) is not None


OURS = Tool("diascope", (*COMMAND, "--no-open", "--port", "{port}", "{deck}"), "deck/", ruled=False)
TOOLS = (
    OURS,
    Tool(
        "reveal-md",
        ("reveal-md", "{deck}", "-w", "--port", "{port}", "--disable-auto-open"),
        "deck.md",
    ),
    Tool("marp", ("marp", "--server", "--watch", "--allow-local-files", "{folder}"), "deck.md"),
    Tool("slidev", ("slidev", "{deck}", "--port", "{port}"), "", head="---\ntheme: none\n---\n\n"),
)


@contextmanager
def running(tool: Tool, deck: Path) -> Iterator[tuple[str, int]]:
    """The tool at work: its address, once it answers, and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = {"deck": str(deck), "folder": str(deck.parent), "port": str(port)}
    command = [part.format(**words) for part in tool.command]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command,
        cwd=deck.parent,
        env={**os.environ, "PORT": str(port)},
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        start_new_session=True,
    )
    try:
        yield answering(f"http://127.0.0.1:{port}/"), process.pid
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)


def answering(address: str) -> str:
    """The address, once something answers there."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError:
            return address
        except OSError:
            time.sleep(0.05)
        else:
            return address
    raise TimeoutError(address)


class Desk:
    """An author with a deck, and its page beside it."""

    def __init__(self, deck: Path, page: Page, address: str) -> None:
        self.deck, self.page, self.address = deck, page, address
        self.count = 0
        self.text = deck.read_text(encoding="utf-8")
        self.seen = dict[str, float]()
        page.expose_binding("tell", lambda _, word, at: self.seen.setdefault(word, at))
        page.add_init_script(OBSERVE)
        page.goto(address, wait_until="load")
        page.wait_for_timeout(2000)

    def save(self, word: str) -> float:
        """Put a word into the heading in the middle; the time of saving in milliseconds."""
        text = changed(self.text, word)
        saved = time.time() * 1000
        self.deck.write_text(text, encoding="utf-8")
        return saved

    def until(self, word: str) -> float | None:
        """When the page showed a word, or None if it never did."""
        end = time.monotonic() + PATIENCE
        while word not in self.seen and time.monotonic() < end:
            self.page.wait_for_timeout(2)
        return self.seen.get(word)

    def edit(self) -> float | None:
        """Save a new word; the milliseconds until it is on the screen."""
        word = self.word()
        saved = self.save(word)
        shown = self.until(word)
        return shown - saved if shown else None

    def edits(self, count: int) -> list[float | None]:
        """Save new words, with pauses between them."""
        times = list[float | None]()
        for _ in range(count):
            times.append(self.edit())
            self.page.wait_for_timeout(PAUSE * 1000)
        return times

    def word(self) -> str:
        """A word that was not there before."""
        self.count += 1
        return f"zqx{10_000 + self.count}"


def measure(browser: Browser, tool: Tool, text: str, wish: argparse.Namespace) -> None:
    """Measure one tool with one deck, and print what came of it."""
    with tempfile.TemporaryDirectory(prefix="live-") as folder:
        deck = Path(folder, "deck.md")
        slides = ruled(text) if tool.ruled else text
        deck.write_text(tool.head + slides, encoding="utf-8")
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        with running(tool, deck) as (address, process):
            desk = Desk(deck, page, address + tool.page)
            report(tool.name, desk.edits(wish.edits))
            if tool is OURS:
                hurry(desk, wish.rapid)
                crowd(desk, browser, wish)
                grow(desk, process, wish.growth)
        page.close()


def report(name: str, times: list[float | None]) -> None:
    """Print the median, the worst, and how many edits never came."""
    known = [one for one in times if one is not None]
    lost = len(times) - len(known)
    if not known:
        print(f"  {name:10} all {lost} lost", flush=True)
        return
    median, worst = statistics.median(known), max(known)
    print(f"  {name:10} median {median:6.1f} ms  worst {worst:6.1f} ms  lost {lost}", flush=True)


def hurry(desk: Desk, count: int) -> None:
    """Save one edit as soon as the last is seen, and then without looking."""
    if not count:
        return
    lost = sum(desk.edit() is None for _ in range(count))
    print(f"             {count} edits one after the other: {lost} lost", flush=True)
    words = [desk.word() for _ in range(count)]
    for word in words:
        desk.save(word)
    came = desk.until(words[-1]) is not None
    print(f"             {count} at once: the last {'came' if came else 'never came'}", flush=True)


def crowd(desk: Desk, browser: Browser, wish: argparse.Namespace) -> None:
    """Open more pages of the deck, and edit on."""
    if wish.pages < 2:
        return
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    for _ in range(wish.pages - 1):
        context.new_page().goto(desk.address, wait_until="load")
    desk.page.wait_for_timeout(3000)
    report(f"{wish.pages} pages", desk.edits(wish.edits))
    context.close()


def grow(desk: Desk, process: int, count: int) -> None:
    """Save many edits, and print what memory the server then has (proc_pid_status(5))."""
    if not count:
        return
    for _ in range(count):
        desk.edit()
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    now, most = (int(re.findall(rf"{key}:\s*(\d+)", status)[0]) for key in ("VmRSS", "VmHWM"))
    told = f"{now / 1024:.0f} MB, at most {most / 1024:.0f} MB"
    print(f"             after {count} more edits: {told}", flush=True)


def main() -> None:
    """Measure every tool that is here with both decks."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--edits", type=int, default=30, help="edits for each tool and deck")
    parser.add_argument("--slides", type=int, default=1000, help="slides of the large deck")
    parser.add_argument("--rapid", type=int, default=0, help="edits without a pause")
    parser.add_argument("--pages", type=int, default=1, help="pages that are open at once")
    parser.add_argument("--growth", type=int, default=0, help="edits before memory is measured")
    parser.add_argument("--only", help="measure this tool alone")
    wish = parser.parse_args()
    decks = {
        "the real deck": without_metadata(real()),
        f"{wish.slides} slides": light(wish.slides),
    }
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        for name, text in decks.items():
            print(name, flush=True)
            for tool in TOOLS:
                if tool.is_here and wish.only in (None, tool.name):
                    measure(browser, tool, text, wish)
        browser.close()


if __name__ == "__main__":
    main()
