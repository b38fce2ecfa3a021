"""The user's consent to run a deck's commands, remembered for exactly these.

It is kept in the user's state folder and never in the repository, so that no repository can bring
its own.  Its name is a digest of all that was agreed to: the commands, the files in `demo/`, the
runner, and the names of the variables that commands may see.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from diascope.diagnostics import display_name
from diascope.write.state import remember, remembers


@dataclass(frozen=True, slots=True)
class Request:
    """What a user is asked to agree to, for one deck."""

    deck: Path
    """The deck's file."""
    scripts: tuple[str, ...]
    """All that is typed, in order, with the commands that tell versions of tools."""
    demo: str
    """The digest of the files in `demo/`."""
    runner: tuple[str, ...]
    """The program that takes the shell's place; empty for a shell on this machine."""
    variables: tuple[str, ...]
    """The names of the variables that commands may see."""
    contexts: tuple[str, ...]
    """What Docker and Kubernetes would act on, in words."""

    @property
    def name(self) -> str:
        """The name under which the answer is remembered."""
        agreed = [self.scripts, self.demo, self.runner, self.variables, self.contexts]
        text = json.dumps([str(self.deck), *agreed])
        return f"allowed/{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def request_text(request: Request) -> str:
    """What the user is asked to agree to, in words."""
    where = " ".join(request.runner) if request.runner else "a shell on this machine"
    lines = [f"{display_name(request.deck)} runs in {where}:", ""]
    lines += [f"    {line}" for script in request.scripts for line in script.rstrip().split("\n")]
    demo = "a temporary copy of `demo/`" if request.demo else "an empty temporary folder"
    lines += ["", f"In {demo}; it sees {', '.join(request.variables)}."]
    lines += [f"It acts on {context}." for context in request.contexts]
    return "\n".join(lines)


def is_allowed(request: Request) -> bool:
    """Whether the user has agreed to exactly this before."""
    return remembers(request.name)


def allow(requests: Sequence[Request]) -> None:
    """Remember that the user agrees."""
    for request in requests:
        remember(request.name, f"{request.deck}\n")
