"""A site's decks, checked: what a build finds, what the rules find, and what was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from diascope.cache.memory import Memory
from diascope.check.rules import RULES
from diascope.check.subject import Subject, subject
from diascope.diagnostics import Diagnostic, Diagnostics
from diascope.pipeline import PLAIN, Assembled, Wish, assemble, find_site, use_kept
from diascope.pipeline.ignored import told
from diascope.reading.disk import Disk


@dataclass(frozen=True, slots=True)
class Checked:
    """Decks, and what is wrong with them."""

    made: Assembled
    """The site, ready to be looked at."""
    subjects: tuple[Subject, ...]
    """Its decks."""
    diagnostics: Diagnostics
    """What is wrong."""

    def further(self, diagnostics: Sequence[Diagnostic]) -> Diagnostics:
        """Of what else was found that which is to be told."""
        return told(diagnostics, self.made.site.config, self.made.decks)


def check(named: Sequence[Path], disk: Disk, wish: Wish = PLAIN) -> Checked:
    """Read and render the decks, and look at them with every rule; nothing is written."""
    site, found = find_site(named, disk)
    site = wish.applied(site)
    use_kept(site.config.root)
    made = assemble(site, Memory(), disk)
    subjects = tuple(
        subject(deck, page.uses, site.config, disk)
        for deck, page in zip(made.decks, made.pages, strict=True)
    )
    own = tuple(one for each in subjects for one in _findings(each))
    own = told(own, site.config, made.decks)
    return Checked(made, subjects, tuple(dict.fromkeys((*found, *made.diagnostics, *own))))


def _findings(deck: Subject) -> Iterator[Diagnostic]:
    """What the rules find, located in files."""
    for rule in RULES:
        yield from (deck.deck.sources.located(one) for one in rule(deck))
