"""The environment of commands: an allow-list, so that no secret of the user's reaches them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

FIXED = {
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PAGER": "cat",
    "GIT_PAGER": "cat",
    "MANPAGER": "cat",
    "SYSTEMD_PAGER": "cat",
    "TERM": "xterm-256color",
}
"""What is the same everywhere, so that outputs are."""
_ALWAYS = """PATH USER LOGNAME SHELL SSL_CERT_FILE SSL_CERT_DIR
    http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY""".split()
PRESETS: Mapping[str, tuple[str, ...]] = {
    "docker": (
        "DOCKER_HOST",
        "DOCKER_CONTEXT",
        "DOCKER_CONFIG",
        "DOCKER_TLS_VERIFY",
        "DOCKER_CERT_PATH",
        "DOCKER_BUILDKIT",
        "DOCKER_DEFAULT_PLATFORM",
        "XDG_RUNTIME_DIR",
    ),
    "kubernetes": ("KUBECONFIG", "KUBE_EDITOR", "MINIKUBE_HOME", "HELM_NAMESPACE"),
}
"""The variables that a preset passes."""
_FILES = {
    "docker": ("DOCKER_CONFIG", ".docker"),
    "kubernetes": ("KUBECONFIG", ".kube/config"),
}
"""What is named by a variable since commands have another home: the variable, the usual place."""


def environment(names: Iterable[str]) -> dict[str, str]:
    """The variables of commands but for `HOME`: those of every run, and those that are named.

    A name is that of a variable, or of a preset.
    """
    wanted = list(dict.fromkeys(names))
    here = dict(os.environ)
    given = {name: here[name] for name in _passed(wanted) if name in here}
    return {**dict(_usual(wanted, here.get("HOME", ""))), **given, **FIXED}


def _passed(names: Iterable[str]) -> Iterator[str]:
    yield from _ALWAYS
    for name in names:
        yield from PRESETS.get(name, (name,))


def _usual(names: Iterable[str], home: str) -> Iterator[tuple[str, str]]:
    for name in names:
        if home and name in _FILES:
            variable, place = _FILES[name]
            yield variable, str(Path(home, place))
