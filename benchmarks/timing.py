"""What commands need: time on the clock, time of the processors, memory."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

OURS = (str(Path(sys.executable).with_name("diascope")),)
"""The command that is measured."""
TIMEOUT = 600
"""Seconds that one command may take."""
# A child's peak memory counts that of the process that it was forked from (execve(2) keeps it), so
# commands are started by a process that is as small as Python gets.
_STARTER = f"""
import os, signal, sys, time
nothing = os.open(os.devnull, os.O_RDWR)
redirect = [(os.POSIX_SPAWN_DUP2, nothing, to) for to in (0, 1)]
begin = time.perf_counter()
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=redirect)
signal.signal(signal.SIGALRM, lambda *_: os.kill(pid, signal.SIGKILL))
signal.alarm({TIMEOUT})
_, status, used = os.wait4(pid, 0)
wall = time.perf_counter() - begin
cpu = used.ru_utime + used.ru_stime
memory = used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
print([os.waitstatus_to_exitcode(status), wall, cpu, memory])
"""


class Took(NamedTuple):
    """What a command needed."""

    wall: float
    """Seconds on the clock; other work on the machine lengthens them."""
    cpu: float
    """Seconds of work on all processors, its child processes included."""
    memory: float
    """Most memory (MB) of the process, or of the largest of its children."""


def took(
    command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None
) -> Took:
    """What a command needs in a folder; raises `RuntimeError` where it fails."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _STARTER, *command],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        check=True,
        capture_output=True,
        text=True,
    )
    status, *numbers = json.loads(done.stdout)
    if status:
        raise RuntimeError(f"{' '.join(command)} ended with {status}\n{done.stderr}")
    return Took(*numbers)


def in_turn(measures: Mapping[str, Callable[[], Took]], pairs: int) -> Mapping[str, Sequence[Took]]:
    """What each of several needs, each run once in every round, so that all have the same machine.

    Every round begins with another one, so that what one leaves to do falls to each.
    """
    runs: dict[str, list[Took]] = {name: [] for name in measures}
    names = list(measures)
    for turn in range(pairs):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            runs[name].append(measures[name]())
    return runs


def typical(runs: Sequence[Sequence[float]], measure: str) -> float:
    """The median of one measure."""
    return median(run[Took._fields.index(measure)] for run in runs)


def ratio(
    ours: Sequence[Sequence[float]], theirs: Sequence[Sequence[float]], measure: str
) -> float:
    """The median of the ratios of runs that stood side by side."""
    at = Took._fields.index(measure)
    return median(a[at] / max(b[at], 1e-6) for a, b in zip(ours, theirs, strict=True))


def find_pandoc() -> str | None:
    """The pandoc on the PATH, or the one that pypandoc brings."""
    if found := shutil.which("pandoc"):
        return found
    try:
        import pypandoc  # type: ignore[import-not-found,unused-ignore]
    except ModuleNotFoundError:
        return None
    return str(pypandoc.get_pandoc_path())
