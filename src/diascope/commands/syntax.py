"""Whether bash can read commands: `bash -n`, which runs nothing."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

from diascope.commands.scan import scan
from diascope.patterns import lazy_pattern

_SECONDS = 5.0
_MESSAGE = lazy_pattern(r"(?:bash: )?line \d+: (?P<message>.*)")
_MOST = 50
"""Commands that are looked at one by one; a deck with more mistakes than that is no shell."""


def syntax_error(texts: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """The numbers of the commands that bash cannot read, each with its words.

    All are read at once, so that most decks take one process. Only where that fails, or a
    quotation is not closed in one of them, which another could close, are they read one by one.
    """
    if not texts:
        return ()
    doubtful = [number for number, text in enumerate(texts) if scan(text).is_open]
    if not doubtful and not _message("\n".join(texts)):
        return ()
    others = _message("\n".join(text for n, text in enumerate(texts) if n not in doubtful))
    numbers = list(range(len(texts))) if others else doubtful
    found = ((number, _message(texts[number])) for number in numbers[:_MOST])
    return tuple((number, message) for number, message in found if message)


def _message(text: str) -> str:
    """What bash says of a script that it cannot read; nothing where it can, or there is no bash."""
    here = dict(os.environ)
    try:
        ran = subprocess.run(
            ["bash", "--norc", "--noprofile", "-O", "extglob", "-n"],
            input=text.encode("utf-8", "replace"),
            capture_output=True,
            env={**{name: here[name] for name in ("PATH",) if name in here}, "LC_ALL": "C"},
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    if ran.returncode == 0:
        return ""
    lines = ran.stderr.decode("utf-8", "replace").split("\n")
    match = next(filter(None, map(_MESSAGE.search, lines)), None)
    return match["message"] if match else ""
