"""Git, run so that nothing of the user's changes and nobody is asked for anything.

Objects go into a temporary folder with the repository's own as alternates (GIT_OBJECT_DIRECTORY),
trees are made in a temporary index, and remotes are named by their addresses, so that no
remote-tracking branch moves.  No hook, signature or garbage collection runs.  What is killed leaves
only files in the system's folder for temporary ones.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_SETTINGS = (
    *("-c", "core.hooksPath=/dev/null", "-c", "commit.gpgSign=false", "-c", "gc.auto=0"),
    *("-c", "maintenance.auto=false", "-c", "core.autocrlf=false", "-c", "core.fsmonitor=false"),
)
_OWN = "GIT_"
_KEPT = {"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_SSH_COMMAND", "GIT_SSH", "GIT_ASKPASS"}
_IDENTITY = {"NAME": "Diascope", "EMAIL": "diascope@localhost"}
"""Who commits where git knows of nobody."""
_PATIENCE = 300
"""Seconds that one call may take."""


class GitError(Exception):
    """Git says no; the message is the line that says why."""

    def __init__(self, message: str, said: str = "") -> None:
        super().__init__(message)
        self.said = said
        """All that git said."""


class Git:
    """A repository, seen from outside."""

    def __init__(self, folder: Path, scratch: Path) -> None:
        """Find the repository around a folder; raises `GitError` where there is none."""
        self._folder = folder
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(_OWN) or name in _KEPT
        }
        self._env = {
            **kept,
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_SSH_COMMAND": kept.get("GIT_SSH_COMMAND", "ssh -o BatchMode=yes"),
            "LC_ALL": "C",
        }
        objects = Path(self.text("rev-parse", "--git-path", "objects"))
        own = scratch / "objects"
        own.mkdir()
        self._env |= {
            "GIT_OBJECT_DIRECTORY": str(own),
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": str((folder / objects).resolve()),
            "GIT_INDEX_FILE": str(scratch / "index"),
        }

    def run(
        self, *arguments: str, given: bytes = b"", more: Mapping[str, str] | None = None
    ) -> bytes:
        """What a command prints; raises `GitError`."""
        command = ["git", *_SETTINGS, *arguments]
        try:
            done = subprocess.run(
                command,
                cwd=self._folder,
                env={**self._env, **(more or {})},
                input=given,
                capture_output=True,
                check=False,
                timeout=_PATIENCE,
            )
        except FileNotFoundError:
            raise GitError("git is not installed") from None
        except subprocess.TimeoutExpired:
            raise GitError(f"`git {arguments[0]}` takes longer than {_PATIENCE} s") from None
        except OSError as error:
            raise GitError(f"git cannot be run: {error.strerror}") from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace")
            raise GitError(_reason(said) or f"`git {arguments[0]}` fails", said)
        return done.stdout

    def text(self, *arguments: str, given: bytes = b"") -> str:
        """What a command prints, without the last line end; raises `GitError`."""
        return self.run(*arguments, given=given).decode("utf-8", "surrogateescape").rstrip("\n")

    def remote_head(self, url: str, branch: str) -> str:
        """The commit that a remote branch is at, its objects fetched; empty where there is none."""
        lines = self.text("ls-remote", url, f"refs/heads/{branch}")
        head = lines.partition("\t")[0]
        if head:
            options = ("--no-tags", "--no-write-fetch-head", "--refmap=", "--quiet")
            self.run("fetch", *options, url, f"refs/heads/{branch}")
        return head

    def commit(self, tree: str, parent: str, message: str) -> str:
        """A commit of a tree; raises `GitError`."""
        arguments = ["commit-tree", tree, *(["-p", parent] if parent else [])]
        try:
            self.run("var", "GIT_COMMITTER_IDENT")
            identity = dict[str, str]()
        except GitError:
            roles = ("AUTHOR", "COMMITTER")
            identity = {f"GIT_{role}_{k}": v for role in roles for k, v in _IDENTITY.items()}
        made = self.run(*arguments, given=message.encode(), more=identity)
        return made.decode().strip()


@contextmanager
def repository(folder: Path) -> Iterator[Git]:
    """The repository around a folder; raises `GitError` where there is none."""
    with tempfile.TemporaryDirectory(
        prefix="diascope-publish-", ignore_cleanup_errors=True
    ) as name:
        yield Git(folder, Path(name))


def _reason(stderr: str) -> str:
    """What git says went wrong: a line of the remote, of `fatal:` or `error:`, or the last."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    for mark in ("remote: error", "remote:", "fatal:", "error:"):
        marked = [line for line in lines if line.startswith(mark)]
        if marked:
            return marked[0]
    return lines[-1] if lines else ""
