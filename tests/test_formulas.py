"""Formulas as text."""

from __future__ import annotations

import re

import pytest
from casefile import Case, cases
from hypothesis import given
from hypothesis import strategies as st

from diascope.formulas import formula_html

SPACES = re.compile(r"\s")


@pytest.mark.parametrize("case", cases("formulas.md"), ids=lambda case: case.title)
def test_formula(case: Case) -> None:
    assert SPACES.sub(" ", formula_html(case.given, False)) == case.expected


def test_a_display_that_stays_tex_keeps_its_signs() -> None:
    assert formula_html(r"\sqrt{x}", True) == r"$$\sqrt{x}$$"


@given(st.text(alphabet="ab1{}^_\\'+-=<&$%~|()[],. \nfracthmbx"))
def test_any_formula_is_written(tex: str) -> None:
    assert formula_html(tex, False) is not None


@pytest.mark.parametrize("piece", ["{", "\\hat", "\\text{a", "x^", "\\left("])
def test_deep_formulas_stay_tex(piece: str) -> None:
    assert formula_html(piece * 5000, False).startswith(("$", "(", "<em>"))
