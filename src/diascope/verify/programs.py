"""Programs on this machine: whether one is there, and what it answers."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence

_SECONDS = 10.0
"""How long a program may take to answer."""


def find(name: str, variables: Mapping[str, str]) -> str | None:
    """The path of a program; None where it is missing."""
    return shutil.which(name, path=variables.get("PATH"))


def answer(command: Sequence[str], variables: Mapping[str, str]) -> str:
    """What a program prints; nothing where it is missing, fails, or does not answer in time."""
    program = find(command[0], variables)
    if program is None:
        return ""
    try:
        ran = subprocess.run(
            [program, *command[1:]],
            env=dict(variables),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ran.stdout.decode("utf-8", "replace") if ran.returncode == 0 else ""
