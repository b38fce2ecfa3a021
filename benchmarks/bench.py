"""How long builds take, and how much memory, beside other tools.

    python -m benchmarks.bench [CASE]... [--pairs N] [--marp COMMAND] [--json FILE] [--write]

Cases are `small`, `large`, `code`, `tables`, `formulas`, `site`, `help`, `check`, `growth` and
`stages`; without any all are measured, and docs/performance.json, docs/performance.md and the plots
in docs/images/ written.  With some, tables are printed; `--write` puts them into these files.
`--draw` measures nothing, and makes page and plots of the JSON file.

The JSON file holds for every case and state the runs of each tool, `[seconds, seconds of the
processor, MB]`; for `growth` the same by numbers of slides, for `stages` milliseconds by deck.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benchmarks import cases
from benchmarks.cases import SUBJECTS
from benchmarks.plots import plots
from benchmarks.report import Results, filled, growth_table, run_table
from benchmarks.site import Tools
from benchmarks.timing import OURS, find_pandoc

DOCS = Path(__file__).parent.parent / "docs"
RESULTS, PAGE = DOCS / "performance.json", DOCS / "performance.md"
OTHERS: Mapping[str, Callable[[Tools, int], Any]] = {
    "help": lambda _, pairs: {"bare": cases.start(pairs)},
    "check": lambda tools, pairs: {"new": cases.check(tools, pairs)},
    "growth": cases.growth,
    "stages": cases.stages,
}
SLOW = {"site": 3, "growth": 3, "stages": 5}
"""Rounds that are enough where each takes long."""


def measured(name: str, tools: Tools, pairs: int) -> Any:
    """What was measured in the case of this name."""
    rounds = min(pairs, SLOW.get(name, pairs))
    if name in SUBJECTS:
        return _rounded(cases.measured(SUBJECTS[name], tools, rounds))
    return _rounded(OTHERS[name](tools, rounds))


def versions(tools: Tools) -> Mapping[str, str]:
    """The versions of the tools that are here."""
    commands = {"Diascope": OURS[0], "pandoc": tools.pandoc, "marp": tools.marp}
    found = {"Python": platform.python_version()}
    for name, command in commands.items():
        if command:
            told = subprocess.run(
                [command, "--version"], capture_output=True, text=True, check=True
            )
            words = told.stdout.split("\n", 1)[0].split()
            found[name] = next(word for word in words if any(map(str.isdigit, word))).strip("v,")
    return found


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def load() -> float:
    """How many processes wanted to run in the last minute, this one among them."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0


def drawn() -> None:
    """Make the page and its plots of the JSON file."""
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), results), encoding="utf-8")
    for name, text in plots(results).items():
        (DOCS / "images" / name).write_text(text, encoding="utf-8")


def _rounded(value: Any) -> Any:
    """Numbers with as many digits as mean something."""
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(one) for one in value]
    return round(value, 4) if isinstance(value, float) else value


def _json(results: Results) -> str:
    """The results, a line for each state."""
    lines = list[str]()
    for name, value in results.items():
        if isinstance(value, dict) and name != "tools":
            inner = ",\n".join(
                f"    {json.dumps(key)}: {json.dumps(one)}" for key, one in value.items()
            )
            lines.append(f"  {json.dumps(name)}: {{\n{inner}\n  }}")
        else:
            lines.append(f"  {json.dumps(name)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def told(results: Results) -> str:
    """The tables, for a terminal."""
    parts = [run_table(results)] if results.keys() & {*SUBJECTS, "help", "check"} else []
    parts += [growth_table(results)] if "growth" in results else []
    for name, spent in results.get("stages", {}).items():
        lines = "".join(f"{time:9.1f} ms  {stage}\n" for stage, time in spent.items())
        parts.append(f"{SUBJECTS[name].words}\n{lines}")
    return "\n".join(parts)


def main() -> None:
    """Read the command line, and measure."""
    names = [*SUBJECTS, *OTHERS]
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("cases", nargs="*", help=f"any of {', '.join(names)} (all)")
    parser.add_argument("--pairs", type=int, default=9, help="how often each tool runs (9)")
    parser.add_argument("--marp", default="marp", help="the command that starts marp")
    parser.add_argument("--json", type=Path, help="write what was measured to this file")
    parser.add_argument("--write", action="store_true", help="put single cases into the page too")
    parser.add_argument("--draw", action="store_true", help="make page and plots anew")
    wish = parser.parse_args()
    if unknown := set(wish.cases) - set(names):
        parser.error(f"there is no case {', '.join(sorted(unknown))}")
    if wish.draw:
        drawn()
        return
    tools = Tools(find_pandoc(), shutil.which(wish.marp))
    if tools.pandoc is None:
        print(
            "There is no pandoc on the PATH, nor pypandoc; ours is measured alone.", file=sys.stderr
        )
    is_kept = wish.write or not wish.cases
    kept = json.loads(RESULTS.read_text(encoding="utf-8")) if is_kept and RESULTS.exists() else {}
    results: dict[str, Any] = {"tools": versions(tools), "cores": cores(), "load": {}}
    for name in wish.cases or names:
        results["load"][name] = round(load(), 1)
        results[name] = measured(name, tools, max(1, wish.pairs))
        print(told({name: results[name]}), flush=True)
        if wish.json:
            wish.json.write_text(_json(results), encoding="utf-8")
        if is_kept:  # after each case, so that a run that is stopped has not been for nothing
            loads = {**kept.get("load", {}), **results["load"]}
            RESULTS.write_text(_json({**kept, **results, "load": loads}), encoding="utf-8")
    if is_kept:
        drawn()


if __name__ == "__main__":
    main()
