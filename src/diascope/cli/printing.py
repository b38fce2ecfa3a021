"""Printing with click, which knows what terminals can show."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from diascope.cli.wording import presented
from diascope.diagnostics import Diagnostic


def print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    """Print what was found, file by file and kind by kind, with colours on a terminal only."""
    click.echo(presented(diagnostics, sys.stderr.isatty()), err=True, nl=False)
