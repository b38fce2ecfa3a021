"""Fill in what the cases of `tests/cases/dialect` expect, from Pandoc's own reading.

    python tests/record_pandoc.py [FILE…]

A case whose title ends with `*` differs from Pandoc on purpose and keeps what it expects.
"""

from __future__ import annotations

import sys

from casefile import FOLDER, Case, cases
from deck_outline import pandocs_outline


def record(name: str) -> None:
    """Rewrite one file of cases."""
    told = "\n".join(_case(case) for case in cases(name))
    (FOLDER / name).write_text(told, "utf-8")


def _case(case: Case) -> str:
    differs = case.title.endswith("*")
    expected = case.expected if differs else pandocs_outline(case.given + "\n")
    return f"{case.title}\n.\n{case.given}\n.\n{expected}\n.\n"


if __name__ == "__main__":
    wanted = sys.argv[1:] or [path.name for path in sorted((FOLDER / "dialect").glob("*.md"))]
    for file in wanted:
        record(f"dialect/{file}")
