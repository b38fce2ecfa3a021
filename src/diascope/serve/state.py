"""The state of the site as it is served: one frozen value, which requests only read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from diascope.deck.model import Deck
from diascope.diagnostics import Diagnostics
from diascope.pipeline import Assembled
from diascope.pipeline.policy import Trusted, trusted, with_policy
from diascope.render.pages import DeckPage
from diascope.serve.views import NO_VIEW, View
from diascope.write import Content

INDEX = "index.html"


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A deck's page in its last good state."""

    made: Assembled
    """What it was assembled in."""
    deck: Deck
    """The deck."""
    page: DeckPage
    """Its page."""
    shell: str
    """The text of the page without what can change in place."""
    view: View
    """What it shows."""


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """All that is served; the default is that of a site that was not read yet."""

    made: Assembled | None = None
    """The site in its last good state."""
    decks: Mapping[str, Shown] = field(default_factory=dict)
    """The decks' pages by their paths in the site."""
    index: View = NO_VIEW
    """The page that lists the decks."""
    files: Mapping[str, Content] = field(default_factory=dict)
    """Every file that is not a page, by its path in the site."""
    diagnostics: Diagnostics = ()
    """What is wrong at the moment, in the sources of pages that are kept as they were too."""

    def view(self, path: str) -> View | None:
        """What a page shows, or None where there is no such page."""
        shown = self.decks.get(path)
        return shown.view if shown else self.index if path == INDEX else None

    def lines(self, path: str) -> list[tuple[Path, int]]:
        """The file and the line, from 1, where each slide of a page begins; 1 for metadata."""
        shown = self.decks.get(path)
        if shown is None:
            return []
        sources = shown.deck.sources
        places = (sources.locate(slide.place) for slide in shown.deck.slides())
        return [(sources.path(place), place.begin + 1) for place in places]

    def diagnostics_of(self, path: str) -> Diagnostics:
        """What is wrong with a page: with its own files, and with those of no deck."""
        shown = self.decks.get(path)
        if shown is None:
            return self.diagnostics
        others = {path for other in self.decks.values() for path in other.deck.sources.files}
        foreign = others - shown.deck.sources.files.keys()
        return tuple(one for one in self.diagnostics if one.path not in foreign)

    def page(self, path: str) -> tuple[str, View] | None:
        """The text of a page and what it shows; raises `TemplateMistakeError`."""
        shown, index = self.decks.get(path), self.index
        if shown:
            text, config = shown.made.deck_html(shown.page), shown.made.site.config
            allowed = trusted(shown.page, text, lambda: shown.shell, is_live=True)
            return with_policy(text, config, allowed), shown.view
        if path != INDEX or not self.made:
            return ("", index) if path == INDEX else None
        allowed = Trusted(index.page, is_live=True)
        return with_policy(index.page, self.made.site.config, allowed), index
