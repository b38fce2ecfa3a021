"""The dialect: what decks come to, compared with what pandoc 3.9 makes of them.

The cases lie in `tests/cases/dialect`, a file for each rule; `record_pandoc.py` fills them in.
A deck reads the same whether or not its last line is ended.  A case whose remark begins with
`Fails:`, or with `Fails unended:`, shows a known mistake of ours.
"""

import pytest
from _pytest.mark import ParameterSet
from casefile import Case, cases, dialect_files
from deck_outline import outline
from our_slides import our_slides

ENDS = {"": "\n", " unended": ""}


def every_case() -> list[ParameterSet]:
    named = [(name, case) for name in dialect_files() for case in cases(name)]
    return [_param(name, case, end) for name, case in named for end in ENDS]


def _param(name: str, case: Case, end: str) -> ParameterSet:
    fails = case.remark.startswith(("Fails:", f"Fails{end}:"))
    marks = [pytest.mark.xfail(reason=case.remark)] if fails else []
    title = f"{name.removeprefix('dialect/')}: {case.title}{end}"
    return pytest.param(case.given + ENDS[end], case.expected, id=title, marks=marks)


@pytest.mark.parametrize(("text", "expected"), every_case())
def test_dialect(text: str, expected: str) -> None:
    assert outline(our_slides(text)) == expected
