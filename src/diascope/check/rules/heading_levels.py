"""Headings that skip a level, which screen readers and tables of contents tell by."""

from __future__ import annotations

from collections.abc import Iterator

from diascope.check.subject import Subject, seen
from diascope.diagnostics import Diagnostic


def heading_levels(subject: Subject) -> Iterator[Diagnostic]:
    """Advice for every heading more than one level below the one before it."""
    last = 0
    for token, slide, _ in seen(subject.nodes):
        if token.type != "heading_open" or (slide and "cover" in slide.attributes.classes):
            continue
        level = token.meta["level"]
        if last and level > last + 1:
            message = f"a heading of level {level} follows one of level {last}"
            hint = f"write it with `{'#' * (last + 1)}`"
            yield Diagnostic("heading-skipped", token.place, message, hint)
        last = level
