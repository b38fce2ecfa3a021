"""`diascope build`: what it does and prints, once its command line is read."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from diascope.browser.find import previews_to_draw
from diascope.cli.wording import count, presented, shown_path
from diascope.diagnostics import display_name
from diascope.pipeline import Built, Draw, Wish, build

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from diascope.unchanged.question import Question


class Echo(Protocol):
    """Prints a text, as `click.echo` does."""

    def __call__(self, message: str, *, err: bool = False, nl: bool = True) -> None: ...


class Order(NamedTuple):
    """What is to be built, and how, by the names of the command's options."""

    decks: Sequence[Path] = ()
    output: Path | None = None
    strict: bool = False
    public: bool = False
    previews: bool | None = None
    pdf: bool = False
    quiet: bool = False


_FLAGS: dict[str, dict[str, bool]] = {
    "--strict": {"strict": True},
    "--public": {"public": True},
    "--previews": {"previews": True},
    "--no-previews": {"previews": False},
    "--pdf": {"pdf": True},
    "-q": {"quiet": True},
    "--quiet": {"quiet": True},
}


def plain_order(words: Sequence[str]) -> Order | None:
    """What plain words after `build` say; None where click has to look at them."""
    order, decks = Order(), list[Path]()
    for word in words:
        if word in _FLAGS:
            order = order._replace(**_FLAGS[word])  # type: ignore[arg-type]
        elif not word or word.startswith("-"):
            return None
        else:
            decks.append(Path(word))
    return order._replace(decks=tuple(decks))


def build_site(order: Order, question: Question | None, echo: Echo) -> int:
    """Build as it is ordered, print what came of it, and note it for the next build; exit code."""
    draws, is_optional = previews_to_draw(order.previews)
    draw = _drawing() if draws or order.pdf else None
    wish = Wish(order.public, draws, order.pdf, draw, is_optional and not order.pdf)
    started = time.perf_counter()
    with _Progress(order.quiet) as progress:
        built = build(order.decks, order.output, order.strict, progress.show, wish)
    echo(presented(built.diagnostics, sys.stderr.isatty()), err=True, nl=False)
    before, after = _summary(built)
    if not order.quiet:
        seconds = "" if built.failed else f"{time.perf_counter() - started:.2f}"
        echo(f"{before}{seconds}{after}", err=built.failed)
    if question and not built.failed:
        sys.stdout.flush()  # the user need not wait for what follows
        from diascope.unchanged.record import Said, record

        plain, coloured = (presented(built.diagnostics, colour) for colour in (False, True))
        before, after = ("", "") if order.quiet else (before, after)
        record(question, built, Said(plain, coloured, before, after))
    return 1 if built.failed else 0


def _drawing() -> Draw:
    """What draws with a browser, imported only where it is asked for."""
    from diascope.export.drawn import drawn

    return drawn


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
            import click

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
    output = shown_path(display_name(built.output))
    return f"Built {what} into {output}/ in ", " s" + (f" ({found})" if found else "")
