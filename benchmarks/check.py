"""How long `diascope check` takes beside `diascope build`.

    python benchmarks/check.py [--pairs N]

The deck is that of `thousand_slides.py`.  Both run in turn, each time in a process of its own; a
build finds its last pages there, as it mostly does.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from thousand_slides import deck, took


def main() -> None:
    """Print the ratio of the two."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=5)
    pairs = parser.parse_args().pairs
    program = [sys.executable, "-m", "diascope"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "slides").mkdir()
        (folder / "slides" / "talk.md").write_text(deck(), "utf-8")
        (folder / "diascope.toml").write_text("", "utf-8")
        took([*program, "build"], folder)
        ratios = list[float]()
        for _ in range(pairs):
            build, check = (took([*program, one], folder).cpu for one in ("build", "check"))
            ratios.append(check / build)
            print(f"build {build:.2f} s   check {check:.2f} s   ratio {check / build:.2f}")
    print(f"cpu ratio {statistics.median(ratios):.2f}, the limit is 1.5")


if __name__ == "__main__":
    main()
