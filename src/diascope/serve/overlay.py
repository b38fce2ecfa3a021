"""Diagnostics as the overlay on the page shows them."""

from __future__ import annotations

from collections.abc import Sequence

from diascope.diagnostics import Diagnostic
from diascope.diagnostics.format import address, span
from diascope.diagnostics.gather import gathered


def overlay(diagnostics: Sequence[Diagnostic]) -> list[dict[str, object]]:
    """The diagnostics, gathered, errors first.

    Each has its line in three parts, of which the middle one is meant.
    """
    found = gathered(diagnostics)
    ordered = sorted(found, key=lambda one: (not one.is_error, one.path, one.place.begin))
    return [_item(one) for one in ordered]


def _item(one: Diagnostic) -> dict[str, object]:
    start, end = span(one) if one.place.column is not None else (0, len(one.excerpt))
    parts = (one.excerpt[:start], one.excerpt[start:end], one.excerpt[end:])
    return {
        "place": ":".join(address(one)),
        "severity": one.severity.value,
        "code": one.code,
        "message": one.message,
        "hint": one.hint,
        "line": one.line,
        "excerpt": parts if one.excerpt.strip() else None,
    }
