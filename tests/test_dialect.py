"""The dialect: what decks come to, compared with what Pandoc 3.9 makes of them.

The cases lie in `tests/cases/dialect`, a file for each rule; `record_pandoc.py` fills them in.
"""

from pathlib import Path

import pytest
from casefile import FOLDER, Case, cases
from deck_outline import our_outline

FILES = sorted(f"dialect/{path.name}" for path in (FOLDER / "dialect").glob("*.md"))
CASES = [pytest.param(case, id=f"{name}: {case.title}") for name in FILES for case in cases(name)]


@pytest.mark.parametrize("case", CASES)
def test_deck(case: Case, tmp_path: Path) -> None:
    assert our_outline(case.given + "\n", tmp_path) == case.expected.strip("\n")
