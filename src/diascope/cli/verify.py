"""`diascope verify`: the decks' commands run, and compared with what the slides show."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diascope.cli.printing import print_diagnostics
from diascope.cli.wording import count
from diascope.diagnostics import has_errors
from diascope.diagnostics.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from diascope.verify.job import Job
    from diascope.verify.perform import Performed
    from diascope.verify.report import DeckReport
    from diascope.verify.result import Result

PATH = click.Path(path_type=Path)


@click.command()
@click.argument("decks", nargs=-1, metavar="[DECK]...", type=PATH)
@click.option("--slide", "slides", multiple=True, metavar="ID", help="Only this slide's commands.")
@click.option("--changed", is_flag=True, help="Skip decks that are as their stamps say.")
@click.option("--strict", is_flag=True, help="Fail where a program that is required is missing.")
@click.option("--update", is_flag=True, help="Write what commands print into the decks.")
@click.option("--interactive", is_flag=True, help="The same, and ask for each output.")
@click.option("--fill", is_flag=True, help="With --update: also where no output is shown.")
@click.option("--stamp", is_flag=True, help="Write the stamp even if nothing is new in it.")
@click.option("--leftovers", is_flag=True, help="List what is left that was not there before.")
@click.option("--yes", is_flag=True, help="Run without asking.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "junit", "github")),
    default="text",
    help="How to report.",
)
def verify(
    decks: tuple[Path, ...],
    slides: tuple[str, ...],
    changed: bool,
    strict: bool,
    update: bool,
    interactive: bool,
    fill: bool,
    stamp: bool,
    leftovers: bool,
    yes: bool,
    form: str,
) -> None:
    """Run the decks' commands in a shell, and compare what they print with the slides.

    Blocks with the class `run` are run, and with `verify: true` in a deck's metadata all its
    console transcripts. What will run is listed first, and asked about. Exits with 0 when all is
    as the slides show, with 1 when something is not, and with 2 on wrong usage.
    """
    if fill and not (update or interactive):
        raise click.UsageError("--fill needs --update")
    jobs = _jobs(decks, slides)
    _ask(jobs, yes)
    reports: list[DeckReport] = []
    is_refused = False
    for job in jobs:
        made = _perform(job, slides, changed, leftovers, form)
        reports.append(made.report)
        is_refused |= _put_down(made, update, interactive, fill, stamp)
    _print_reports(reports, form)
    is_wrong = any(report.is_wrong(strict) for report in reports)
    sys.exit(1 if is_wrong or is_refused else 0)


def _jobs(decks: tuple[Path, ...], slides: Sequence[str]) -> tuple[Job, ...]:
    """The decks with commands; ends the program where one of them must not run."""
    from diascope.cache.memory import Memory
    from diascope.reading.disk import Disk
    from diascope.verify.job import jobs
    from diascope.verify.shells import impossible

    if why := impossible():
        raise click.ClickException(why)
    found, diagnostics = jobs(decks, Disk(), Memory())
    if has_errors(diagnostics):
        print_diagnostics([one for one in diagnostics if one.is_error])
        sys.exit(1)
    known = {command.slide_id for job in found for command in job.plan.commands}
    for name in slides:
        if name not in known:
            raise click.BadParameter(_unknown(name, known), param_hint="--slide")
    return found


def _unknown(name: str, known: Collection[str]) -> str:
    meant = nearest(name, sorted(set(known) - {""}))
    hint = f"; did you mean `{meant}`?" if meant else ""
    return f"no slide `{name}` has commands that run{hint}"


def _ask(jobs: Sequence[Job], yes: bool) -> None:
    """List what will run and ask, unless the user has agreed to exactly this before."""
    from diascope.verify.consent import allow, is_allowed, request_text

    new = [job.request for job in jobs if not is_allowed(job.request)]
    if yes or not new:
        return
    for request in new:
        click.echo(request_text(request), err=True)
    if not sys.stdin.isatty():
        raise click.UsageError("nobody is here to agree to this: `--yes` runs it without asking")
    click.confirm("Run this?", abort=True, err=True)
    allow(new)


def _perform(
    job: Job, slides: Sequence[str], changed: bool, leftovers: bool, form: str
) -> Performed:
    """Run one deck's commands, and print what is wrong as it comes."""
    from diascope.cli.progress import Progress
    from diascope.verify.perform import perform
    from diascope.verify.report import result_text

    def show(result: Result) -> None:
        if form == "text" and (text := result_text(result, sys.stderr.isatty())):
            click.echo(f"{text}\n", err=True)

    with Progress(form == "text", show) as progress:
        made = perform(
            job, slides, progress.watcher, skip_unchanged=changed, list_leftovers=leftovers
        )
    print_diagnostics(made.diagnostics)
    return made


def _put_down(made: Performed, update: bool, interactive: bool, fill: bool, stamp: bool) -> bool:
    """Write outputs into the deck, and the stamp beside it; whether something was refused."""
    from diascope.verify.keep import keep_durations, keep_stamp

    try:
        if update or interactive:
            return _update(made, interactive, fill)
        if path := keep_stamp(made, f"{datetime.now(UTC):%Y-%m-%d}", stamp):
            click.echo(f"Wrote {click.format_filename(path.name)}", err=True)
        keep_durations(made)
    except OSError as error:
        raise click.ClickException(f"cannot write: {error}") from error
    return False


def _update(made: Performed, interactive: bool, fill: bool) -> bool:
    """Write outputs into the deck; whether something was refused."""
    from diascope.verify.report import output_text
    from diascope.verify.update import updated

    def decide(result: Result, output: str) -> bool:
        if not interactive:
            return True
        click.echo(output_text(result, output, sys.stderr.isatty()), err=True)
        return click.confirm("Write this?", default=True, err=True)

    written, diagnostics = updated(made, fill, decide)
    print_diagnostics(diagnostics)
    click.echo(f"Wrote {count(written, 'output')} into {made.report.deck}", err=True)
    return bool(diagnostics)


def _print_reports(reports: Sequence[DeckReport], form: str) -> None:
    from diascope.verify import report

    match form:
        case "json":
            click.echo(report.as_json(reports))
        case "junit":
            click.echo(report.as_junit(reports))
        case "github":
            click.echo(report.as_github(reports))
        case _ if reports:
            click.echo(report.summary(reports), err=any(one.is_wrong() for one in reports))
        case _:
            click.echo("Nothing to verify: no block has the class `run`, no deck `verify: true`")
