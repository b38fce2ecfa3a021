"""What commands leave behind: containers and cluster objects that were not there before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from diascope.verify.programs import answer

_LISTING: Mapping[str, tuple[str, ...]] = {
    "container": ("docker", "ps", "--all", "--format", "{{.Names}}"),
    "volume": ("docker", "volume", "ls", "--format", "{{.Name}}"),
    "network": ("docker", "network", "ls", "--format", "{{.Name}}"),
    "image": ("docker", "image", "ls", "--format", "{{.Repository}}:{{.Tag}}"),
    "object": (
        "kubectl",
        "get",
        "all,configmaps,secrets,persistentvolumeclaims,ingresses",
        "--all-namespaces",
        "--output",
        "jsonpath={range .items[*]}{.kind}/{.metadata.name} in {.metadata.namespace}{'\\n'}{end}",
    ),
    "namespace": ("kubectl", "get", "namespaces", "--output", "name"),
}
"""The command that lists each kind, a line for each."""


class Thing(NamedTuple):
    """Something that Docker or a cluster holds."""

    kind: str
    """Which kind of thing it is, such as `container`."""
    name: str
    """Its name."""


def things(environment: Mapping[str, str]) -> frozenset[Thing]:
    """What there is now; of programs that are missing or do not answer, nothing."""
    return frozenset(
        Thing(kind, name)
        for kind, command in _LISTING.items()
        for name in answer(command, environment).split("\n")
        if name.strip()
    )
