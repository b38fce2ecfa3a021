"""The HTML of console transcripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from diascope.cache.kept import CODE
from diascope.snippets.ansi import coloured
from diascope.snippets.highlight import highlight
from diascope.snippets.lines import Styled, html_of, span, split_lines, wrap_lines
from diascope.snippets.prompts import Interpreter
from diascope.snippets.transcript import Step, parse_transcript


@lru_cache(maxsize=512)
@CODE.keeps
def terminal_html(
    text: str,
    first: int | None,
    interpreters: tuple[Interpreter, ...] | None = None,
    stepwise: bool = False,
) -> str:
    """The HTML of a transcript; lines are wrapped inside its steps.

    Where it is shown `stepwise`, each command and each output is a fragment.
    """
    return "".join(
        span("step", _step(step, None if first is None else first + step.line - 1, stepwise))
        for step in parse_transcript(text, interpreters)
    )


def _step(step: Step, first: int | None, stepwise: bool) -> str:
    """The HTML of a step: its prompts, commands and output side by side."""
    parts = list(_parts(step))
    if not stepwise:
        return _run(parts, first)
    after = None if first is None else first + step.command.count("\n")
    entered = span("entered fragment", _run(parts[:-1], first))
    return entered + span("fragment", _run(parts[-1:], after))


def _run(parts: Sequence[_Part], first: int | None) -> str:
    """The HTML of parts side by side, their lines wrapped where they are counted from `first`."""
    if first is None:
        return _parts_html(parts)
    lines = _part_lines(parts)
    end = "" if lines[-1] else "\n"
    if end:
        lines.pop()
    return wrap_lines([_parts_html(line) for line in lines], first) + end


_Part = tuple[str, list[Styled]]
"""A CSS class of a transcript, such as `prompt`, and the tokens that have it."""


def _parts(step: Step) -> Iterator[_Part]:
    """The parts of a step. A command is one part, or several where a prompt stands between."""
    prompts, script = step.prompts, step.script
    ended = step.command.endswith("\n")
    if len(prompts) == 1:
        commands = [list(highlight(script, step.language))]
    else:
        commands = split_lines(highlight(script, step.language))
    for number, (prompt, command) in enumerate(zip(prompts, commands, strict=True), 1):
        yield "prompt", [Styled("", prompt)]
        yield "command", command
        if ended or number < len(prompts):
            yield "", [Styled("", "\n")]
    yield "output", coloured(step.output)


def _part_lines(parts: Iterable[_Part]) -> list[list[_Part]]:
    """The parts of each line."""
    lines: list[list[_Part]] = [[]]
    for css, tokens in parts:
        for number, line in enumerate(split_lines(tokens)):
            if number:
                lines.append([])
            if line:
                lines[-1].append((css, line))
    return lines


def _parts_html(parts: Iterable[_Part]) -> str:
    return "".join(span(css, html_of(tokens)) for css, tokens in parts)
