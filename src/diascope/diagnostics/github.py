"""Annotations of GitHub Actions (GitHub, "Workflow commands")."""

from __future__ import annotations

from diascope.diagnostics import Diagnostic, Severity, display_name
from diascope.diagnostics.format import span

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def annotation(one: Diagnostic, text: str) -> str:
    """The line that puts a text beside a finding's place; columns where they are known."""
    place = f"file={_property(display_name(one.path))}"
    if one.line:
        place += f",line={one.line}"
    if one.column:
        begin, end = span(one)
        place += f",col={one.column},endColumn={one.column + max(1, end - begin)}"
    return f"::{_LEVELS[one.severity]} {place},title={one.code}::{_escaped(text)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
