"""`python -m fuzz`: the targets one beside the other on all cores, each for its share of time."""

from __future__ import annotations

import argparse
import os
import random
import sys
from pathlib import Path

from fuzz.rounds import GRACE, hunt_in, target_of

TARGETS = (
    *("decks", "metadata", "attributes", "transcripts"),
    *("configuration", "sessions", "messages", "requests"),
)
"""The modules of the targets, the costliest first."""


def main() -> int:
    """Hunt as the command line says; 1 where something was found."""
    asked = _asked()
    names = [asked.target] if asked.target else list(TARGETS)
    if asked.file:
        target_of(names[0]).check(asked.file.read_bytes().decode("utf-8", "surrogatepass"))
        print("It does not fail.")
        return 0
    cores = min(len(names), os.cpu_count() or 1)
    rounds = -(-len(names) // cores)
    share = asked.seconds / rounds / GRACE
    print(f"SEED={asked.seed}", flush=True)
    failed = [
        name for at in range(rounds) for name in hunt_in(names[at::rounds], asked.seed, share)
    ]
    print(f"failed: {', '.join(failed)}" if failed else "nothing found")
    return bool(failed)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600, help="how long, in all")
    parser.add_argument("--target", choices=TARGETS, help="only this one")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32), help="as printed")
    parser.add_argument("--file", type=Path, help="only this text, for the target")
    asked = parser.parse_args()
    if asked.file and not asked.target:
        parser.error("--file needs --target")
    return asked


if __name__ == "__main__":
    sys.exit(main())
