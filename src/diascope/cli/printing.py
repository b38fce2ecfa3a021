"""What more than one command prints."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from diascope.diagnostics import Diagnostic
from diascope.diagnostics.format import format_diagnostic
from diascope.diagnostics.gather import gathered


def print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    """Print what was found, file by file and kind by kind, with colours on a terminal only."""
    click.echo(presented(diagnostics, sys.stderr.isatty()), err=True, nl=False)


def presented(diagnostics: Sequence[Diagnostic], colour: bool) -> str:
    """What is printed of them, an empty line behind each."""
    return "".join(f"{format_diagnostic(one, colour)}\n\n" for one in gathered(diagnostics))


def count(number: int, word: str) -> str:
    """A number of things, in words."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
