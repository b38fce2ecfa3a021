"""Secrets in outputs: where they are, and what is none."""

import time

import pytest
from casefile import Case, cases

from diascope.reading.secrets import secrets


@pytest.mark.parametrize("case", [pytest.param(c, id=c.title) for c in cases("secrets.md")])
def test_secrets(case: Case) -> None:
    """The cases hold `¤` in the middle of every secret, so that no scanner takes them for real."""
    found = secrets(case.given.replace("¤", ""))
    assert "\n".join(f"{one.line}:{one.column} {one.kind}" for one in found) == case.expected


@pytest.mark.parametrize("piece", ["eyJ", "a b ", "\n", " ", "://a:", "token: ", "-", "xoxb-"])
def test_much_output_takes_no_second(piece: str) -> None:
    text = piece * (256 * 1024 // len(piece))
    start = time.process_time()
    secrets(text)
    assert time.process_time() - start < 1
