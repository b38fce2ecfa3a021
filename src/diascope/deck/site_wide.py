"""What a site's configuration says of how all of its decks are read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from diascope.config.html import TRUST
from diascope.reading.boundary import NO_BOUNDARY, Boundary


@dataclass(frozen=True, slots=True)
class SiteWide:
    """What the site's configuration says of how decks are read."""

    language: str = "en"
    """The language of decks that name none."""
    extensions: str = ""
    """Extensions that are switched in every deck; mistakes in them are told elsewhere."""
    html: str = TRUST
    """What becomes of the HTML in decks, at least."""
    boundary: Boundary = NO_BOUNDARY
    """What decks may include."""
    snippets: Path = Path("snippets")
    """The folder of the snippet library."""
    links: Path | None = None
    """The file with definitions of links for all decks."""


ALONE = SiteWide()
"""For a deck of no site."""
