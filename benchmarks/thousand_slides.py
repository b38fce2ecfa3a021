"""How long a deck of a thousand slides takes, beside what pandoc needs for it.

    python benchmarks/thousand_slides.py [--pairs N] [--profile]

The deck has bullets on every slide, code on every second and a table on every fifth.  Both build
it in turn, each time in a process of its own, so that both have the machine as it is at that time.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

SLIDES = 1000
TIMEOUT = 120
"""Seconds that one build may take."""

BULLETS = """\
- The first point of slide {n} is *short*
- The second has `code`, a [link](https://example.org/{n}) and **weight**
- The third goes on for a little longer, so that there are lines to break and words to set
"""
CODE = """
```python
def slide_{n}(deck: list[str]) -> str:
    \"\"\"Return what stands on slide {n}.\"\"\"
    return deck[{n}] if len(deck) > {n} else "none"
```
"""
TABLE = """
| word  | number | note         |
|-------|-------:|--------------|
| one   |    {n} | the first    |
| two   |      2 | the *second* |
| three |      3 | the third    |
"""


def deck(slides: int = SLIDES) -> str:
    """The deck's text."""
    return "% A thousand slides\n% The benchmark\n% 2026\n\n" + "\n".join(map(slide, range(slides)))


def slide(n: int) -> str:
    """One slide's text."""
    parts = [f"# Slide number {n}\n\n", BULLETS, CODE if n % 2 else "", TABLE if n % 5 == 0 else ""]
    return "".join(parts).replace("{n}", str(n))


@dataclass(frozen=True, slots=True)
class Took:
    """What a command needed."""

    wall: float
    """Seconds on the clock; other work on the machine lengthens them."""
    cpu: float
    """Seconds of work on all processors, its child processes included."""


def took(command: list[str], folder: Path) -> Took:
    """What a command needs; it must succeed."""
    before, started = os.times(), time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=TIMEOUT)
    wall, after = time.perf_counter() - started, os.times()
    user = after.children_user - before.children_user
    return Took(wall, user + after.children_system - before.children_system)


def find_pandoc() -> str | None:
    """The pandoc on the PATH, or the one that pypandoc brings."""
    if found := shutil.which("pandoc"):
        return found
    try:
        import pypandoc
    except ModuleNotFoundError:
        return None
    return str(pypandoc.get_pandoc_path())


def compare(folder: Path, pairs: int) -> None:
    """Build the deck with both in turn, and print what each needed."""
    ours = [sys.executable, "-m", "diascope", "build", "talk.md", "-o", "site", "--quiet"]
    pandoc = find_pandoc()
    theirs = [pandoc, "-t", "revealjs", "-s", "talk.md", "-o", "pandoc.html"] if pandoc else None
    runs: dict[str, list[Took]] = {"diascope": [], "pandoc": []}
    for _ in range(pairs):
        shutil.rmtree(folder / "site", ignore_errors=True)
        runs["diascope"].append(took(ours, folder))
        if theirs:
            runs["pandoc"].append(took(theirs, folder))
    if theirs is None:
        print("There is no pandoc on the PATH, nor pypandoc, to compare with.", file=sys.stderr)
    for measure in ("wall", "cpu"):
        report(
            measure, {name: [getattr(run, measure) for run in got] for name, got in runs.items()}
        )


def report(measure: str, runs: dict[str, list[float]]) -> None:
    """Print the medians of one measure, their spread, and the ratio."""
    medians = dict[str, float]()
    for name, seconds in runs.items():
        if seconds:
            medians[name] = statistics.median(seconds)
            spread = f"{min(seconds):.2f} to {max(seconds):.2f}"
            print(f"{measure:5} {name:9} {medians[name]:.2f} s  ({spread})")
    if "pandoc" in medians:
        print(f"{measure:5} ratio     {medians['diascope'] / medians['pandoc']:.2f}")


def profile(folder: Path) -> None:
    """Build the deck in this process, and print where the time goes."""
    from diascope.pipeline import build

    profiler = cProfile.Profile()
    profiler.runcall(build, [folder / "talk.md"], folder / "profiled")
    pstats.Stats(profiler).sort_stats("tottime").print_stats(30)


def main() -> None:
    """Read the command line, write the deck, and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--pairs", type=int, default=5, help="how often both build it (5)")
    parser.add_argument("--profile", action="store_true", help="show where the time goes instead")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "talk.md").write_text(deck(), encoding="utf-8")
        if arguments.profile:
            profile(folder)
        else:
            compare(folder, arguments.pairs)


if __name__ == "__main__":
    main()
