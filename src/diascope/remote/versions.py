"""Links to the documentation of another version than the deck speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from diascope.patterns import lazy_pattern

_NAMES: Mapping[str, str] = {
    "k8s": "kubernetes",
    "kubectl": "kubernetes",
    "py": "python",
    "node": "nodejs",
    "postgres": "postgresql",
    "golang": "go",
}
"""Other names of products."""
_HOSTS: Mapping[str, str] = {
    "docs.python.org": "python",
    "nodejs.org": "nodejs",
    "postgresql.org": "postgresql",
    "helm.sh": "helm",
    "kubernetes.io": "kubernetes",
}
"""Hosts whose addresses have versions of one product."""
_VERSION = lazy_pattern(r"(?<![\w.])v?(\d{1,4}(?:[.-]\d{1,4}){1,2})(?![\w])")
_WORD = lazy_pattern(r"[a-z][a-z0-9]*")


def drift(url: str, versions: Mapping[str, str]) -> tuple[str, str] | None:
    """The product and the version that an address is about, if the deck speaks of another one.

    A version is told by two numbers at least, `v1.24` or `1-24`; the product by the host, or by its
    name beside the version.  A shorter version covers all longer ones that begin with it.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    for name, wanted in versions.items():
        product = _NAMES.get(name, name).lower()
        for found in _versions_of(product, host, parts.path):
            if not _covers(wanted, found):
                return name, found
    return None


def _versions_of(product: str, host: str, path: str) -> list[str]:
    """The versions of a product that an address names."""
    is_own = any(
        host == one or host.endswith(f".{one}") for one, of in _HOSTS.items() if of == product
    )
    names = set(_WORD.findall(f"{host} {path}".lower()))
    if not is_own and product not in {_NAMES.get(name, name) for name in names}:
        return []
    in_host = [match[1].replace("-", ".") for match in _VERSION.finditer(host.replace(".", " "))]
    return in_host + [match[1].replace("-", ".") for match in _VERSION.finditer(path)]


def _covers(wanted: str, found: str) -> bool:
    """Whether two versions are the same, as far as both tell."""
    one, other = (text.strip().lstrip("v").split(".") for text in (wanted, found))
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]
