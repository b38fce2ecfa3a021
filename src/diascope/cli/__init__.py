"""The command line: the only room that prints or exits."""

from __future__ import annotations

import sys
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diascope import __version__
from diascope.cli.printing import count, presented, print_diagnostics
from diascope.diagnostics import Diagnostic, display_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click._termui_impl import ProgressBar

    from diascope.pipeline import Built, Draw
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
    from diascope.browser.find import previews_to_draw
    from diascope.pipeline import Wish
    from diascope.pipeline import build as build_site

    draws, is_optional = previews_to_draw(previews)
    draw = _drawing() if draws or pdf else None
    wish = Wish(public, draws, pdf, draw, is_optional and not pdf)

    started = time.perf_counter()
    with _Progress(quiet) as progress:
        built = build_site(decks, output, strict, progress.show, wish)
    print_diagnostics(built.diagnostics)
    before, after = _summary(built)
    if not quiet:
        seconds = "" if built.failed else f"{time.perf_counter() - started:.2f}"
        click.echo(f"{before}{seconds}{after}", err=built.failed)
    if question and not built.failed:
        sys.stdout.flush()  # the user need not wait for what follows
        from diascope.unchanged.record import Said, record

        plain, coloured = (presented(built.diagnostics, colour) for colour in (False, True))
        before, after = ("", "") if quiet else (before, after)
        record(question, built, Said(plain, coloured, before, after))
    sys.exit(1 if built.failed else 0)


def _drawing() -> Draw:
    """What draws with a browser, imported only where it is asked for."""
    from diascope.export.drawn import drawn

    return drawn


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


class _Progress:
    """A progress bar on a terminal, when there is more than one deck."""

    def __init__(self, quiet: bool) -> None:
        self.visible = sys.stderr.isatty() and not quiet
        self.bar: ProgressBar[str] | None = None

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar:
            self.bar.render_finish()

    def show(self, done: int, total: int, name: str) -> None:
        """Draw how far the build is."""
        if not self.visible or total < 2:
            return
        if self.bar is None:
            self.bar = click.progressbar(
                length=total,
                file=sys.stderr,
                item_show_func=lambda item: item or "",
                show_eta=False,
            )
        self.bar.update(1, name)


def _summary(built: Built) -> tuple[str, str]:
    """One line with what was built, before and after its seconds; or why nothing was."""
    errors = sum(one.is_error for one in built.diagnostics)
    numbers = ((errors, "error"), (len(built.diagnostics) - errors, "warning"))
    found = ", ".join(count(number, word) for number, word in numbers if number)
    if not built.decks:
        is_partial = any(one.code == "output-partial" for one in built.diagnostics)
        return f"{'Not all' if is_partial else 'Nothing'} was written: {found}", ""
    what = f"{count(built.decks, 'deck')}, {count(built.slides, 'slide')}"
    output = click.format_filename(display_name(built.output))
    return f"Built {what} into {output}/ in ", " s" + (f" ({found})" if found else "")
