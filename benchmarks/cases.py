"""The cases of `make bench`: which decks, in which states, beside which tools."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks import decks
from benchmarks.site import STATES, Runs, Subject, Tools, bench
from benchmarks.timing import OURS, in_turn, took

GROWTH = (10, 30, 100, 300, 1000, 3000, 10_000)
"""The numbers of slides by which growth is measured."""


def _one(kind: Callable[[int], str], slides: int) -> Callable[[], Mapping[str, str]]:
    return lambda: {"talk": kind(slides)}


SUBJECTS: Mapping[str, Subject] = {
    "small": Subject("the real deck", _one(decks.real, 0), STATES, marp=True),
    "large": Subject("1000 slides", _one(decks.large, 1000), marp=True),
    "code": Subject("300 slides of code", _one(decks.code, 300)),
    "tables": Subject("300 slides of tables", _one(decks.tables, 300)),
    "formulas": Subject("100 slides of formulas", _one(decks.formulas, 100), pandoc=["--mathml"]),
    "site": Subject("200 decks of 20 slides", lambda: decks.site(200, 20)),
}


def measured(subject: Subject, tools: Tools, pairs: int) -> Mapping[str, Runs]:
    """What each tool needs in every state."""
    found = dict[str, Runs]()
    for state in subject.states:
        with bench(subject, tools) as made:
            found[state] = made.run(state, pairs)
    return found


def growth(tools: Tools, pairs: int, sizes: Sequence[int] = GROWTH) -> Mapping[str, Runs]:
    """What decks of more and more slides need, from nothing."""
    found = dict[str, Runs]()
    for size in sizes:
        subject = Subject("", _one(decks.large, size))
        with bench(subject, tools) as made:
            found[str(size)] = made.run("new", pairs if size <= 1000 else min(pairs, 2))
    return found


def start(pairs: int) -> Runs:
    """What `--help` needs, beside a Python that does nothing."""
    bare = [sys.executable, "-c", "pass"]
    return in_turn(
        {
            "diascope": lambda: took([*OURS, "--help"], Path()),
            "python": lambda: took(bare, Path()),
        },
        pairs,
    )


def check(tools: Tools, pairs: int) -> Runs:
    """What `diascope check` needs beside a build from nothing."""
    with bench(SUBJECTS["large"], tools) as made:
        made.warm()
        return in_turn(
            {
                "diascope": lambda: took([*OURS, "check"], made.site, made.environment),
                "build": made.prepared(made.empty_site),
            },
            pairs,
        )


def stages(tools: Tools, pairs: int) -> Mapping[str, Mapping[str, float]]:
    """Milliseconds of the processor that each stage of a build from nothing takes."""
    return {name: _stages(SUBJECTS[name], tools, pairs) for name in ("small", "large")}


def _stages(subject: Subject, tools: Tools, pairs: int) -> Mapping[str, float]:
    script = Path(__file__).with_name("stages.py")
    with bench(subject, tools) as made:
        made.warm()
        out = made.folder / "stages.json"
        command = [sys.executable, "-P", str(script), str(out), "build", "--quiet"]
        runs = list[dict[str, float]]()
        for _ in range(pairs):
            made.empty_site()
            took(command, made.site, made.environment)
            runs.append(json.loads(out.read_text(encoding="utf-8")))
    return {stage: median(run[stage] for run in runs) for stage in runs[0]}
