"""How long a build takes that has nothing to do, beside what pandoc needs for the same deck.

    python benchmarks/unchanged.py [--pairs N] [--deck FILE]

Measured are the real deck and one of a thousand slides, each a site of its own that was built
before, and `--help` beside bare Python.  Both run in turn, each time in a process of its own.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from thousand_slides import deck, find_pandoc, took

REAL = Path(__file__).parent.parent / "slides" / "docker-kubernetes.md"
OURS = [str(Path(sys.executable).with_name("diascope"))]


def compare(
    name: str, folder: Path, theirs: Sequence[str], ours: Sequence[str], pairs: int
) -> None:
    """Run both in turn, and print the medians and the median of the ratios."""
    runs = [(took([*ours], folder), took([*theirs], folder)) for _ in range(pairs)]
    for measure in ("wall", "cpu"):
        seconds = [(getattr(a, measure), getattr(b, measure)) for a, b in runs]
        a, b = (statistics.median(column) for column in zip(*seconds, strict=True))
        ratio = statistics.median(one / max(other, 1e-6) for one, other in seconds)
        print(f"{name:15} {measure:4} {a:.3f} s beside {b:.3f} s, ratio {ratio:.3f}")


def main() -> None:
    """Read the command line, build the sites, and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--pairs", type=int, default=15, help="how often both run (15)")
    parser.add_argument("--deck", type=Path, default=REAL, help="the small deck")
    arguments = parser.parse_args()
    os.environ["DIASCOPE_PREVIEWS"] = "no"
    decks: Mapping[str, str] = {
        "small deck": arguments.deck.read_text(encoding="utf-8"),
        "thousand slides": deck(),
    }
    pandoc = find_pandoc()
    if pandoc is None:
        print("There is no pandoc on the PATH, nor pypandoc, to compare with.", file=sys.stderr)
    for name, text in decks.items():
        with tempfile.TemporaryDirectory() as place:
            (Path(place) / "slides").mkdir()
            (Path(place) / "slides" / "talk.md").write_text(text, encoding="utf-8")
            ours = [*OURS, "build"]
            for _ in range(2):  # the second compares the bytes of what is only just written
                took(ours, Path(place))
            if pandoc:
                theirs = [pandoc, "-t", "revealjs", "-s", "slides/talk.md", "-o", "pandoc.html"]
                compare(name, Path(place), theirs, ours, arguments.pairs)
    bare = [sys.executable, "-c", "pass"]
    compare("--help", Path(), bare, [*OURS, "--help"], arguments.pairs)


if __name__ == "__main__":
    main()
