"""What a deck uses: the links and files that its addresses name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from diascope.diagnostics import Diagnostic, Place


@dataclass(frozen=True, slots=True)
class Use:
    """One address in a deck, and what it names."""

    address: str
    """The address as the dialect has it, percent-encoded."""
    place: Place
    """Where it stands."""
    is_shown: bool
    """Whether it is shown on the page (an image, a background, a video), not only linked."""
    url: str
    """What the page has in its place."""
    file: Path | None = None
    """The absolute path of the local file that it names, links on disk not followed."""
    target: str = ""
    """The path in the site that the file is copied to; empty where it is not copied."""
    is_missing: bool = False
    """Whether there is no such file."""

    def diagnostic(self) -> Diagnostic:
        """The warning for a file that is missing."""
        what = "image" if self.is_shown else "file"
        code = "image-missing" if self.is_shown else "file-link-missing"
        hint = "addresses are relative to the folder of the file that names them"
        return Diagnostic(code, self.place, f"there is no {what} `{self.address}`", hint)
