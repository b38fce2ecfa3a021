"""The deck that is exported: read, rendered and in memory, as a build makes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from diascope.cache.memory import Memory
from diascope.deck.model import Deck
from diascope.diagnostics import Diagnostic, Diagnostics, of_file
from diascope.diagnostics.nearest import nearest
from diascope.pipeline import Assembled, assemble, find_site, use_kept
from diascope.reading.disk import Disk
from diascope.render.pages import DeckPage

Tell = Callable[[Diagnostic], None]
"""Told of each diagram that mermaid cannot draw."""


def _hold_back(_: Diagnostic) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A deck, ready to be exported."""

    made: Assembled
    """The site with this deck alone."""
    page: DeckPage
    """Its page."""
    tell: Tell = _hold_back
    """Told of what only a browser finds out."""

    @property
    def deck(self) -> Deck:
        """The deck itself."""
        return self.made.decks[self.made.pages.index(self.page)]

    @property
    def slide_ids(self) -> list[str]:
        """The identifiers of its slides, in order; empty where a slide has none."""
        return [slide.attributes.id for slide in self.deck.slides()]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of its slides, in CSS pixels."""
        options = self.page.context["reveal"]
        assert isinstance(options, dict)
        return int(options["width"]), int(options["height"])


def read_for_export(deck: Path) -> tuple[Exported | None, Diagnostics]:
    """The deck in a file, and what is wrong with it; no deck where there is an error."""
    disk = Disk()
    site, found = find_site([deck], disk)
    use_kept(site.config.root)
    made = assemble(site, Memory(), disk)
    found = (*found, *made.diagnostics)
    if any(one.is_error for one in found) or not made.pages:
        return None, found
    return Exported(made, made.pages[0]), found


def chosen(source: Exported, wanted: Sequence[str]) -> list[int] | Diagnostic:
    """The slides, counted from 0, that these texts name: `3`, `2-5`, an identifier; all of none."""
    ids = source.slide_ids
    if not wanted:
        return list(range(len(ids)))
    numbers = list[int]()
    for text in wanted:
        first, dash, last = text.partition("-")
        if text in ids:
            numbers.append(ids.index(text))
        elif first.isdecimal() and (not dash or last.isdecimal()):
            begin, end = int(first), int(last) if dash else int(first)
            if not 1 <= begin <= end <= len(ids):
                return _unknown(source, f"there are slides 1 to {len(ids)}, and no `{text}`", "")
            numbers += range(begin - 1, end)
        else:
            close = nearest(text, filter(None, ids))
            hint = f"did you mean `{close}`?" if close else "name it by its number or identifier"
            return _unknown(source, f"the deck has no slide `{text}`", hint)
    return sorted(set(numbers))


def _unknown(source: Exported, message: str, hint: str) -> Diagnostic:
    place = of_file(source.deck.source.path)
    return Diagnostic("export-slide-unknown", place, message, hint)
