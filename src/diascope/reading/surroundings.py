"""What results depend on beside the files that were asked for: versions, environment, the package.

Nothing is imported here but a few modules of the standard library.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping

from diascope import __version__

_PACKAGE = os.path.dirname(os.path.dirname(__file__))
_VARIABLES = ("CHROMIUM", "HOME", "LC_ALL", "LC_CTYPE", "LANG", "PATH", "PATHEXT", "PYTHONPATH")
_PREFIX = "DIASCOPE_"


def surroundings(environment: Mapping[str, str]) -> dict[str, object]:
    """The current folder, the versions, and the environment as far as it matters; as JSON has them.

    Raises `OSError` where there is no current folder.
    """
    return {
        "folder": os.getcwd(),
        "version": __version__,
        "python": [sys.version, sys.prefix],
        "environment": {
            name: text
            for name, text in sorted(environment.items())
            if name.startswith(_PREFIX) or name in _VARIABLES
        },
    }


def package_files() -> Iterator[str]:
    """The files of the package itself."""
    for folder, _, names in os.walk(_PACKAGE):
        yield from (os.path.join(folder, name) for name in names if not name.endswith(".pyc"))


def package_folders() -> Iterator[str]:
    """The folders of installed packages: the names in them tell versions."""
    return (one for one in sys.path if one.endswith("-packages"))
