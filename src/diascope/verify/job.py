"""A deck's commands and all that they run with.

1. find the site and read its decks, as a build does;
2. plan the commands of each;
3. refuse what must not run: other clusters than the deck names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from diascope.cache.memory import Memory
from diascope.commands.chain import demo_digest, demo_of
from diascope.commands.plan import Command, Plan, plan_of
from diascope.commands.stamp import Stamp, read_stamp
from diascope.config import Config
from diascope.deck.read import read_deck
from diascope.diagnostics import Diagnostic, Diagnostics, display_name
from diascope.pipeline import Site, failure, find_site
from diascope.reading.disk import Disk
from diascope.verify.consent import Request
from diascope.verify.contexts import contexts, is_other
from diascope.verify.environment import environment
from diascope.verify.rules import Rules


@dataclass(frozen=True, slots=True)
class Job:
    """A deck whose commands may run."""

    site: Site
    """The site that it belongs to."""
    plan: Plan
    """Its commands."""
    demo: Path | None
    """The folder whose copy they find as their own; None where there is none."""
    demo_digest: str
    """The digest of its files."""
    variables: Mapping[str, str]
    """The environment that they run in."""
    contexts: Mapping[str, str]
    """What `docker` and `kubectl` act on, by program."""
    stamp: Stamp | None
    """What was verified before."""

    @property
    def path(self) -> Path:
        """The deck's file."""
        return self.plan.deck.source.path

    @property
    def config(self) -> Config:
        """The configuration of its site."""
        return self.site.config

    @property
    def rules(self) -> Rules:
        """The kinds of words that are taken for equal: the site's, and its own."""
        own = {name: text.text for name, text in self.plan.deck.meta.masks.items()}
        patterns = {**self.config.masks, **own}
        return Rules({name: re.compile(pattern) for name, pattern in patterns.items()})

    @property
    def request(self) -> Request:
        """What the user is asked to agree to."""
        scripts = [command.script for command in self.plan.commands]
        acted = tuple(f"{name} {text}" for name, text in self.contexts.items())
        return Request(
            self.path,
            (*scripts, *self.config.tools.values()),
            self.demo_digest,
            self.config.runner,
            tuple(sorted(self.variables)),
            acted,
        )


def jobs(named: Sequence[Path], disk: Disk, memory: Memory) -> tuple[tuple[Job, ...], Diagnostics]:
    """The decks that have commands to run, and what is wrong with any of them."""
    site, found = find_site(named, disk)
    made, diagnostics = list[Job](), list[Diagnostic](found)
    for path in site.decks:
        try:
            job, wrong = _job(path, site, disk, memory.part(path))
        except Exception as error:
            job, wrong = None, (failure(error, path),)
        diagnostics += wrong
        if job:
            made.append(job)
            diagnostics += _other_cluster(job)
    return tuple(made), tuple(dict.fromkeys(diagnostics))


def replan(job: Job, overlay: Mapping[Path, bytes]) -> Plan | None:
    """The plan of the deck with these bytes in the places of files; None where there is no deck."""
    deck, _ = read_deck(job.path, Memory(), Disk(overlay), job.site.wide)
    return plan_of(deck) if deck else None


def on_slides(commands: Sequence[Command], slides: Sequence[str]) -> tuple[Command, ...]:
    """The commands on the slides with these identifiers, with set-up and cleanup; else all."""
    if not slides:
        return tuple(commands)
    return tuple(
        command
        for command in commands
        if command.slide_id in slides
        or command.block.options.is_setup
        or command.block.options.is_cleanup
    )


def _job(path: Path, site: Site, disk: Disk, memory: Memory) -> tuple[Job | None, Diagnostics]:
    """The job of a deck, if it has commands that run, and what is wrong with the deck."""
    deck, wrong = read_deck(path, memory, disk, site.wide)
    if deck is None:
        return None, wrong
    plan = plan_of(deck)
    if not plan.commands:
        return None, (*wrong, *plan.diagnostics)
    demo = demo_of(path)
    names = [*site.config.environment, *(text.text for text in deck.meta.environment)]
    variables = environment(names)
    has_demo = demo if disk.is_dir(demo) else None
    job = Job(
        site,
        plan,
        has_demo,
        demo_digest(demo, disk),
        variables,
        contexts(variables),
        read_stamp(path, disk),
    )
    return job, (*wrong, *plan.diagnostics)


def _other_cluster(job: Job) -> Iterator[Diagnostic]:
    """An error where the deck names a Kubernetes context, and it is not the one in use."""
    wanted = job.plan.deck.meta.context
    current = job.contexts.get("kubectl", "")
    if wanted and is_other(current, wanted.text.strip()):
        name = display_name(job.path)
        is_named = f"is `{current}`" if current else "is not set"
        message = f"the Kubernetes context {is_named}, and {name} runs in `{wanted.text}` alone"
        hint = "switch to it with `kubectl config use-context`"
        yield job.plan.deck.sources.located(
            Diagnostic("command-context", wanted.place, message, hint)
        )
