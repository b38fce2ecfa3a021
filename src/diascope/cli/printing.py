"""What more than one command prints."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Sequence

import click

from diascope.diagnostics import Diagnostic
from diascope.diagnostics.format import format_diagnostic
from diascope.diagnostics.gather import gathered


def print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    """Print what was found, file by file and kind by kind, with colours on a terminal only."""
    colour = sys.stderr.isatty()
    for diagnostic in gathered(diagnostics):
        click.echo(format_diagnostic(diagnostic, colour), err=True)
        click.echo(err=True)


def without_garbage_collection() -> None:
    """Never look for garbage: that takes half the time of a run that ends before it matters."""
    gc.disable()
    atexit.register(gc.freeze)  # nor is what is left looked through at the end


def count(number: int, word: str) -> str:
    """A number of things, in words."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
