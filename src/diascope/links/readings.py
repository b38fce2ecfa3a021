"""What an address may mean: a path, a query, a fragment, in every way to part them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

from diascope.dialect.addresses import escape_address
from diascope.links.uses import Use

_MOST_MARKS = 4
"""How many of the signs `?` and `#` in an address may belong to the name of a file."""


def readings(address: str) -> Iterator[tuple[str, str]]:
    """The paths that an address may stand for, each with its query and fragment, likely ones first.

    A file's name may hold what has a meaning in addresses: `Lecture #3.md`, `100%25.png`.
    """
    ends = [match.start() for match in islice(re.finditer("[?#]", address), _MOST_MARKS)]
    for end in (*ends, len(address)):
        for path in dict.fromkeys((unquote(address[:end]), address[:end])):
            if path:
                yield path, address[end:]


def split_address(address: str) -> tuple[str, str, str]:
    """An address without query and fragment, the sign that these begin with, and the rest."""
    match = re.search("[?#]", address)
    if match is None:
        return address, "", ""
    return address[: match.start()], match[0], address[match.end() :]


def normal_path(path: Path) -> Path:
    return Path(os.path.normpath(path))


def address_from(folder: Path, found: Use) -> str:
    """The address of a file from the folder of the deck that names it."""
    if found.file is None:
        return ""
    end = found.address[len(split_address(found.address)[0]) :]
    return escape_address(os.path.relpath(found.file, folder).replace(os.sep, "/")) + end
