"""How far a run is: a line that moves on a terminal, or one line for each command elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType

from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from diascope.commands.plan import Command
from diascope.verify.result import Result, Verdict
from diascope.verify.run import Watcher

_SIGNS = {Verdict.PASSED: ("✓", "green"), Verdict.SKIPPED: ("-", "yellow")}
_WRONG = ("✗", "red")
_LONGEST = 60


class Progress:
    """A context manager around a run; `watcher` is told what goes on."""

    def __init__(self, is_shown: bool, show: Callable[[Result], None]) -> None:
        self._console = Console(stderr=True, highlight=False, quiet=not is_shown)
        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False))
        self._bar = Bar(
            *columns,
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
            disable=not (is_shown and sys.stderr.isatty()),
        )
        self._show = show
        self.watcher = Watcher(self._started, self._ended)
        """What the run tells."""

    def __enter__(self) -> Progress:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def _started(self, command: Command) -> None:
        for task in self._bar.task_ids:
            self._bar.remove_task(task)
        self._bar.add_task(_name(command), total=None)

    def _ended(self, result: Result) -> None:
        sign, colour = _SIGNS.get(result.verdict, _WRONG)
        line = Text.assemble((sign, colour), f" {result.seconds:6.2f} s  {_name(result.command)}")
        self._console.print(line, soft_wrap=True)
        self._show(result)


def _name(command: Command) -> str:
    """The slide and the command, in one line."""
    first = command.script.partition("\n")[0]
    slide = f"#{command.slide_id}  " if command.slide_id else ""
    return slide + (first if len(first) <= _LONGEST else first[:_LONGEST] + "…")
