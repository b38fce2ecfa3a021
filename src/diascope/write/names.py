"""The names of a site's files: relative paths with `/` between their parts."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from diascope.patterns import lazy_pattern

OWN = ".diascope-"
"""What the names of our own files in the output folder begin with."""
MANIFEST = OWN + "manifest"
"""The file that lists what a build wrote."""
STAGING = OWN + "tmp-"
"""What the name of a folder for half-written files begins with."""

_PART = lazy_pattern(r"(?!\.{1,2}$)[^/\\\x00-\x1f\x7f\ud800-\udfff]+")


def is_safe(path: str) -> bool:
    """Whether the path names a file inside the output folder that is not one of our own."""
    parts = path.split("/")
    drive = re.match(r"[A-Za-z]:", path)
    own = parts[0].casefold().startswith(OWN)
    return not drive and not own and all(_PART.fullmatch(part) for part in parts)


def fold(path: str) -> str:
    """The path as a file system sees it that tells neither letter case nor composed accents."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def clashes(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of paths that cannot both be files everywhere: for case, or as file and folder."""
    known: dict[str, str] = {}
    for path in sorted(paths):
        if fold(path) in known:
            yield known[fold(path)], path
        else:
            known[fold(path)] = path
    for folded, path in known.items():
        for parent in reversed(parents(folded)):
            if parent in known:
                yield known[parent], path


def parents(path: str) -> list[str]:
    """The folders above the path, the outermost first."""
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts))]
