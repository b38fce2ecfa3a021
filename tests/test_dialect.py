"""The dialect: what decks come to, compared with what pandoc 3.9 makes of them.

The cases lie in `tests/cases/dialect`, a file for each rule; `record_pandoc.py` fills them in.
A case whose remark begins with `Fails:` shows a known mistake of ours.
"""

import pytest
from _pytest.mark import ParameterSet
from casefile import Case, cases, dialect_files
from deck_outline import outline
from our_slides import our_slides


def every_case() -> list[ParameterSet]:
    return [_param(name, case) for name in dialect_files() for case in cases(name)]


def _param(name: str, case: Case) -> ParameterSet:
    fails = case.remark.startswith("Fails:")
    marks = [pytest.mark.xfail(reason=case.remark)] if fails else []
    return pytest.param(case, id=f"{name.removeprefix('dialect/')}: {case.title}", marks=marks)


@pytest.mark.parametrize("case", every_case())
def test_dialect(case: Case) -> None:
    assert outline(our_slides(case.given + "\n")) == case.expected
