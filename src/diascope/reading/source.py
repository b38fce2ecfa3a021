"""A source: the text of one of the user's files, as every stage after reading sees it."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """The text of one file, decoded and with its line ends made plain."""

    path: Path
    """Where the file lies on disk."""
    name: str
    """The file as it is shown to the user."""
    text: str
    """The text; lines end in LF alone, and no BOM and no NUL is left."""

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends; line N of the file is at N - 1."""
        return self.text.split("\n")
