"""Definitions of links and footnotes that nothing refers to."""

from __future__ import annotations

from collections.abc import Iterator

from diascope.check.subject import Subject
from diascope.diagnostics import Diagnostic

_COMMENTS = {"//", "comment", "comments", "_", "#"}
"""Labels of definitions that serve as comments: `[//]: # (text)`."""


def unused_definitions(subject: Subject) -> Iterator[Diagnostic]:
    """Advice for every definition that no text asks for."""
    for kind, label, place in subject.deck.unused:
        if kind == "notes":
            message = f"nothing calls the footnote `[^{label}]`, so that nobody sees it"
            hint = f"write `[^{label}]` where it belongs, or leave it out"
            yield Diagnostic("footnote-unused", place, message, hint)
        elif label not in _COMMENTS:
            message = f"nothing refers to the definition `[{label}]`"
            yield Diagnostic("link-unused", place, message, "leave it out, or refer to it")
