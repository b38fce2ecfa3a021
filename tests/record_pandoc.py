"""Fill in what the cases of `tests/cases/dialect` expect, from the slides that pandoc 3.9 makes.

    python tests/record_pandoc.py [FILE…]

A case whose remark begins with `Differs:` is meant to come to something else than pandoc makes
of it, and keeps what it expects.  These are listed, and so is all that has changed.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from casefile import FOLDER, Case, cases, dialect_files
from deck_outline import outline

_READER = "markdown+lists_without_preceding_blankline-blank_before_header-blank_before_blockquote"
_PANDOC = ["pandoc", "-f", _READER, "-t", "revealjs", "--wrap=preserve", "--mathjax"]
_PANDOC += ["--syntax-highlighting=none"]
_PANDOC += [f"--lua-filter={Path(__file__).with_name('pandoc_marks.lua')}"]


def record(name: str) -> None:
    """Rewrite one file of cases."""
    told = "\n".join(str(_recorded(name, case)) for case in cases(name))
    (FOLDER / name).write_text(told, "utf-8")


def _recorded(name: str, case: Case) -> Case:
    made = subprocess.run(
        _PANDOC, input=case.given + "\n", capture_output=True, text=True, check=True
    )
    expected = outline(made.stdout)
    agrees = expected == case.expected
    if case.remark.startswith("Differs:"):
        _say(name, case, "no longer differs" if agrees else case.remark)
        return case
    if not agrees:
        _say(name, case, "changed")
    return replace(case, expected=expected)


def _say(name: str, case: Case, what: str) -> None:
    print(f"{name}: {case.title}: {what}")  # noqa: T201 - it is a script


if __name__ == "__main__":
    given = [Path(path).resolve().relative_to(FOLDER).as_posix() for path in sys.argv[1:]]
    for file in given or dialect_files():
        record(file)
