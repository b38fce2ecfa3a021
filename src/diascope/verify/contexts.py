"""What `docker` and `kubectl` act on at present: the contexts of their configurations."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

from diascope.verify.programs import answer

_ASKING: Mapping[str, tuple[str, ...]] = {
    "docker": ("docker", "context", "show"),
    "kubectl": ("kubectl", "config", "current-context"),
}


def contexts(environment: Mapping[str, str]) -> dict[str, str]:
    """The context of each of the two programs that is there and has one, by its name."""
    found = {name: answer(command, environment) for name, command in _ASKING.items()}
    return {name: text.strip() for name, text in found.items() if text.strip()}


def is_other(current: str, wanted: str) -> bool:
    """Whether a Kubernetes context is none of those that the deck names, by a shell pattern."""
    return not fnmatchcase(current, wanted)
