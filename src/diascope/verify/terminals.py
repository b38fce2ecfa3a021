"""The terminals of one deck: a session for each shell and name, opened when it is first needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from diascope.commands.plan import Command
from diascope.patterns import lazy_pattern
from diascope.verify.programs import find
from diascope.verify.session import Session
from diascope.verify.shells import Shell, shell_of
from diascope.verify.workspace import workspace

_VERSION = lazy_pattern(r"\d+(?:\.\d+)+[\w.+-]*")
_SECONDS = 20.0
"""How long a command that tells a version may take."""


def number(text: str) -> str:
    """The version in what a tool says of itself: a number with dots, else its first line."""
    match = _VERSION.search(text)
    return match[0] if match else text.strip().partition("\n")[0]


class Terminals:
    """A context manager; when it ends, no process and no folder is left."""

    def __init__(
        self, runner: Sequence[str], demo: Path | None, variables: Mapping[str, str]
    ) -> None:
        self._runner = tuple(runner)
        self._demo = demo
        self._variables = dict(variables)
        self._sessions: dict[tuple[str, str], Session | str] = {}
        self._open = ExitStack()
        self.folder = Path()
        """The temporary folder that the commands run in."""

    def __enter__(self) -> Terminals:
        space = self._open.enter_context(workspace(self._demo))
        self.folder = space.folder
        self._variables |= {"HOME": str(space.home)}
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._open.close()

    def of(self, command: Command) -> Session | str:
        """The session that a command is typed into, or why there is none, in words."""
        return self._session(*command.session)

    def is_missing(self, name: str, command: Command) -> bool:
        """Whether a program that a command requires is missing where it would run."""
        if not self._runner:
            return find(name, self._variables) is None
        session = self.of(command)
        if isinstance(session, str):
            return True
        return session.run(f"command -v {name} >/dev/null", _SECONDS).status != 0

    def answer(self, script: str) -> str:
        """What a command prints in a shell of its own."""
        session = self._session("bash", " versions")
        return "" if isinstance(session, str) else session.run(script, _SECONDS).output

    def version(self, language: str) -> tuple[str, str] | None:
        """The name and the version of the shell for a language."""
        shell = self._shell(language)
        if isinstance(shell, str):
            return None
        session = self._session(language, " versions")
        if isinstance(session, str):
            return None
        return shell.name, number(session.run(shell.version, _SECONDS).output)

    def _shell(self, language: str) -> Shell | str:
        return shell_of(language, self._runner)

    def _session(self, language: str, name: str) -> Session | str:
        key = (language, name)
        if key not in self._sessions:
            shell = self._shell(language)
            self._sessions[key] = (
                shell
                if isinstance(shell, str)
                else self._open.enter_context(Session(shell, self.folder, self._variables))
            )
        return self._sessions[key]
