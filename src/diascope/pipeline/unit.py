"""A unit: what a build keeps of a deck for the next one, so that it is neither read nor rendered.

1. all that the page depends on is noted while it is made: questions to the disk, answers about
   other pages, files of the theme;
2. of the deck and the page stays what the rest of the site asks for: metadata, addresses, copies;
3. the text of the page stays where it was written, in the output folder.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diascope.deck.model import Deck
from diascope.diagnostics import Diagnostics
from diascope.links.locations import Locations
from diascope.links.targets import Targets
from diascope.pipeline.ignored import MARK
from diascope.reading.facts import state
from diascope.reading.observed import links_of
from diascope.render.pages import DeckPage

if TYPE_CHECKING:
    from diascope.pipeline.linked import LinkedPages

Answers = Mapping[tuple[str, Path | str], object]
"""What was said of other pages, by the method of `LinkedPages` and what it was asked about."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What is kept of a deck and its page."""

    deck: Deck
    """The deck; of its slides the heading that may be its title."""
    wrong: Diagnostics
    """What is wrong with the deck; what is wrong with the page, the page tells."""
    page: DeckPage
    """The page without its slides."""
    targets: Targets
    """What links to the page may name."""
    answers: Answers
    """What it was told of other pages."""
    assets: Mapping[str, Path | None]
    """The files of the theme, by path in the site, and what they are copies of."""
    preview: str
    """The name that the picture of its first slide is kept under."""
    facts: dict[str, Any]
    """The state of all that was read and written for it, as `facts.compared` takes it.

    Empty where something changed meanwhile.
    """


class AskedPages:
    """The pages of a site, and what a deck was told of them."""

    def __init__(self, linked: LinkedPages) -> None:
        self.answers: dict[tuple[str, Path | str], object] = {}
        """The answers so far."""
        self._linked = linked

    def locations(self, deck: Deck, page: str) -> Locations:
        """What the addresses in a deck depend on."""
        return replace(self._linked.locations(deck, page), pages=self)

    def page_of(self, real: Path) -> str | None:
        """The page of the deck in a file."""
        found = self.answers["page_of", real] = self._linked.page_of(real)
        return found

    def is_page(self, path: str) -> bool:
        """Whether the site has a page at this path."""
        found = self.answers["is_page", path] = self._linked.is_page(path)
        return found

    def targets(self, page: str) -> Targets | None:
        """What a link to a page may name on it."""
        found = self.answers["targets", page] = self._linked.targets(page)
        return found


@dataclass(slots=True)
class Notes:
    """What a deck depends on that was read and rendered in this build."""

    wrong: Diagnostics = ()
    """What is wrong with the deck."""
    asked: set[Any] = field(default_factory=set)
    """What the disk was asked."""
    taken: set[str] = field(default_factory=set)
    """The files of the theme, by path in the site."""
    answers: Answers = field(default_factory=dict)
    """What it was told of other pages."""


def still_holds(answers: Answers, linked: LinkedPages) -> bool:
    """Whether the other pages are as a deck was told."""
    return all(getattr(linked, name)(about) == said for (name, about), said in answers.items())


def is_keepable(deck: Deck) -> bool:
    """Whether a deck may be kept: comments on its slides do not speak to the rest of the site."""
    return not any(MARK in source.text for source in deck.sources)


def essence(deck: Deck) -> Deck:
    """A deck without what stands on its slides; its title is the same."""
    titled = (slide for slide in deck.slides() if slide.heading)
    first = tuple((replace(slide, blocks=()),) for slide in titled)
    own = next((stack for stack in first if replace(deck, stacks=(stack,)).title == deck.title), ())
    return replace(deck, stacks=(own,), macros=(), unused=())


def without_slides(page: DeckPage) -> DeckPage:
    """A page as far as the index, the feed and the summary ask for it."""
    context = {"description": page.context["description"]}
    return replace(page, slides=(), uses=(), schedule=(), context=context)


def with_outputs(unit: Unit, place_of: Callable[[str], Path], digests: Mapping[str, str]) -> Unit:
    """A unit with the state of what was written for it; `digests` are those of the site's files."""
    facts = {**unit.facts, "files": {**unit.facts["files"]}, "moment": time.time_ns()}
    made = (path for path, source in unit.assets.items() if source is None)
    for path in (unit.page.path, *made):
        place = os.fspath(place_of(path))
        facts["files"][place] = [state(place), digests[path]]
    facts["links"] = links_of((*facts["files"], *facts["folders"]))
    return replace(unit, facts=facts)
