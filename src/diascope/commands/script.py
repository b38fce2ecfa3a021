"""The commands of a deck as a shell script: to rehearse with, and for those who fell behind.

It has the commands of all transcripts and of all blocks that run, a heading for each slide, and the
set-up first, also where the script begins further down. What another program than a shell reads is
a comment. A name that an output captures is a variable, which who runs the script has to set.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diascope.commands.captures import captured, with_names
from diascope.commands.plan import Command, plan_of
from diascope.deck.model import Deck
from diascope.dialect.inlines import plain_text

_ENDS = ("exit", "logout", "exec bash")
"""Commands that would end the script."""


def script_of(deck: Deck, first: str = "", last: str = "") -> str:
    """The script, from the slide with one identifier up to that with another, if they are given."""
    commands = plan_of(deck, everything=True).commands
    names = {name for command in commands for name in captured(command.shown)}
    head = [
        "#!/usr/bin/env bash",
        f"# {deck.title}",
        f"# The commands of {deck.source.path.name}, slide by slide.",
    ]
    body = _slides(_chosen(deck, commands, first, last), names)
    return "\n".join([*head, *body]) + "\n"


def slide_ids(deck: Deck) -> list[str]:
    """The identifiers of the slides, in order."""
    return [slide.attributes.id for slide in deck.slides() if slide.attributes.id]


def _chosen(deck: Deck, commands: Sequence[Command], first: str, last: str) -> Iterator[Command]:
    """The commands of the slides between the two, with all set-up and cleanup."""
    ids = slide_ids(deck)
    begin = ids.index(first) if first else 0
    end = ids.index(last) + 1 if last else len(ids)
    wanted = set(ids[begin:end])
    for command in commands:
        options = command.block.options
        if options.is_setup or options.is_cleanup or command.slide_id in wanted:
            yield command


def _slides(commands: Iterator[Command], names: set[str]) -> Iterator[str]:
    """The lines of the commands, under a heading wherever another slide begins."""
    where = ""
    for command in commands:
        if (heading := _heading(command)) != where:
            where = heading
            yield from ("", f"# --- {heading} ---")
        if command.block.options.session:
            yield f"# in the terminal `{command.block.options.session}`:"
        yield from _lines(command, names)


def _heading(command: Command) -> str:
    options, slide = command.block.options, command.block.slide
    if options.is_setup or options.is_cleanup or slide is None:
        return "Set-up" if options.is_setup else "Cleanup"
    title = " ".join(plain_text(slide.heading).split())
    return " ".join(filter(None, (title, f"(#{command.slide_id})" if command.slide_id else "")))


def _lines(command: Command, names: set[str]) -> Iterator[str]:
    if command.block.language != "bash" or command.step.language not in ("bash", ""):
        yield f"# for {command.step.language or command.block.language}:"
        yield from (f"#   {line}" for line in command.script.rstrip("\n").split("\n"))
    elif command.script.strip().split(";")[0].strip() in _ENDS:
        yield f"# {command.script.strip()}"
    else:
        yield with_names(command.script.rstrip("\n"), lambda name: _variable(name, names))


def _variable(name: str, names: set[str]) -> str | None:
    if name not in names:
        return None
    word = name.replace("-", "_")
    return f"${{{word}:?set it to the {name} that is printed above}}"
