"""Push a publication; one that loses a race is made anew on the new head."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from diascope.publish.git import Git, GitError, repository
from diascope.publish.publication import Publication, commit_of, plan, read_target
from diascope.write import Content

_TRIES = 4
"""How often a push may lose against another one."""
_RACE = ("stale info", "fetch first", "non-fast-forward", "cannot lock ref", "failed to update ref")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be published where."""

    folder: Path
    """A folder of the repository whose remote it is."""
    files: Mapping[str, Content]
    """The files of the site, by path."""
    remote: str = "origin"
    """The name or the address of the remote."""
    branch: str = "gh-pages"
    """The branch."""
    subdir: str = ""
    """The folder in the branch."""
    message: str = ""
    """The message of the commit; else one that names the commit that was built."""


def publish(wish: Wish, is_wanted: Callable[[Publication], bool]) -> tuple[Publication, str]:
    """Push the files if that is wanted, which is asked of every plan; what changed, and the commit.

    The commit is empty where nothing was pushed: it was not wanted, or all was there already.
    Raises `GitError`.
    """
    with repository(wish.folder) as git:
        for number in range(_TRIES):
            target = read_target(git, wish.remote, wish.branch, wish.subdir)
            made = plan(git, target, wish.files)
            if made.is_empty or not is_wanted(made):
                return made, ""
            commit = commit_of(git, made, wish.message or _message(git))
            try:
                _push(git, made, commit)
            except GitError as error:
                if number == _TRIES - 1 or not any(mark in error.said for mark in _RACE):
                    raise
            else:
                return made, commit
    raise AssertionError("the last try returns or raises")


def _push(git: Git, made: Publication, commit: str) -> None:
    target = made.target
    ref = f"refs/heads/{target.branch}"
    lease = f"--force-with-lease={ref}:{target.head}"
    git.run("push", "--no-verify", lease, target.remote, f"{commit}:{ref}")


def _message(git: Git) -> str:
    """A message that names the commit that was built."""
    try:
        return f"Publish the slides of {git.text('rev-parse', '--short', 'HEAD')}\n"
    except GitError:
        return "Publish the slides\n"
