"""Running the commands of a deck, one after the other, and comparing what they print.

1. set-up, then the commands of the slides, each in the terminal of its session;
2. a command whose output is not as shown is run again while `retry` allows it;
3. what comes after a command that left no shell is not run;
4. cleanup, whatever became of the others, after Ctrl-C too.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from diascope.commands.plan import Command, trimmed
from diascope.verify.captures import substitute
from diascope.verify.compare import compare
from diascope.verify.result import Result, Verdict
from diascope.verify.rules import Rules
from diascope.verify.session import Ending, Session

INTERRUPT = "^C"
"""A line of a transcript that stands for Ctrl-C, pressed when what is above it has appeared."""
_PAUSES = (0.2, 0.5, 1.0, 2.0)
"""Seconds between tries; the last one over and over."""
_VERDICTS = {
    Ending.TIMEOUT: Verdict.TIMEOUT,
    Ending.INPUT: Verdict.INPUT,
    Ending.EXITED: Verdict.ENDED,
}

Terminal = Callable[[Command], Session | str]
"""The session that a command is typed into, or why there is none, in words."""


@dataclass(frozen=True, slots=True)
class Watcher:
    """Told what is going on."""

    started: Callable[[Command], object] = lambda _: None
    """A command begins."""
    ended: Callable[[Result], object] = lambda _: None
    """It is over."""


@dataclass(slots=True)
class Running:
    """A run that is under way."""

    terminal: Terminal
    is_missing: Callable[[str, Command], bool]
    """Whether a program that a command requires is missing."""
    rules: Rules
    watcher: Watcher = Watcher()
    results: list[Result] = field(default_factory=list)
    values: Mapping[str, str] = field(default_factory=dict)
    _lost: dict[tuple[str, str], Command] = field(default_factory=dict)
    """The command that left a session without its shell."""

    def run(self, commands: Sequence[Command]) -> None:
        """Run the commands; `KeyboardInterrupt` comes through after cleanup."""
        cleanup = [command for command in commands if command.block.options.is_cleanup]
        try:
            for command in commands:
                if not command.block.options.is_cleanup:
                    self._one(command)
        finally:
            self._lost.clear()
            for command in cleanup:
                self._one(command)

    def _one(self, command: Command) -> None:
        self.watcher.started(command)
        begin = time.monotonic()
        result = self._result(command)
        result = replace(result, seconds=time.monotonic() - begin)
        self.results.append(result)
        self.watcher.ended(result)

    def _result(self, command: Command) -> Result:
        missing = [
            name for name in command.block.options.requires if self.is_missing(name, command)
        ]
        if missing:
            why = f"`{missing[0]}` is missing"
            return Result(command, Verdict.SKIPPED, why=why)
        if culprit := self._lost.get(command.session):
            why = f"the command on line {culprit.place.begin + 1} left no shell to run it in"
            return Result(command, Verdict.NOT_RUN, why=why)
        if command.is_typed_elsewhere:
            why = "it is typed into another program than the shell of its block"
            return Result(command, Verdict.REFUSED, why=why)
        session = self.terminal(command)
        if isinstance(session, str):
            return Result(command, Verdict.REFUSED, why=session)
        return self._tried(command, session)

    def _tried(self, command: Command, session: Session) -> Result:
        """The result of the last try."""
        until = time.monotonic() + command.block.options.retry
        pauses = iter(_PAUSES)
        while True:
            result, values = self._once(command, session)
            pause = next(pauses, _PAUSES[-1])
            may_change = result.verdict in (Verdict.CHANGED, Verdict.FAILED)
            if not may_change or time.monotonic() + pause > until:
                break
            time.sleep(pause)
        if result.verdict in _VERDICTS.values():
            self._lost[command.session] = command
        self.values = values
        return result

    def _once(self, command: Command, session: Session) -> tuple[Result, Mapping[str, str]]:
        options = command.block.options
        shown = command.shown
        before, interrupts, after = _interrupted(shown)
        rules = replace(self.rules, unordered=options.is_unordered)

        def has_appeared(output: str) -> bool:
            return not before or compare(before, output, rules, self.values).is_equal

        script = substitute(command.script, self.values)
        ran = session.run(script, options.timeout, has_appeared if interrupts else None)
        result = Result(command, Verdict.PASSED, ran.output, ran.status)
        if ran.ending in _VERDICTS:
            return replace(result, verdict=_VERDICTS[ran.ending]), self.values
        if ran.status is not None and not interrupts and not command.accepts(ran.status):
            return replace(result, verdict=Verdict.FAILED), self.values
        if not shown or not options.is_compared:
            return result, self.values
        comparison = compare(before + after, trimmed(ran.output), rules, self.values)
        verdict = Verdict.PASSED if comparison.is_equal else Verdict.CHANGED
        return replace(result, verdict=verdict, comparison=comparison), comparison.values


def _interrupted(shown: str) -> tuple[str, bool, str]:
    """What stands above and below the line for Ctrl-C, and whether there is one."""
    lines = shown.split("\n")
    if INTERRUPT not in lines:
        return shown, False, ""
    at = lines.index(INTERRUPT)
    return "".join(f"{line}\n" for line in lines[:at]), True, "\n".join(lines[at + 1 :])
