"""What is asked of a build, and the places where the answer of an earlier one may lie."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from zlib import crc32

from diascope.cache.folder import user_folder
from diascope.reading.surroundings import surroundings

FOLDER = os.path.join(".diascope", "builds")
"""Where a site keeps its answers."""


class Question:
    """A command, and all but the disk that its outcome depends on."""

    def __init__(self, words: Sequence[str], environment: Mapping[str, str] = os.environ) -> None:
        self.started = time.time_ns()
        """When it was asked, in nanoseconds since 1970."""
        self.words = list(words)
        """The command line."""
        self.key = {"words": self.words, **surroundings(environment)}
        """What has to be equal; JSON."""
        self.name = f"{crc32(repr(self.key).encode('utf-8', 'surrogatepass')):08x}.json"
        """The name of the file with the answer; another question may have the same."""

    def places(self) -> Iterator[str]:
        """The folders that the answer may lie in: of the site around a deck, of the user.

        A site's folder is the current one, that of a deck, or one above.
        """
        paths = [os.path.abspath(one) for one in self.words if not one.startswith("-")]
        nearest = (os.getcwd(), *map(os.path.dirname, paths))
        folders = dict.fromkeys(above for folder in nearest for above in _up(folder))
        yield from (os.path.join(folder, FOLDER) for folder in folders)
        yield os.path.join(user_folder(), FOLDER)


def _up(folder: str) -> Iterator[str]:
    """A folder, and those above it."""
    yield folder
    while (above := os.path.dirname(folder)) != folder:
        yield (folder := above)
