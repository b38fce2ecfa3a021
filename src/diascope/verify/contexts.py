"""What `docker` and `kubectl` act on at present: the contexts of their configurations."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

_ASKING: Mapping[str, tuple[str, ...]] = {
    "docker": ("docker", "context", "show"),
    "kubectl": ("kubectl", "config", "current-context"),
}
SECONDS = 10.0
"""How long a program may take to answer."""


def contexts(environment: Mapping[str, str]) -> dict[str, str]:
    """The context of each of the two programs that is there and has one, by its name."""
    found = {name: answer(command, environment) for name, command in _ASKING.items()}
    return {name: text.strip() for name, text in found.items() if text.strip()}


def is_other(current: str, wanted: str) -> bool:
    """Whether a Kubernetes context is none of those that the deck names, by a shell pattern."""
    return not fnmatchcase(current, wanted)


def answer(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """What a program prints; nothing where it is missing, fails, or does not answer in time."""
    program = shutil.which(command[0], path=environment.get("PATH"))
    if program is None:
        return ""
    try:
        ran = subprocess.run(
            [program, *command[1:]],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ran.stdout.decode("utf-8", "replace") if ran.returncode == 0 else ""
