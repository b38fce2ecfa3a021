"""What hurts when a command on a slide is pasted, found without running it.

1. typographic quotes and dashes, and characters that cannot be seen;
2. `<placeholder>`, which a shell reads as a redirection;
3. prompts in a block that is not read as a transcript;
4. what `bash -n` refuses: one process for all commands of a deck, which only reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain

from diascope.cache.memory import Memory
from diascope.commands.captures import captured, with_names
from diascope.commands.scan import scan
from diascope.commands.syntax import syntax_error
from diascope.deck.code import SOURCE, text_place
from diascope.deck.model import Deck
from diascope.deck.walk import gather
from diascope.diagnostics import Diagnostic, Diagnostics, Place
from diascope.dialect.attributes import Attributes
from diascope.dialect.tokens import Token
from diascope.patterns import lazy_pattern
from diascope.snippets.languages import language_of
from diascope.snippets.prompts import INTERPRETERS, find_prompt
from diascope.snippets.transcripts import block_steps

_SHELLS = frozenset({"bash", "sh", "shell"})
QUOTES = lazy_pattern(
    "(?<![^\\s=(\\[,:])[\u201c\u201d\u2018\u201a\u201e\u00ab]|[\u201c\u201d](?=\\s|$)"
)
DASHES = lazy_pattern("(?<=\\s)[\u2013\u2014](?=[A-Za-z])")
INVISIBLE = lazy_pattern("[\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]")
_PLACEHOLDER = lazy_pattern(r"(?<![<\w])<([A-Za-z][\w .:/|-]*)>(?!\()")
_UNFINISHED = lazy_pattern(r"\.\.\.|\u2026|\{\{|\}\}|<%|^\s*\[[^\]\n]*\]\s*$", re.M)
"""What shows that a script is not meant to be run as it stands."""


@dataclass(frozen=True, slots=True)
class Script:
    """A command, or a block of commands."""

    text: str
    place: Place
    """The lines that it stands in."""
    is_step: bool
    """Whether it stands behind a prompt."""


@dataclass(frozen=True, slots=True)
class Scripts:
    """What there is on a slide."""

    scripts: tuple[Script, ...]
    captured: frozenset[str]
    """The names that outputs capture."""


def lint(deck: Deck, memory: Memory) -> Diagnostics:
    """What would hurt when commands of a deck are pasted, at their lines."""
    found = gather("commands", deck, memory, scripts_of)
    scripts = tuple(chain.from_iterable(one.scripts for one in found))
    if not scripts:
        return ()
    names = frozenset().union(*(one.captured for one in found))
    wrong = [diagnostic for one in scripts for diagnostic in _findings(one, names)]
    hurt = {diagnostic.place.begin for diagnostic in wrong}
    sound = [one for one in scripts if one.place.begin not in hurt and _is_finished(one.text)]
    texts = tuple(
        with_names(one.text, lambda name: name if name in names else None) for one in sound
    )
    errors = memory.get(("bash -n", texts), partial(syntax_error, texts))
    wrong += [_refused(sound[number], message) for number, message in errors]
    return deck.sources.all_located(tuple(wrong))


def scripts_of(tokens: Iterable[Token]) -> Scripts:
    """The commands in tokens, those of shells alone."""
    scripts, names = list[Script](), set[str]()
    for token in tokens:
        if token.type == "code_block":
            attributes: Attributes = token.meta["attributes"]
            own = text_place(token.place, token.content)
            place: Place = token.meta.get(SOURCE, own)
            steps = block_steps(token.content, attributes.classes, dict(attributes.pairs))
            names |= {name for step in steps for name in captured(step.output)}
            if steps:
                scripts += (
                    Script(step.script, _at(place, step.line - 1, step.script), True)
                    for step in steps
                    if step.language == "bash" and step.command.strip()
                )
            elif language_of(attributes.classes).lower() in _SHELLS:
                scripts.append(Script(token.content, place, False))
    return Scripts(tuple(scripts), frozenset(names))


def _at(place: Place, line: int, text: str) -> Place:
    begin = place.begin + line
    return Place(place.origin, begin, begin + 1 + text.count("\n"))


def _findings(script: Script, names: frozenset[str]) -> Iterator[Diagnostic]:
    """What is wrong with a command by its characters alone."""
    bare = scan(script.text).bare
    for at, line in enumerate(bare.split("\n")):
        place = Place(script.place.origin, script.place.begin + at, script.place.begin + at + 1)
        yield from _typography(line, place)
        if (match := _PLACEHOLDER.search(line)) and match[1] not in names:
            hint = f"write it in another way, such as `{_name(match[1])}`, or in quotes"
            message = f"a shell reads `{match[0]}` as a redirection"
            yield Diagnostic("command-placeholder", place, message, hint)
        if not script.is_step and (prompt := find_prompt(line, INTERPRETERS[:3])):
            message = f"`{prompt.strip()}` is copied with the command, since this is no transcript"
            hint = "name the block `console`, or begin it with a prompt"
            yield Diagnostic("command-prompt", place, message, hint)


def _typography(line: str, place: Place) -> Iterator[Diagnostic]:
    for pattern, what, hint in (
        (QUOTES, "a typographic quote", "write a straight one"),
        (DASHES, "a typographic dash", "write `-` or `--`"),
        (INVISIBLE, "a character that cannot be seen", "write a space, or leave it out"),
    ):
        if match := pattern.search(line):
            message = f"this command has {what} (U+{ord(match[0]):04X}), which no shell understands"
            yield Diagnostic("command-typography", place, message, hint)
            return


def _name(placeholder: str) -> str:
    return re.sub(r"\W+", "_", placeholder).strip("_").upper()


def _is_finished(text: str) -> bool:
    return _UNFINISHED.search(text) is None


def _refused(script: Script, message: str) -> Diagnostic:
    place = script.place._replace(end=script.place.begin + 1)
    hint = "leave the check of commands out with `lint: false`, if this is meant"
    return Diagnostic("command-syntax", place, f"bash cannot read this command: {message}", hint)
