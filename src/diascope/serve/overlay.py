"""Diagnostics as the overlay on the page shows them."""

from __future__ import annotations

from collections.abc import Sequence

from diascope.diagnostics import Diagnostic, Severity

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1}


def overlay(diagnostics: Sequence[Diagnostic]) -> list[dict[str, object]]:
    """The diagnostics, errors first, each with its line in three parts: the middle is meant."""
    ordered = sorted(diagnostics, key=lambda one: (_ORDER[one.severity], one.path, one.line or 0))
    return [_item(one) for one in ordered]


def _item(one: Diagnostic) -> dict[str, object]:
    place = ":".join(str(part) for part in (one.path, one.line, one.column) if part)
    start = (one.column or 1) - 1
    end = start + one.length if one.column else len(one.excerpt)
    parts = (one.excerpt[:start], one.excerpt[start:end], one.excerpt[end:])
    return {
        "place": place,
        "severity": one.severity.value,
        "code": one.code,
        "message": one.message,
        "hint": one.hint,
        "line": one.line,
        "excerpt": parts if one.excerpt.strip() else None,
    }
