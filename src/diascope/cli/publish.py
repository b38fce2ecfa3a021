"""`diascope publish`: the site, built and pushed to the branch that GitHub Pages shows."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from diascope.cli.printing import print_diagnostics
from diascope.cli.wording import count
from diascope.diagnostics import Diagnostic, Severity, has_errors, of_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diascope.publish.publication import Publication
    from diascope.write import Content

_MOST = 12
"""How many paths of a kind are listed, pages first."""


@click.command()
@click.option("--remote", default="origin", metavar="NAME", help="The remote, or its address.")
@click.option("--branch", default="gh-pages", metavar="NAME", help="The branch.")
@click.option("--subdir", default="", metavar="DIR", help="The folder in the branch.")
@click.option("-m", "--message", default="", metavar="TEXT", help="The message of the commit.")
@click.option("-n", "--dry-run", is_flag=True, help="Say what would change, and push nothing.")
@click.option(
    "--allow-secret",
    "allowed",
    multiple=True,
    metavar="ID",
    help="Publish what looks like a secret.",
)
def publish(
    remote: str, branch: str, subdir: str, message: str, dry_run: bool, allowed: tuple[str, ...]
) -> None:
    """Build the site, and push it to the branch that GitHub Pages shows.

    Drafts and speaker notes stay out, unless a deck says `notes: public`. Only files that were
    published from here are changed or removed; the working tree, the index and the local branches
    stay as they are. Exits with 0 when the site is there, with 1 when it must not or cannot be,
    and with 2 on wrong usage.
    """
    from diascope.publish.git import GitError
    from diascope.publish.push import Wish
    from diascope.publish.push import publish as push

    files, url = _built(allowed)

    def is_wanted(made: Publication) -> bool:
        return not (dry_run or has_errors(made.diagnostics))

    try:
        made, commit = push(Wish(Path.cwd(), files, remote, branch, subdir, message), is_wanted)
    except GitError as error:
        _stop(Diagnostic("publish-failed", of_file(Path()), str(error), _hint(str(error))))
    _tell(made, files, bool(commit), dry_run)
    where = url or made.url
    if where:
        click.echo(f"  {where}")
    sys.exit(1 if has_errors(made.diagnostics) else 0)


def _built(allowed: tuple[str, ...]) -> tuple[Mapping[str, Content], str]:
    """The files of the public site, and its address if that is configured; stops on errors."""
    from diascope.browser.find import previews_to_draw
    from diascope.check.checked import check
    from diascope.export.drawn import drawn
    from diascope.pipeline import Wish, find_site, with_drawn
    from diascope.publish.check import secrets_in
    from diascope.reading.disk import Disk

    disk = Disk()
    url = find_site((), disk)[0].config.url
    draws, is_optional = previews_to_draw()
    wish = Wish(True, draws, draw=drawn if draws else None, is_optional=is_optional)
    checked = check((), disk, wish)
    made, found = checked.made, [one for one in checked.diagnostics if not _is_advice(one)]
    found += secrets_in(made.files, allowed, disk)
    if not has_errors(found):
        made, wrong = with_drawn(made, wish)
        found += wrong
    print_diagnostics(found)
    if has_errors(found):
        click.echo("Nothing was published", err=True)
        sys.exit(1)
    return made.files, url


def _is_advice(one: Diagnostic) -> bool:
    return one.severity is Severity.ADVICE


def _tell(made: Publication, files: Mapping[str, Content], is_pushed: bool, is_dry: bool) -> None:
    """Say what has changed or would change."""
    from diascope.publish.check import pages_gone

    target = made.target
    gone = pages_gone(target.before, files, target.subdir)
    print_diagnostics([*made.diagnostics, *gone])
    if has_errors(made.diagnostics):
        click.echo("Nothing was published", err=True)
        return
    if made.is_empty:
        click.echo(f"`{target.branch}` has it all already")
        return
    if is_dry:
        for sign, paths in (("+", made.added), ("~", made.changed), ("-", made.removed)):
            for path in sorted(paths, key=lambda path: (not path.endswith(".html"), path))[:_MOST]:
                click.echo(f"  {sign} {target.path(path)}")
            if len(paths) > _MOST:
                click.echo(f"  {sign} and {len(paths) - _MOST} more")
    numbers = ((made.added, "added"), (made.changed, "changed"), (made.removed, "removed"))
    said = ", ".join(f"{count(len(paths), 'file')} {what}" for paths, what in numbers if paths)
    click.echo(f"{'Published' if is_pushed else 'Would publish'} to `{target.branch}`: {said}")


def _hint(words: str) -> str:
    """What to do about an error of git's."""
    if "not a git repository" in words:
        return "make one: `git init`, and add a remote"
    if "does not appear to be a git repository" in words or "No such remote" in words:
        return "name the remote with --remote; `git remote -v` lists those that there are"
    if "could not read Username" in words or "Permission denied" in words:
        return "sign in to the remote first: `git push` has to work without being asked"
    return ""


def _stop(wrong: Diagnostic) -> NoReturn:
    print_diagnostics([wrong])
    sys.exit(1)
