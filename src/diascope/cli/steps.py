"""A bar that tells how far something is; on terminals alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Step(Protocol):
    """Tells how many steps are done, how many there are, and the name of what is done."""

    def __call__(self, done: int, total: int, name: str, /) -> None:
        """Draw the bar anew."""


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """A sign that something goes on, for as long as the block takes; on terminals alone."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True, highlight=False).status(what):
        yield


@contextmanager
def steps(what: str, is_shown: bool = True) -> Iterator[Step]:
    """A bar for as long as the block takes."""
    if not (is_shown and sys.stderr.isatty()):
        yield lambda done, total, name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    words, name = TextColumn("{task.description}"), TextColumn("{task.fields[name]}")
    columns = (words, BarColumn(), MofNCompleteColumn(), name)
    console = Console(stderr=True, highlight=False)
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None, name="")

        def step(done: int, total: int, name: str, /) -> None:
            bar.update(task, completed=done, total=total, name=name)

        yield step
