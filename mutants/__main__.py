"""`python -m mutants`: the table of how many mutants the tests kill, and those that survive."""

from __future__ import annotations

import argparse
import random
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from mutants.changes import Mutant, mutants
from mutants.holes import open_holes
from mutants.subjects import SUBJECTS
from mutants.trial import Trials, path_of

SURVIVORS = Path(__file__).with_name("survivors.toml")
"""The mutants that no test need kill, by module, with the reason."""
WANTED = 0.9
"""The part of a module's mutants that its tests have to kill."""


def main() -> int:
    """Try the mutants as the command line says; 1 where too many survive, or a reason is void."""
    asked = _asked()
    known = tomllib.loads(SURVIVORS.read_text(encoding="utf-8"))
    print(f"SEED={asked.seed}")
    results = [_try(module, asked, known.get(module, {})) for module in _modules(asked)]
    holes = list(open_holes(asked.module))
    for hole in holes:
        print(f"  {hole}")
    return int(not all(results) or bool(holes))


def _modules(asked: argparse.Namespace) -> Iterable[str]:
    return [asked.module] if asked.module else SUBJECTS


def _try(module: str, asked: argparse.Namespace, known: Mapping[str, str]) -> bool:
    """Try the mutants of a module; whether enough are killed, and the reasons are of mutants."""
    trials = Trials(module, SUBJECTS[module])
    if not trials.is_passed():
        print(f"{module}: its tests fail without a change")
        return False
    every = list(mutants(path_of(module).read_text(encoding="utf-8")))
    chosen = _sample(every, asked.most, asked.seed)
    is_enough = _told(module, chosen, list(trials.surviving(chosen)), known)
    gone = known.keys() - {mutant.name for mutant in every}
    for name in sorted(gone):
        print(f"  there is no such mutant any more: {name}")
    return is_enough and not gone


def _sample(every: Sequence[Mutant], most: int, seed: int) -> Sequence[Mutant]:
    if len(every) <= most:
        return every
    chosen = random.Random(f"{seed}").sample(range(len(every)), most)
    return [every[at] for at in sorted(chosen)]


def _told(
    module: str, chosen: Sequence[Mutant], alive: Sequence[Mutant], known: Mapping[str, str]
) -> bool:
    """Print how it went; whether that is enough."""
    unknown = [mutant for mutant in alive if mutant.name not in known]
    dead = len(chosen) - len(alive)
    part = dead / len(chosen)
    print(f"{module:32} {len(chosen):4} mutants {dead:4} killed {part:6.1%}", flush=True)
    for mutant in unknown:
        print(f"  {path_of(module).name}:{mutant.line}: {mutant.name}", flush=True)
    for void in known.keys() & ({one.name for one in chosen} - {one.name for one in alive}):
        print(f"  is killed now: {void}", flush=True)
    return part >= WANTED


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mutants", description=__doc__)
    parser.add_argument("--module", choices=SUBJECTS, help="only this one")
    parser.add_argument("--most", type=int, default=10_000, help="mutants of each module, at most")
    parser.add_argument("--seed", type=int, default=1, help="which of them, where there are more")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
