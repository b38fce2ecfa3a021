"""The state of the site as it is served: one frozen value, which requests only read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from diascope.config.theme import builtin_static, builtin_templates
from diascope.deck.deck import Deck
from diascope.diagnostics import Diagnostic
from diascope.pipeline import Assembled
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
    diagnostics: tuple[Diagnostic, ...] = ()
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
        deck = shown.deck
        sources = ((deck.sources.get(slide.source, deck.source), slide) for slide in deck.slides())
        front = [(deck.source.path, 1)] * len(shown.page.front)
        return [*front, *((source.path, slide.line) for source, slide in sources)]

    def diagnostics_of(self, path: str) -> tuple[Diagnostic, ...]:
        """What is wrong with a page: with its own files, and with those of no deck."""
        shown = self.decks.get(path)
        if shown is None:
            return self.diagnostics
        others = {name for other in self.decks.values() for name in other.deck.sources}
        foreign = others - shown.deck.sources.keys()
        return tuple(one for one in self.diagnostics if one.path not in foreign)

    def page(self, path: str) -> tuple[str, View] | None:
        """The text of a page and what it shows; raises `TemplateMistakeError`."""
        shown, index = self.decks.get(path), self.index
        if shown:
            return shown.made.deck_html(shown.page), shown.view
        return (index.page, index) if path == INDEX else None

    def folders(self) -> Mapping[Path, bool]:
        """The folders to watch; true stands for all that is below one."""
        if self.made is None:
            return {Path.cwd(): False}
        config = self.made.site.config
        deep = [config.slides, config.templates, config.static]
        deep += [builtin_templates(), builtin_static()]
        files = [s.path for shown in self.decks.values() for s in shown.deck.sources.values()]
        files += self.made.site.decks
        files += [path for path in self.made.files.values() if isinstance(path, Path)]
        near = {path.absolute().parent for path in files}
        roots = [folder.absolute() for folder in deep]
        folders = {folder: False for folder in near if not any(map(folder.is_relative_to, roots))}
        return {config.root.absolute(): False, **folders, **dict.fromkeys(roots, True)}
