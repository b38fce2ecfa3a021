"""Console transcripts, read as steps of prompt, command and output.

Which lines begin a step is told in ``prompts``. A command goes on over the lines that follow it
directly and begin with what its interpreter then prompts with, ``> `` in a shell; where a shell
showed none, over the lines told in ``shell``. All other lines are output, and so is the text
before the first prompt, in a step without a command.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diascope.snippets.prompts import (
    Interpreter,
    find_more,
    find_prompt,
    interpreter_of,
    prompts_of,
)
from diascope.snippets.shell import command_end, prompted_end
from diascope.snippets.windows import batch_end, powershell_end


@dataclass(frozen=True, slots=True)
class Step:
    """A command with what it printed; prompt, command and output add up to its lines."""

    prompt: str
    """The prompt with the space after it; empty for output before the first prompt."""
    command: str
    """The command with its line ends, and with the prompts that its further lines begin with."""
    output: str
    """What the command printed, up to the next prompt."""
    line: int
    """The line of the block that the step begins on, counted from 1."""
    interpreter: Interpreter | None = None
    """What has prompted; None before the first prompt."""

    @property
    def language(self) -> str:
        """The language of the command; empty where none is known."""
        return self.interpreter.language if self.interpreter else ""

    @property
    def prompts(self) -> tuple[str, ...]:
        """The prompt of every line of the command, or the first alone where not all have one."""
        one, further = self.interpreter, _lines(self.command)[1:]
        found = [find_more(line, one) for line in further] if one else []
        return (self.prompt, *found) if all(found) else (self.prompt,)

    @property
    def script(self) -> str:
        """The command as it was typed: without prompts and without its last line end."""
        first, *lines = self.command.removesuffix("\n").split("\n")
        _, *prompts = self.prompts
        further = [line[len(prompt) :] for line, prompt in zip(lines, prompts, strict=False)]
        return "\n".join([first, *(further or lines)])


def parse_transcript(
    code: str, interpreters: tuple[Interpreter, ...] | None = None
) -> tuple[Step, ...]:
    """The steps of a transcript in order; their pieces joined are the code again.

    Where no interpreters are given, those count whose prompts the lines tell.
    """
    lines = _lines(code)
    interpreters = prompts_of(lines) if interpreters is None else interpreters
    steps = list[Step]()
    start = 0
    while start < len(lines):
        prompt = find_prompt(lines[start], interpreters)
        one = interpreter_of(prompt, interpreters) if prompt else None
        output = _command_end(lines, start, len(prompt), one, interpreters) if one else start
        end = _output_end(lines, max(output, start + 1), interpreters)
        command = "".join(lines[start:output])[len(prompt) :]
        steps.append(Step(prompt, command, "".join(lines[output:end]), start + 1, one))
        start = end
    return tuple(steps)


def _command_end(
    lines: Sequence[str],
    start: int,
    skip: int,
    interpreter: Interpreter,
    interpreters: tuple[Interpreter, ...],
) -> int:
    """The line after the command that begins in line `start`, behind a prompt of `skip` chars."""
    end = start + 1
    while end < len(lines) and find_more(lines[end], interpreter):
        end += 1
    if end > start + 1 and interpreter.language == "bash":
        first, *further = lines[start:end]
        more = (line[len(find_more(line, interpreter)) :] for line in further)
        return start + prompted_end([first[skip:], *more])
    if end > start + 1 or interpreter.language not in _READERS:
        return end
    reader = _READERS[interpreter.language]
    return reader(lines, start, skip, lambda line: find_prompt(line, interpreters))


_READERS = {"bash": command_end, "powershell": powershell_end, "bat": batch_end}
"""What tells where a command ends that is not prompted for its further lines, by language."""


def _output_end(lines: Sequence[str], start: int, interpreters: tuple[Interpreter, ...]) -> int:
    """The next line from `start` on that begins with a prompt."""
    rest = range(start, len(lines))
    return next((n for n in rest if find_prompt(lines[n], interpreters)), len(lines))


def _lines(text: str) -> list[str]:
    """The lines with the line ends they have."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)
