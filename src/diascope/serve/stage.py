"""Who presents a deck: places go from the presenting page to all others, and steps to it.

The pages on the server's machine present; of several with one deck, the one that moved last. A page
that has only just come steps behind those that are there, so that a second window takes nothing
over before it is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from diascope.serve.live import OpenPage
from diascope.serve.messages import message


class Stage:
    """The presenting pages of every deck, and where each deck is."""

    def __init__(self) -> None:
        self._pages = dict[str, list[OpenPage]]()
        self._places = dict[str, str]()

    def open(self, page: OpenPage) -> None:
        """Tell a page that has come where its deck is."""
        page.tell(place=self._places.get(page.path))

    def close(self, page: OpenPage) -> None:
        """A page is gone."""
        pages = self._pages.get(page.path, [])
        if page in pages:
            pages.remove(page)

    def move(self, page: OpenPage, values: Mapping[str, Any], others: Iterable[OpenPage]) -> None:
        """A page of the server's machine says where it is; others with the deck hear it."""
        pages = self._pages.setdefault(page.path, [])
        is_known = page in pages
        self.close(page)
        pages.insert(len(pages) if is_known else 0, page)
        if pages[-1] is not page:
            return
        self._places.pop(page.path, None)  # the deck that moved last stands last
        place = self._places[page.path] = message("place", **values)
        for other in others:
            if other is not page and other.path == page.path:
                other.tell(place=place)

    def steer(self, path: str, values: Mapping[str, Any]) -> bool:
        """Hand a step to the page that presents; false where none does."""
        pages = self._pages.get(path)
        if pages:
            pages[-1].tell(step=message("steer", **values))
        return bool(pages)

    def latest(self) -> str:
        """The path of the deck that moved last, or nothing."""
        return next((path for path in reversed(self._places) if self._pages[path]), "")
