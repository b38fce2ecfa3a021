"""Findings for programs: JSON, GitHub's annotations, SARIF."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import quote

from diascope import __version__
from diascope.diagnostics import CODES, Diagnostic, Diagnostics, Severity, display_name
from diascope.diagnostics.format import format_diagnostic, span
from diascope.diagnostics.github import annotation
from diascope.diagnostics.reasons import REASONS

_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_text(diagnostics: Iterable[Diagnostic]) -> str:
    """The findings as they are printed, with excerpts."""
    return "\n\n".join(map(format_diagnostic, diagnostics))


def as_json(diagnostics: Diagnostics) -> str:
    """The findings as JSON: `{"findings": [{"file", "line", "column", "level", "code", …}]}`.

    Lines and columns count from 1, and are null where they are not known.
    """
    findings = [
        {
            "file": display_name(one.path),
            "line": one.line,
            "column": one.column,
            "length": one.place.length,
            "level": str(one.severity),
            "code": one.code,
            "message": one.message,
            "hint": one.hint,
            "excerpt": one.excerpt,
        }
        for one in diagnostics
    ]
    return json.dumps({"findings": findings}, ensure_ascii=False, indent=2)


def as_github(diagnostics: Diagnostics) -> str:
    """The findings as annotations, a line for each (GitHub Actions, "Workflow commands")."""
    texts = (f"{one.message}; {one.hint}" if one.hint else one.message for one in diagnostics)
    return "\n".join(map(annotation, diagnostics, texts))


def as_sarif(diagnostics: Diagnostics) -> str:
    """The findings as a SARIF 2.1.0 log, which code scanning reads."""
    rules = sorted({one.code for one in diagnostics})
    driver = {
        "name": "Diascope",
        "version": __version__,
        "rules": [_rule(code) for code in rules],
    }
    results = [_result(one, rules.index(one.code)) for one in diagnostics]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


FORMATS: Mapping[str, Callable[[Diagnostics], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
"""The forms of a report, by name."""


def _rule(code: str) -> dict[str, object]:
    row = CODES[code]
    return {
        "id": code,
        "shortDescription": {"text": row.meaning},
        "fullDescription": {"text": REASONS[code]},
        "defaultConfiguration": {"level": _SARIF[row.severity]},
    }


def _result(one: Diagnostic, rule: int) -> dict[str, object]:
    text = f"{one.message} ({one.hint})" if one.hint else one.message
    name = display_name(one.path).replace("\\", "/")
    uri = quote(name, errors="surrogateescape")
    location: dict[str, object] = {"artifactLocation": {"uri": uri}}
    if one.line:
        region: dict[str, object] = {"startLine": one.line}
        if one.column:
            begin, end = span(one)
            region |= {"startColumn": one.column, "endColumn": one.column + max(1, end - begin)}
        location["region"] = region
    return {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": _SARIF[one.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": location}],
    }
