"""Templates are compiled by one build, and not again by the next."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from harness import Site
from jinja2 import Environment

from diascope.render.bytecode import Bytecode

OWN = '{% extends "!theme/deck.html" %}{% block head %}<meta name="x" content="WORD">{% endblock %}'


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that compiled templates are kept in."""
    cache = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setattr("diascope.render.templates.Bytecode", Bytecode)
    return cache / "diascope" / ".diascope" / "templates"


@pytest.fixture
def page(site: Site, monkeypatch: pytest.MonkeyPatch) -> Callable[[], tuple[bytes, int]]:
    """Builds the site; the page of its deck, and how many templates were compiled for it."""
    site.write({"slides/talk.md": "# One\n", "templates/deck.html": OWN})
    compiled = list[str]()
    compiling = Environment.compile

    def counted(self: Environment, source: Any, *rest: Any, **named: Any) -> Any:
        compiled.append(source)
        return compiling(self, source, *rest, **named)

    monkeypatch.setattr(Environment, "compile", counted)

    def build() -> tuple[bytes, int]:
        compiled.clear()
        site.built()
        return (site.output / "talk/index.html").read_bytes(), len(compiled)

    return build


def test_the_next_build_compiles_nothing(
    kept: Path, page: Callable[[], tuple[bytes, int]], site: Site
) -> None:
    first, count = page()
    assert count > 2
    assert page() == (first, 0)
    site.write({"templates/deck.html": OWN.replace("WORD", "other")})
    other, count = page()
    assert b'content="other"' in other
    assert count == 1
    assert len(list(kept.iterdir())) > 3


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 99], ids=["empty", "short", "zeros"])
def test_what_is_damaged_or_gone_is_compiled_anew(
    kept: Path, page: Callable[[], tuple[bytes, int]], damage: bytes
) -> None:
    first, count = page()
    paths = sorted(kept.iterdir())
    paths[0].unlink()
    for path in paths[1:]:
        code = path.read_bytes()
        path.write_bytes(damage or code[:-1] + bytes([code[-1] ^ 1]))
    assert page() == (first, count)
    assert page() == (first, 0)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files have no owners here")
def test_code_of_another_user_is_not_run(
    kept: Path, page: Callable[[], tuple[bytes, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, count = page()
    assert list(kept.iterdir())
    someone = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: someone)
    assert page() == (first, count)


def test_it_works_where_nothing_can_be_kept(
    tmp_path: Path, kept: Path, page: Callable[[], tuple[bytes, int]]
) -> None:
    (tmp_path / "cache").write_text("no folder")
    assert page() == page()
    assert not kept.exists()
