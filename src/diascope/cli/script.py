"""`diascope script`: the commands of a deck as a shell script."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from diascope.cli.printing import print_diagnostics
from diascope.diagnostics import has_errors
from diascope.diagnostics.nearest import nearest


@click.command()
@click.argument("deck", metavar="DECK", type=click.Path(path_type=Path))
@click.option("--from", "first", default="", metavar="ID", help="Begin with this slide.")
@click.option("--until", "last", default="", metavar="ID", help="End with this slide.")
def script(deck: Path, first: str, last: str) -> None:
    """Print the deck's commands as a shell script, a heading for each slide.

    It begins with the set-up, whatever slide is the first. Exits with 1 when the deck cannot be
    read, and with 2 on wrong usage.
    """
    from diascope.cache.memory import Memory
    from diascope.commands.script import script_of, slide_ids
    from diascope.deck.read import read_deck
    from diascope.pipeline import find_site
    from diascope.reading.disk import Disk

    disk = Disk()
    site, found = find_site([deck], disk)
    read, wrong = read_deck(deck, Memory(), disk, site.wide)
    errors = [one for one in (*found, *wrong) if one.is_error]
    if has_errors(errors) or read is None:
        print_diagnostics(errors)
        sys.exit(1)
    known = slide_ids(read)
    for name, option in ((first, "--from"), (last, "--until")):
        if name and name not in known:
            meant = nearest(name, known)
            hint = f"; did you mean `{meant}`?" if meant else ""
            raise click.BadParameter(f"the deck has no slide `{name}`{hint}", param_hint=option)
    if first and last and known.index(first) > known.index(last):
        raise click.UsageError(f"the slide `{first}` comes after `{last}`")
    click.echo(script_of(read, first, last), nl=False)
