"""Texts that more than one command prints."""

from __future__ import annotations

import os
from collections.abc import Sequence

from diascope.diagnostics import Diagnostic
from diascope.diagnostics.format import format_diagnostic
from diascope.diagnostics.gather import gathered


def presented(diagnostics: Sequence[Diagnostic], colour: bool) -> str:
    """What is printed of them, file by file and kind by kind, an empty line behind each."""
    return "".join(f"{format_diagnostic(one, colour)}\n\n" for one in gathered(diagnostics))


def count(number: int, word: str) -> str:
    """A number of things, in words."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def shown_path(path: str) -> str:
    """A path with a mark for every byte in it that is no text."""
    return os.fsencode(path).decode("utf-8", "replace")
