"""The pinned packages: with digests, without addresses, and what pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

import pytest
from harness import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PINNED = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>\S+)(?: ; [^\n\\]+)?"
    r"(?P<digests>(?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n",
    re.M,
)


def asked(group: str) -> Iterator[Requirement]:
    """What a group of dependencies asks for, those of the groups it includes as well."""
    for one in PROJECT["dependency-groups"][group]:
        if isinstance(one, dict):
            yield from asked(one["include-group"])
        else:
            yield Requirement(one)


def own() -> list[Requirement]:
    """What the package asks for, its browser tests included."""
    project = PROJECT["project"]
    return [
        *map(Requirement, project["dependencies"]),
        *map(Requirement, project["optional-dependencies"]["browser"]),
    ]


def pinned(name: str) -> dict[str, str]:
    """The versions in a file of `requirements/`."""
    text = (ROOT / "requirements" / name).read_text("utf-8")
    assert PINNED.sub("", text) == "", "make lock"
    return {canonicalize_name(one["name"]): one["version"] for one in PINNED.finditer(text)}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("dev.txt", [*own(), *asked("dev")]),
        ("lowest.txt", [*own(), *asked("test")]),
        ("npm.txt", list(asked("npm"))),
    ],
)
def test_all_that_is_asked_for_is_pinned(name: str, wanted: list[Requirement]) -> None:
    versions = pinned(name)
    lost = [str(one) for one in wanted if not one.specifier.contains(versions[key(one)])]
    assert lost == []


def test_the_lowest_versions_are_the_bounds() -> None:
    versions = pinned("lowest.txt")
    bounds = {key(one): Version(next(iter(one.specifier)).version) for one in own()}
    assert {name: Version(versions[name]) for name in bounds} == bounds


def key(requirement: Requirement) -> str:
    """The name that a requirement has in a file of pins."""
    return canonicalize_name(requirement.name)
