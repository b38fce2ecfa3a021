"""How soon a deck's page shows its first slide in Chromium, beside marp's page of the same deck.

    python -m benchmarks.first_paint [DECK] [--loads N] [--slides N] [--slow N] [--delay MS]
                                        [--marp COMMAND]

The pages are ours of the deck, of one of a thousand slides and of one with diagrams, and marp's
of the deck, which `npm install @marp-team/marp-cli` brings.  A server sends them compressed, as
GitHub Pages does, and each is loaded in turn by a browser that has seen nothing yet.  Pictures of
other hosts are not loaded.

Prints medians: milliseconds to the largest contentful paint (LCP) and to the moment when the deck
takes keys, the layout shift (CLS), the kilobytes that are sent, as they are sent and unpacked, and
the requests, those for pictures of other hosts left out; all within two seconds of rest.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

from playwright.sync_api import Browser, sync_playwright

from benchmarks.browser import chromium, served
from benchmarks.decks import REAL, diagrams, light, ruled, without_metadata

REST = 2000
"""Milliseconds after which a page counts as come to rest."""
BREATH = 0.7
"""Seconds from the end of a load to the next, in which the browser puts away what is left of it."""
OBSERVE = """(() => {
    const seen = window.seen = { lcp: 0, cls: 0, ready: 0 };
    const observe = (type, add) => new PerformanceObserver(list => list.getEntries().forEach(add))
        .observe({ type, buffered: true });
    observe('largest-contentful-paint', entry => { seen.lcp = entry.startTime; });
    observe('layout-shift', entry => { seen.cls += entry.value; });
    document.addEventListener('diascope:ready', () => { seen.ready = performance.now(); });
})()"""
WEIGH = """() => {
    const all = ['navigation', 'resource'].flatMap(type => performance.getEntriesByType(type))
        .filter(entry => entry.name.startsWith(location.origin));
    const sum = name => all.reduce((total, entry) => total + entry[name], 0) / 1000;
    const [sent, raw] = ['transferSize', 'decodedBodySize'].map(sum);
    return { ...seen, sent, raw, requests: all.length };
}"""


@dataclass(frozen=True, slots=True)
class Wish:
    """How pages are loaded."""

    loads: int
    """How often each."""
    slow: float
    """How many times slower the processor is made."""
    delay: float
    """Milliseconds from a request to its answer."""


def build(folder: Path, deck: Path, wish: argparse.Namespace) -> dict[str, str]:
    """The paths of our pages, by what they are called."""
    head = "---\ntitle: {}\nauthor: The benchmark\n---\n\n"
    texts = {
        "ours": head.format("The real deck") + without_metadata(deck.read_text(encoding="utf-8")),
        f"{wish.slides} slides": head.format("Many slides") + light(wish.slides),
        "diagrams": head.format("Diagrams") + diagrams(),
    }
    slides = folder / "slides"
    slides.mkdir()
    paths = dict[str, str]()
    for number, (name, text) in enumerate(texts.items()):
        (slides / f"deck-{number}.md").write_text(text, encoding="utf-8")
        paths[name] = f"_site/deck-{number}/"
    (folder / "diascope.toml").write_text('title = "First paint"\n', encoding="utf-8")
    if (deck.parent / "img").is_dir():
        shutil.copytree(deck.parent / "img", slides / "img")
    command = [sys.executable, "-m", "diascope", "build", "--quiet"]
    subprocess.run(command, cwd=folder, check=True)
    return paths


def marp(folder: Path, deck: Path, command: str) -> dict[str, str]:
    """The path of marp's page of the deck, if marp is here."""
    if shutil.which(command) is None:
        print(f"There is no `{command}` to compare with.", file=sys.stderr)
        return {}
    title = "# The real deck\n\nThe benchmark\n\n"
    text = title + ruled("\n" + without_metadata(deck.read_text(encoding="utf-8")))
    (folder / "marp.md").write_text(text, encoding="utf-8")
    quiet = subprocess.DEVNULL
    subprocess.run(
        [command, "--no-stdin", "marp.md", "-o", "marp.html"],
        cwd=folder,
        check=True,
        stdout=quiet,
        stderr=quiet,
    )
    return {"marp": "marp.html"}


def load(browser: Browser, address: str, wish: Wish) -> dict[str, float]:
    """What one load of a page by a fresh browser comes to."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.add_init_script(OBSERVE)
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": wish.slow})
    if wish.delay:
        network = {"offline": False, "latency": wish.delay}
        session.send(
            "Network.emulateNetworkConditions",
            {**network, "downloadThroughput": 1_250_000, "uploadThroughput": 1_250_000},
        )
    page.goto(address, wait_until="load")
    page.wait_for_timeout(REST)
    found: dict[str, float] = page.evaluate(WEIGH)
    context.close()
    time.sleep(BREATH)
    return found


def measure(browser: Browser, pages: dict[str, str], wish: Wish) -> None:
    """Load all pages in turn, and print the medians."""
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in pages}
    order = Random(0)
    for _ in range(wish.loads):
        # what a load leaves to do for the browser falls to another page each time
        for name in order.sample(list(pages), len(pages)):
            runs[name].append(load(browser, pages[name], wish))
    print(f"{'':12}  LCP ms  keys ms    CLS  sent kB   raw kB  requests   LCP/marp   LCP/ours")
    lcps = {name: statistics.median(run["lcp"] for run in got) for name, got in runs.items()}
    for name, got in runs.items():
        _, cls, ready, sent, raw, requests = (
            statistics.median(run[key] for run in got)
            for key in ("lcp", "cls", "ready", "sent", "raw", "requests")
        )
        ratios = (lcps[name] / lcps[one] if one in lcps else 0 for one in ("marp", "ours"))
        print(f"{name:12} {lcps[name]:7.0f} {ready:8.0f} {cls:6.3f} {sent:8.0f} {raw:8.0f}", end="")
        print(f" {requests:9.0f} ", *(f"{ratio:10.2f}" if ratio else "" for ratio in ratios))


def main() -> None:
    """Build the pages, serve them, and load them in turn."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("deck", nargs="?", type=Path, default=REAL)
    parser.add_argument("--loads", type=int, default=15, help="loads of each page (15)")
    parser.add_argument("--slides", type=int, default=1000, help="slides of the large deck (1000)")
    parser.add_argument("--slow", type=float, default=1, help="slow the processor down so much (1)")
    parser.add_argument("--delay", type=float, default=0, help="latency of the network in ms (0)")
    parser.add_argument("--marp", default="marp", help="the command that starts marp")
    wish = parser.parse_args()
    # no other host is found, so that its pictures take no time
    resolve = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    with tempfile.TemporaryDirectory(prefix="paint-") as name, sync_playwright() as playwright:
        folder = Path(name)
        paths = {**build(folder, wish.deck, wish), **marp(folder, wish.deck, wish.marp)}
        browser = chromium(playwright, resolve)
        with served(folder) as origin:
            pages = {name: origin + path for name, path in paths.items()}
            measure(browser, pages, Wish(wish.loads, wish.slow, wish.delay))
        browser.close()


if __name__ == "__main__":
    main()
