"""`diascope`, and `python -m diascope`.

A build that would change nothing, and `--help`, end here, before anything is loaded that builds.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping, Sequence

from diascope.overview import TEXT
from diascope.unchanged.answer import answer
from diascope.unchanged.question import Question

_WIDE = 80
"""Columns at which click wraps help no more."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the command line says, and exit."""
    started = time.perf_counter()
    words = sys.argv[1:] if arguments is None else list(arguments)
    if words in (["-h"], ["--help"]) and _can_tell() and _columns() >= _WIDE:
        _print(TEXT)
        sys.exit(0)
    question = _question(words)
    said = answer(question) if question and _can_tell() else None
    if said is not None:
        _tell(said, started)
        sys.exit(0)
    from diascope.compiled import keep_compiled, use_compiled

    if words[:1] in (["build"], ["check"]):
        _without_garbage_collection()
    use_compiled()
    try:
        _run(words, question)
    finally:
        keep_compiled()


def _run(words: Sequence[str], question: Question | None) -> None:
    """Do what the command line says, and exit; a plain build needs no click."""
    if question and _can_tell():
        from diascope.cli.building import build_site, plain_order

        order = plain_order(words[1:])
        if order is not None:
            try:
                sys.exit(build_site(order, question, _echo))
            except KeyboardInterrupt:
                _echo("\nAborted!", err=True)
                sys.exit(1)
    from diascope.cli.commands import main as commands

    commands(words, prog_name="diascope", obj=question)


def _question(words: Sequence[str]) -> Question | None:
    """What is asked of a build; None for other commands, and where there is no current folder."""
    try:
        return Question(words) if words[:1] == ["build"] else None
    except OSError:
        return None


def _without_garbage_collection() -> None:
    """Never look for garbage: that takes half the time of a run that ends before it matters."""
    import atexit
    import gc

    gc.disable()
    atexit.register(gc.freeze)  # nor is what is left looked through at the end


def _can_tell() -> bool:
    """Whether text can be printed as it is; elsewhere click knows what to do."""
    encodings = {stream.encoding.lower() for stream in (sys.stdout, sys.stderr)}
    return encodings == {"utf-8"} and not (sys.platform == "win32" and sys.stderr.isatty())


def _tell(said: Mapping[str, str], started: float) -> None:
    """Print what the build printed, but for the time that it took."""
    found = said["coloured" if sys.stderr.isatty() else "plain"]
    seconds = f"{time.perf_counter() - started:.2f}"
    _print(f"{said['before']}{seconds}{said['after']}\n" if said["before"] else "", found)


def _print(text: str, found: str = "") -> None:
    """Print what was found, and a text."""
    _echo(found, err=True, nl=False)
    _echo(text, nl=False)


def _echo(message: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a text, as `click.echo` does; end where nobody reads it."""
    stream = sys.stderr if err else sys.stdout
    try:
        stream.write(message + "\n" * nl)
        stream.flush()
    except BrokenPipeError:
        os._exit(1)


def _columns() -> int:
    """How many columns the terminal has; as many as wanted where there is none."""
    try:
        return int(os.environ.get("COLUMNS") or os.get_terminal_size().columns)
    except (OSError, ValueError):
        return _WIDE


if __name__ == "__main__":
    main()
