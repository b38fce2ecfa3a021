"""`diascope check`: what is wrong with a talk, told before it is given."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diascope.cli.printing import print_diagnostics
from diascope.cli.wording import count
from diascope.diagnostics import Severity
from diascope.diagnostics.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diascope.check.checked import Checked
    from diascope.check.links import LinksChecked
    from diascope.diagnostics import Diagnostic, Diagnostics

PATH = click.Path(path_type=Path)
FORMATS = ("text", "json", "github", "sarif")


@click.command()
@click.argument("decks", nargs=-1, metavar="[DECK]...", type=PATH)
@click.option("--links", is_flag=True, help="Ask whether remote addresses still lead somewhere.")
@click.option("--offline", is_flag=True, help="With --links: kept answers alone.")
@click.option("--budget", default=120.0, metavar="N", help="With --links: N seconds for all.")
@click.option("--layout", is_flag=True, help="Look at every slide in a browser.")
@click.option("--fix", is_flag=True, help="Repair what can be repaired, in the decks themselves.")
@click.option("--pulls", is_flag=True, help="Print what commands need, as a script to run before.")
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to report.")
@click.option("--explain", metavar="CODE", help="Say what a code means, and why it matters.")
def check(
    decks: tuple[Path, ...],
    links: bool,
    offline: bool,
    budget: float,
    layout: bool,
    fix: bool,
    pulls: bool,
    strict: bool,
    form: str,
    explain: str | None,
) -> None:
    """Tell everything that is wrong with the decks; nothing is built.

    Reports what a build does, and beside it what only matters to a speaker. Exits with 0 when
    nothing is worse than a warning, with 1 on errors, and with 2 on wrong usage.
    """
    if explain is not None:
        _explain(explain)
        return
    from diascope.check.checked import check as checked
    from diascope.reading.disk import Disk

    made = checked(decks, Disk())
    if pulls:
        _pulls(made)
        return
    asked = _links(made, budget, offline, form) if links or offline else None
    more: Diagnostics = asked.diagnostics if asked else ()
    if fix:
        wrong = _fix(made, asked.moved if asked else {})
        made = checked(decks, Disk())
        more = (*_still(made, asked), *wrong)
    if layout:
        more = (*more, *_layout(made, form))
    found = (*made.diagnostics, *made.further(more))
    _print(found, form, len(made.made.decks))
    worst = {one.severity for one in found}
    is_wrong = Severity.ERROR in worst or (strict and Severity.WARNING in worst)
    sys.exit(1 if is_wrong else 0)


def _explain(code: str) -> None:
    from diascope.check.explain import explain
    from diascope.diagnostics import CODES

    if code not in CODES:
        close = nearest(code, CODES)
        hint = f"; did you mean `{close}`?" if close else ""
        raise click.BadParameter(f"there is no code `{code}`{hint}", param_hint="--explain")
    click.echo(explain(code))


def _pulls(made: Checked) -> None:
    """Print the script; what is wrong with the decks goes to the standard error."""
    from diascope.commands.needs import pulls_script

    errors = [one for one in made.diagnostics if one.is_error]
    print_diagnostics(errors)
    click.echo(pulls_script([one.deck for one in made.subjects]), nl=False)
    sys.exit(1 if errors else 0)


def _links(made: Checked, budget: float, is_offline: bool, form: str) -> LinksChecked:
    """Ask for the remote addresses."""
    from diascope.check.links import check_links, options_of
    from diascope.cli.steps import steps

    options = options_of(made.made.site.config, budget, is_offline)
    with steps("Links", form == "text") as step:
        return check_links(made, options, datetime.now(UTC).date(), step)


def _still(made: Checked, asked: LinksChecked | None) -> Diagnostics:
    """What is wrong with remote addresses after repairs; nothing is asked again."""
    if asked is None:
        return ()
    from diascope.check.links import findings

    return tuple(findings(made.subjects, asked.answers))


def _fix(made: Checked, moved: Mapping[str, str]) -> list[Diagnostic]:
    """Repair the decks, say what was repaired, and return what could not be."""
    from diascope.check.fix import repairs
    from diascope.check.repairs import write_repairs

    sources = {source.path: source for one in made.subjects for source in one.deck.sources}
    wanted = repairs(made.subjects, made.diagnostics, moved)
    done, wrong = write_repairs(wanted, sources.values())
    files = len({repair.path for repair in done})
    if done:
        said = f"Repaired {count(len(done), 'place')} in {count(files, 'file')}"
        click.echo(said, err=True)
    return wrong


def _layout(made: Checked, form: str) -> Diagnostics:
    """What a browser shows to be wrong."""
    from diascope.browser import BrowserMissingError
    from diascope.check.layout import layout
    from diascope.cli.steps import steps

    if not made.made.pages:
        return ()
    try:
        with steps("Slides", form == "text") as step:
            return layout(made.made, made.subjects, step)
    except BrowserMissingError as error:
        return (error.diagnostic,)


def _print(found: Sequence[Diagnostic], form: str, decks: int) -> None:
    if form != "text":
        from diascope.check.report import FORMATS as PRINTED

        click.echo(PRINTED[form](tuple(found)))
        return
    print_diagnostics(found)
    numbers = ((sum(one.severity is level for one in found), level) for level in Severity)
    said = ", ".join(_count(number, level) for number, level in numbers if number)
    click.echo(f"Checked {count(decks, 'deck')}: {said or 'all is well'}")


def _count(number: int, level: Severity) -> str:
    return f"{number} advice" if level is Severity.ADVICE else count(number, str(level))
