"""The commands, as click reads them."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diascope import __version__
from diascope.cli.printing import print_diagnostics
from diascope.cli.wording import count
from diascope.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diascope.unchanged.question import Question

PATH = click.Path(path_type=Path)
PORT = click.IntRange(0, 65535)


class _Commands(click.Group):
    """The commands below, and those in modules of this room, imported when they are asked for."""

    elsewhere = ("check", "export", "publish", "script", "verify")

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted((*self.commands, *self.elsewhere))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.elsewhere:
            return super().get_command(ctx, cmd_name)
        found = getattr(import_module(f"diascope.cli.{cmd_name}"), cmd_name)
        assert isinstance(found, click.Command)
        return found


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="diascope")
def main() -> None:
    """Turn Pandoc-style Markdown decks into a site of reveal.js slideshows."""


@main.command()
@click.argument("decks", nargs=-1, metavar="[DECK]...", type=PATH)
@click.option("-o", "--output", type=PATH, metavar="DIR", help="Build into DIR, not `_site`.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--public", is_flag=True, help="Leave out drafts and speaker notes.")
@click.option(
    "--previews/--no-previews",
    default=None,
    help="Draw first slides, for the index and for links; else where a browser is found.",
)
@click.option("--pdf", is_flag=True, help="Make a PDF of each deck, which the index links to.")
@click.option("-q", "--quiet", is_flag=True, help="Print diagnostics only.")
@click.pass_obj
def build(
    question: Question | None,
    decks: tuple[Path, ...],
    output: Path | None,
    strict: bool,
    public: bool,
    previews: bool | None,
    pdf: bool,
    quiet: bool,
) -> None:
    """Build the site, or only the decks named.

    A deck may be any Markdown file: the nearest `diascope.toml` above it applies. Exits with 0
    when the site is built, with 1 on errors, and then nothing is written, and with 2 on wrong
    usage.
    """
    from diascope.cli.building import Order, build_site

    order = Order(decks, output, strict, public, previews, pdf, quiet)
    sys.exit(build_site(order, question, click.echo))


@main.command()
@click.argument("decks", nargs=-1, metavar="[DECK]...", type=PATH)
@click.option(
    "--port", type=PORT, default=8000, metavar="N", help="Listen at port N, or the next free one."
)
@click.option("--host", default="127.0.0.1", metavar="H", help="Listen at this address.")
@click.option("--open/--no-open", "open_browser", default=None, help="Open the browser.")
@click.option("--poll", is_flag=True, help="Look for changes, as on network drives.")
@click.option("--follow/--no-follow", default=True, help="Go to the slide being edited.")
def serve(
    decks: tuple[Path, ...],
    port: int,
    host: str,
    open_browser: bool | None,
    poll: bool,
    follow: bool,
) -> None:
    """Serve the site, and show every change while the decks are edited.

    Only this machine can open the pages unless --host names an address of the network; then the
    address to open holds a secret. A second address holds another one, for the speaker's phone:
    it steers the slides, as only this machine does beside it. The browser opens when this is run
    in a terminal.
    """
    from diascope.serve import Listening, Options
    from diascope.serve import serve as serve_site

    def announce(listening: Listening) -> None:
        if listening.is_other_port:
            click.echo(f"port {port} is in use, so this is the next free one")
        click.echo(f"{listening.qr_code}Serving at {listening.url} until Ctrl-C")
        if listening.speaker_url:
            click.echo(f"{listening.speaker_code}Speaker's phone: {listening.speaker_url}")
        if sys.stdout.isatty() if open_browser is None else open_browser:
            click.launch(listening.url)

    def report(diagnostics: Sequence[Diagnostic]) -> None:
        print_diagnostics(diagnostics)
        found = count(len(diagnostics), "finding")
        click.echo(found if diagnostics else "All is well", err=True)

    try:
        serve_site(decks, Options(host, port, poll, follow), announce, report)
    except OSError as error:
        raise click.ClickException(f"cannot serve at {host}: {error.strerror}") from error


@main.command()
@click.argument("folder", metavar="DIR", type=PATH)
@click.option("--vendor", is_flag=True, help="Put Diascope itself into it, as a wheel.")
def new(folder: Path, vendor: bool) -> None:
    """Make a site to start from: a deck, a configuration, a workflow for GitHub Pages.

    The workflow installs what `requirements.txt` names: the very version that made the site.
    """
    from diascope.new import Refusal, new_site
    from diascope.new.requirement import VendorError, requirement, vendored

    wanted, wheel = requirement(), dict[str, bytes]()
    if vendor:
        try:
            name, content = vendored()
        except VendorError as error:
            raise click.ClickException(f"no wheel can be made: {error}") from error
        wheel = {f"vendor/{name}": content}
        wanted = wanted._replace(line=f"./vendor/{name}", said="the wheel in vendor/")
    made = new_site(folder, {"requirements.txt": f"{wanted.line}\n".encode(), **wheel})
    if isinstance(made, Refusal):
        print_diagnostics((made.diagnostic,))
        sys.exit(1)
    for path in made:
        click.echo(f"  {click.format_filename(path)}")
    click.echo(f"Its workflow installs {wanted.said}")
    click.echo(f"Build it with: cd {click.format_filename(folder)} && diascope build")
