"""What results depend on beside the files that were asked for: versions, environment, the package.

Nothing is imported here but a few modules of the standard library.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from functools import cache

from diascope import __version__

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
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


@cache
def theme_folder() -> str:
    """Where the built-in theme is: beside this package in a wheel, at the root of a checkout."""
    packed = os.path.join(_PACKAGE, "_theme")
    return packed if os.path.isdir(packed) else os.path.dirname(os.path.dirname(_PACKAGE))


def is_installed(path: str) -> bool:
    """Whether a file belongs to the package or its theme, which change when it is installed."""
    return path.startswith(_installed())


@cache
def _installed() -> tuple[str, ...]:
    theme = theme_folder()
    folders = (_PACKAGE, os.path.join(theme, "templates"), os.path.join(theme, "static"))
    return tuple(os.path.join(folder, "") for folder in folders)
