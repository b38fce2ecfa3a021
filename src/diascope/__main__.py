"""`diascope`, and `python -m diascope`.

A build that would change nothing ends here, before anything is loaded that builds.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping, Sequence

from diascope.unchanged.answer import answer
from diascope.unchanged.question import Question


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line says, and exit."""
    started = time.perf_counter()
    words = sys.argv[1:] if arguments is None else list(arguments)
    question = _question(words)
    said = answer(question) if question and _can_tell() else None
    if said is not None:
        _tell(said, started)
        sys.exit(0)
    from diascope.cli import main as commands

    commands(words, prog_name="diascope", obj=question)


def _question(words: Sequence[str]) -> Question | None:
    """What is asked of a build; None for other commands, and where there is no current folder."""
    try:
        return Question(words) if words[:1] == ["build"] else None
    except OSError:
        return None


def _can_tell() -> bool:
    """Whether text can be printed as it is; elsewhere click knows what to do."""
    encodings = {stream.encoding.lower() for stream in (sys.stdout, sys.stderr)}
    return encodings == {"utf-8"} and not (sys.platform == "win32" and sys.stderr.isatty())


def _tell(said: Mapping[str, str], started: float) -> None:
    """Print what the build printed, but for the time that it took."""
    try:
        sys.stderr.write(said["coloured" if sys.stderr.isatty() else "plain"])
        if said["before"]:
            seconds = time.perf_counter() - started
            sys.stdout.write(f"{said['before']}{seconds:.2f}{said['after']}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os._exit(1)


if __name__ == "__main__":
    main()
