"""One deck's commands, from the first shell to the last process that is gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from diascope.commands.chain import chain
from diascope.commands.stamp import PASSED, Stamp, Stamped
from diascope.diagnostics import Diagnostic, Diagnostics, display_name, of_file
from diascope.verify.job import Job, on_slides
from diascope.verify.leftovers import Thing, things
from diascope.verify.report import DeckReport
from diascope.verify.result import Result
from diascope.verify.run import Running, Watcher
from diascope.verify.terminals import Terminals, number


@dataclass(frozen=True, slots=True, eq=False)
class Performed:
    """What became of a deck's commands."""

    job: Job
    """The deck and what they ran with."""
    results: tuple[Result, ...]
    """What became of each, in the order in which they ran."""
    versions: Mapping[str, str]
    """The version of the shell and of each tool, by name."""
    diagnostics: Diagnostics = ()
    """What was left behind."""
    is_unchanged: bool = False
    """Whether nothing ran, since the stamp says that the deck was verified as it is."""
    is_partial: bool = False
    """Whether the commands of some slides alone ran."""

    @property
    def digests(self) -> tuple[str, ...]:
        """The digest of every command of the deck."""
        return chain(self.job.plan.commands, self.job.demo_digest, self.versions)

    def stamp(self, date: str) -> Stamp:
        """The stamp that says so."""
        results = {result.command: result for result in self.results}
        steps = tuple(
            Stamped(
                command.slide_id,
                command.script.partition("\n")[0],
                digest,
                PASSED if not results[command].is_wrong else str(results[command].verdict),
            )
            for command, digest in zip(self.job.plan.commands, self.digests, strict=True)
        )
        return Stamp(date, self.job.demo_digest, self.versions, steps)

    @property
    def report(self) -> DeckReport:
        """What became of them, for reports."""
        name = display_name(self.job.path)
        return DeckReport(name, self.results, tuple(self.versions.items()), self.is_unchanged)

    def is_stamped(self) -> bool:
        """Whether the deck's stamp has the digests of now."""
        return self.job.stamp is not None and self.job.stamp.digests == self.digests


def perform(
    job: Job,
    slides: Sequence[str],
    watcher: Watcher,
    *,
    skip_unchanged: bool = False,
    list_leftovers: bool = False,
) -> Performed:
    """Run the commands of a deck, or those of some slides.

    With `skip_unchanged` nothing but the commands for versions runs where the stamp has the same
    digests and says that all passed.  Afterwards no process and no folder is left, after
    `KeyboardInterrupt` too, which comes through.
    """
    before = things(job.variables) if list_leftovers else frozenset()
    with Terminals(job.config.runner, job.demo, job.variables) as terminals:
        versions = _versions(job, terminals)
        made = Performed(job, (), versions, is_partial=bool(slides))
        if skip_unchanged and made.is_stamped() and job.stamp and job.stamp.is_passed:
            return replace(made, is_unchanged=True)
        rules = replace(job.rules, folder=str(terminals.folder))
        running = Running(terminals.of, terminals.is_missing, rules, watcher)
        running.run(on_slides(job.plan.commands, slides))
    left = things(job.variables) - before if list_leftovers else frozenset()
    found = tuple(_left(job.path, thing) for thing in sorted(left))
    return replace(made, results=tuple(running.results), diagnostics=found)


def _versions(job: Job, terminals: Terminals) -> dict[str, str]:
    """The versions of the shells that run the commands, and of the tools that the site names."""
    languages = dict.fromkeys(command.block.language for command in job.plan.commands)
    found = dict(filter(None, map(terminals.version, languages)))
    for name, script in job.config.tools.items():
        found[name] = number(terminals.answer(script))
    return found


def _left(path: Path, thing: Thing) -> Diagnostic:
    message = f"the {thing.kind} `{thing.name}` was not there before"
    hint = "remove it in a block with the class `cleanup`"
    return Diagnostic("command-leftover", of_file(path), message, hint)
