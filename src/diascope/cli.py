"""The command line: the only module that prints or exits."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from diascope import __version__
from diascope.diagnostics import Diagnostic, Severity, format_diagnostic, has_errors


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="diascope")
def main() -> None:
    """Turn Pandoc-style Markdown decks into a site of reveal.js slideshows."""


@main.command()
@click.argument("decks", nargs=-1, metavar="[DECK]...", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="Where to build; `_site` of the site otherwise.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors: exit 1 and write nothing.")
@click.option("-q", "--quiet", is_flag=True, help="Print diagnostics only.")
def build(decks: tuple[Path, ...], output: Path | None, strict: bool, quiet: bool) -> None:
    """Build the site, or only the decks named.

    A deck may be any Markdown file: the nearest `diascope.toml` above it applies.  Exits 0 when
    the site is built, 1 on errors (and nothing is written), 2 on wrong usage.
    """
    from diascope.pipeline import build as build_site

    started = time.perf_counter()
    with _Progress(quiet) as progress:
        built = build_site(decks, output, strict, progress.show)
    _print_diagnostics(built.diagnostics)
    failed = has_errors(built.diagnostics) or (strict and bool(built.diagnostics))
    if not quiet:
        click.echo(_summary(built.decks, built.slides, built.diagnostics, built.output, started, failed), err=failed)
    sys.exit(1 if failed else 0)


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Make a site to start from: a deck, a configuration, a workflow for GitHub Pages."""
    from diascope.new import Refusal, new_site

    made = new_site(folder)
    if isinstance(made, Refusal):
        _print_diagnostics((made.diagnostic,))
        sys.exit(1)
    for path in made:
        click.echo(f"  {path}")
    click.echo(f"Now build it: cd {folder} && diascope build")


class _Progress:
    """A progress bar on a terminal, once there is more than one deck."""

    def __init__(self, quiet: bool) -> None:
        self.visible = sys.stderr.isatty() and not quiet

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self.visible:
            click.echo("\r\x1b[K", nl=False, err=True)

    def show(self, done: int, total: int, name: str) -> None:
        """Draw how far the build is."""
        if self.visible and total > 1:
            filled = round(24 * done / total)
            bar = "━" * filled + "─" * (24 - filled)
            click.echo(f"\r\x1b[K{bar} {done}/{total} {name}", nl=False, err=True)


def _print_diagnostics(diagnostics: tuple[Diagnostic, ...]) -> None:
    colour = sys.stderr.isatty()
    for diagnostic in sorted(diagnostics, key=lambda d: (d.path, d.line or 0, d.column or 0)):
        click.echo(format_diagnostic(diagnostic, colour), err=True)
        click.echo(err=True)


def _summary(decks: int, slides: int, diagnostics: tuple[Diagnostic, ...], output: Path, started: float, failed: bool) -> str:
    errors = sum(d.severity is Severity.ERROR for d in diagnostics)
    warnings = len(diagnostics) - errors
    parts = [_count(number, word) for number, word in ((errors, "error"), (warnings, "warning")) if number]
    if failed:
        return f"Nothing was written: {', '.join(parts)}"
    found = f" ({', '.join(parts)})" if parts else ""
    seconds = time.perf_counter() - started
    return f"Built {_count(decks, 'deck')}, {_count(slides, 'slide')} into {output}/ in {seconds:.2f} s{found}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
