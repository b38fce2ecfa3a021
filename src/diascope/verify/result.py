"""What became of a command, and the diagnostic of one that did not do as the slide says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from diascope.commands.plan import Command
from diascope.diagnostics import Diagnostic
from diascope.verify.compare import Comparison


class Verdict(StrEnum):
    """What became of a command, in one word."""

    PASSED = "passed"
    """It did what the slide shows."""
    CHANGED = "changed"
    """Its output is not the one shown."""
    FAILED = "failed"
    """Its exit status is not the one that it should have."""
    TIMEOUT = "timeout"
    """It took longer than it may."""
    INPUT = "input"
    """It waited for input, which nobody gave."""
    ENDED = "ended"
    """It ended the shell."""
    REFUSED = "refused"
    """No shell here can run it."""
    NOT_RUN = "not-run"
    """A command before it left no shell that it could run in."""
    SKIPPED = "skipped"
    """A program that it requires is missing."""


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """What became of one command."""

    command: Command
    """The command."""
    verdict: Verdict
    """What became of it."""
    output: str = ""
    """What it printed, as a screen would show it."""
    status: int | None = None
    """Its exit status; None where it has none."""
    seconds: float = 0.0
    """How long it took, all tries included."""
    comparison: Comparison | None = None
    """Shown and printed lines side by side; None where they were not compared."""
    why: str = ""
    """Why it did not run, in words."""

    @property
    def is_wrong(self) -> bool:
        """Whether the slide does not say what the command does."""
        return self.verdict not in (Verdict.PASSED, Verdict.SKIPPED)


def diagnostic(result: Result) -> Diagnostic | None:
    """What is wrong, at the line of the command; None where nothing is."""
    if result.verdict is Verdict.PASSED:
        return None
    command = result.command
    first = command.script.partition("\n")[0]
    message, hint = _words(result, first if len(first) <= _LONGEST else first[:_LONGEST] + "…")
    on_slide = f", on slide `#{command.slide_id}`" if command.slide_id else ""
    excerpt = command.step.prompt + first
    code = f"command-{result.verdict}"
    return Diagnostic(code, command.place, message + on_slide, hint, excerpt=excerpt)


_LONGEST = 60
"""Characters of a command that a message quotes."""


def _words(result: Result, name: str) -> tuple[str, str]:
    """The message and the hint."""
    options = result.command.block.options
    match result.verdict:
        case Verdict.CHANGED:
            hint = "`diascope verify --update` writes what it prints into the deck"
            return f"`{name}` prints something else than the slide shows", hint
        case Verdict.FAILED if result.status == 0:
            return f"`{name}` ended with exit status 0, and should not", ""
        case Verdict.FAILED:
            hint = f'write `exit="{result.status}"` or `.fails` on the block if that is meant'
            return f"`{name}` ended with exit status {result.status}", hint
        case Verdict.TIMEOUT:
            hint = 'write `timeout="2m"` on the block if it may take longer'
            return f"`{name}` did not end within {options.timeout:g} s", hint
        case Verdict.INPUT:
            hint = "give it what it asks for by a pipe or a here-document"
            return f"`{name}` waits for input", hint
        case Verdict.ENDED:
            hint = "put what ends the shell into a subshell, `( … )`"
            return f"`{name}` ended the shell", hint
        case Verdict.SKIPPED:
            return f"`{name}` is skipped: {result.why}", ""
        case _:
            return f"`{name}` was not run: {result.why}", ""
