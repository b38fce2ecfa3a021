"""The steps of a deck that run, in the order in which they run.

1. walk the deck for code blocks, those of extras and included files among them;
2. take those that say so (`.run`, `.setup`, `.hidden`, `.cleanup`), or with `verify: true` all
   transcripts but those with `.norun`;
3. read each as steps; a block without prompts is one step;
4. put `.setup` before and `.cleanup` after all others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from diascope.commands.options import NORUN, RUNNING, Misread, Options, options_of
from diascope.deck.code import SOURCE, text_place
from diascope.deck.model import Deck, Slide
from diascope.deck.walk import walk
from diascope.diagnostics import Diagnostic, Diagnostics, Place
from diascope.dialect.attributes import Attributes
from diascope.dialect.tokens import Token
from diascope.snippets.languages import language_of
from diascope.snippets.transcript import Step
from diascope.snippets.transcripts import block_steps

_SHELLS = {"shell": "bash", "sh": "bash", "": "bash"}
"""Languages of blocks whose commands bash reads."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A code block whose commands run."""

    token: Token
    """Its token; `content` is its text."""
    slide: Slide | None
    """The slide that it stands on; None in the frame around all slides."""
    options: Options
    """How its commands run."""
    place: Place
    """The lines of its text, in the file that they stand in."""
    steps: tuple[Step, ...]
    """Its steps; a block without prompts is one, which shows no output."""
    language: str
    """The language of its first command, which says what shell runs it; `bash` for shells."""


@dataclass(frozen=True, slots=True, eq=False)
class Command:
    """A step that runs."""

    block: Block
    """The block that it stands in."""
    number: int
    """Which of the block's steps it is, from 0."""
    place: Place
    """The line of its prompt, in its file."""

    @property
    def step(self) -> Step:
        """Its prompt, command and output."""
        return self.block.steps[self.number]

    @property
    def script(self) -> str:
        """What is typed."""
        return self.step.script

    @property
    def shown(self) -> str:
        """The output that the slide shows, trimmed; empty where it shows none."""
        return trimmed(self.step.output)

    @property
    def session(self) -> tuple[str, str]:
        """The terminal that it is typed into: the language of its shell, and a name."""
        return self.block.language, self.block.options.session

    @property
    def path(self) -> Path:
        """The file that it stands in."""
        if not isinstance(self.place.origin, Path):
            raise TypeError("the command has not been located in a file")
        return self.place.origin

    @property
    def slide_id(self) -> str:
        """The identifier of its slide; empty where there is none."""
        return self.block.slide.attributes.id if self.block.slide else ""

    @property
    def is_typed_elsewhere(self) -> bool:
        """Whether another program than the block's shell has prompted for it."""
        return self.step.language not in ("", self.block.language)

    def accepts(self, status: int) -> bool:
        """Whether the exit status is one that it should have.

        Of Python, where the slide shows what comes, a traceback is an output like others.
        """
        options = self.block.options
        if self.block.language == "python" and self.shown:
            return True
        if options.statuses:
            return options.statuses[self.number : self.number + 1] == (status,)
        return (status != 0) == options.fails


@dataclass(frozen=True, slots=True)
class Plan:
    """All that runs of a deck."""

    deck: Deck
    """The deck."""
    commands: tuple[Command, ...]
    """The steps in the order in which they run: set-up, those of the slides, cleanup."""
    diagnostics: Diagnostics
    """What cannot be read."""


def trimmed(output: str) -> str:
    """An output without blank lines at its end, its last line ended."""
    return f"{output.rstrip()}\n" if output.strip() else ""


def plan_of(deck: Deck, everything: bool = False) -> Plan:
    """What runs of a deck; with `everything` all transcripts, as if it had `verify: true`."""
    blocks, diagnostics = list[Block](), list[Diagnostic]()
    for node in walk(deck):
        if node.token.type == "code_block":
            block, wrong = _block(deck, node.token, node.slide, everything)
            blocks += [block] if block else []
            diagnostics += wrong
    blocks.sort(key=lambda block: (block.options.is_cleanup, not block.options.is_setup))
    commands = tuple(command for block in blocks for command in _commands(block))
    return Plan(deck, commands, tuple(map(deck.sources.located, diagnostics)))


def runs(attributes: Attributes, is_wanted: bool) -> bool:
    """Whether the commands of a block with these attributes run; others if they are wanted."""
    if NORUN in attributes.classes:
        return False
    return is_wanted or not RUNNING.isdisjoint(attributes.classes)


def _block(
    deck: Deck, token: Token, slide: Slide | None, everything: bool
) -> tuple[Block | None, list[Diagnostic]]:
    """The block, if it runs, and what is wrong with its attributes."""
    attributes: Attributes = token.meta["attributes"]
    steps = block_steps(token.content, attributes.classes, dict(attributes.pairs))
    commands = tuple(step for step in steps if step.command)
    if not runs(attributes, bool(commands) and (everything or deck.meta.verify)):
        return None, []
    if not commands:
        language = language_of(attributes.classes).lower()
        steps = commands = (Step("", token.content, "", 1),)
    else:
        language = commands[0].language
    options, misread = options_of(attributes, len(commands))
    own = text_place(deck.sources.locate(token.place), token.content)
    place = token.meta.get(SOURCE, own)
    shell = _SHELLS.get(language, language)
    block = Block(token, slide, options, place, commands, shell)
    return block, [_unread(token, attributes, one) for one in misread]


def _commands(block: Block) -> Iterator[Command]:
    """The steps of a block, each at its line."""
    for number, step in enumerate(block.steps):
        line = block.place.begin + step.line - 1
        yield Command(block, number, Place(block.place.origin, line, line + 1))


def _unread(token: Token, attributes: Attributes, wrong: Misread) -> Diagnostic:
    place = attributes.value_place(wrong.key, token.place)
    return Diagnostic("command-option", place, wrong.message, wrong.hint)
