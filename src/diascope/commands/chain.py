"""Digests of steps: each covers all that the step's outcome depends on.

The digest of a step is made of the one before it, its command, the output that the slide shows,
and its options; that of the first one of the files in `demo/` and of the versions of the programs
(a hash chain). So a change invalidates the step that it is made in, and all that come after it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from diascope.commands.plan import Command
from diascope.reading.disk import Disk

DEMO = "demo"
"""The folder beside a deck whose files its commands find in their own folder."""


def demo_of(deck: Path) -> Path:
    """The folder of the files that the commands of a deck work on; it may not exist."""
    return deck.parent / DEMO


def demo_digest(folder: Path, disk: Disk) -> str:
    """The digest of the names and the bytes of all files below a folder; empty without one.

    Raises `OSError` where one cannot be read.
    """
    paths = [path for path in disk.below(folder) if disk.is_file(path)]
    files = [(path.relative_to(folder).as_posix(), sha256(disk.read(path))) for path in paths]
    return _digest([(name, found.hexdigest()) for name, found in files]) if files else ""


def chain(commands: Sequence[Command], demo: str, versions: Mapping[str, str]) -> tuple[str, ...]:
    """The digest of each command, in order.

    `demo` is the digest of the files, `versions` has that of the shell and of each tool.
    """
    return tuple(_links(commands, _digest([demo, dict(sorted(versions.items()))])))


def _links(commands: Sequence[Command], digest: str) -> Iterator[str]:
    for command in commands:
        options = command.block.options
        how = [
            *command.session,
            options.retry,
            options.timeout,
            *options.requires,
            command.accepts(0),
            [status for status in range(1, 256) if command.accepts(status)],
            options.is_compared,
            options.is_unordered,
        ]
        digest = _digest([digest, command.script, command.shown, how])
        yield digest


def _digest(value: object) -> str:
    return sha256(json.dumps(value).encode("utf-8", "surrogatepass")).hexdigest()[:32]
