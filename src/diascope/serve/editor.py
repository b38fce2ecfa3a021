"""The user's editor, opened at a line of a file; never through a shell."""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path

_COLON = {"subl", "zed", "hx", "helix", "mate", "textmate"}
"""Editors that are told `file:line`."""
_GOTO = {"code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"}
"""Editors that are told `-g file:line`."""
_LINE = {"idea", "pycharm", "webstorm", "kate", "gedit", "xed"}
"""Editors that are told `--line number file`."""
_TERMINAL = set("vi vim nvim nano pico micro hx helix kak joe ne emacs".split())
"""Editors that need a terminal of their own, which a server cannot give them."""


def command(path: Path, line: int, environment: Mapping[str, str]) -> list[str] | None:
    """The command that opens the file at this line, or None where no editor is known.

    `DIASCOPE_EDITOR` counts first and may say where `{file}` and `{line}` go; then comes VS Code
    where it is installed, then `EDITOR` unless it is one for the terminal.
    """
    wished = _words(environment.get("DIASCOPE_EDITOR", ""))
    if wished:
        return _at_line(wished, path, line)
    code = shutil.which("code", path=environment.get("PATH"))
    if code:
        return _at_line([code], path, line)
    usual = _words(environment.get("EDITOR", ""))
    if usual and _name(usual) not in _TERMINAL:
        return _at_line(usual, path, line)
    return None


async def open_editor(path: Path, line: int) -> str:
    """Open the editor; what hinders it, or nothing."""
    words = command(path, line, os.environ)
    if words is None:
        return "set DIASCOPE_EDITOR to the editor that should open"
    quiet = asyncio.subprocess.DEVNULL
    try:
        run = await asyncio.create_subprocess_exec(
            *words, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
    except OSError as error:
        return f"`{words[0]}` cannot be run: {error.strerror}"
    waiting = asyncio.create_task(run.wait())
    _RUNNING.add(waiting)
    waiting.add_done_callback(_RUNNING.discard)
    return ""


_RUNNING = set[asyncio.Task[int]]()
"""Editors that have not ended yet; a task that nobody holds may be dropped."""


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()


def _name(words: list[str]) -> str:
    return Path(words[0]).stem.lower()


def _at_line(words: list[str], path: Path, line: int) -> list[str]:
    if any("{file}" in word for word in words):
        return [word.replace("{file}", str(path)).replace("{line}", str(line)) for word in words]
    name = _name(words)
    if name in _GOTO:
        return [*words, "-g", f"{path}:{line}"]
    if name in _COLON:
        return [*words, f"{path}:{line}"]
    if name in _LINE:
        return [*words, "--line", str(line), str(path)]
    return [*words, f"+{line}", str(path)]
