"""The command line: the only room that prints or exits.

`building` does what `diascope build` says, and loads no click; `commands` are all commands, as
click reads them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diascope.cli.commands import main

__all__ = ["main"]


def __getattr__(name: str) -> object:
    """The group of all commands, imported when it is asked for."""
    if name != "main":
        raise AttributeError(name)
    from diascope.cli.commands import main

    return main
