"""Decks that repeat one thing thousands of times are built in time that grows with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from casefile import grows_with_size
from harness import Site

from diascope.cache.memory import Memory
from diascope.pipeline.assemble import compose
from diascope.pipeline.site import find_site
from diascope.reading.disk import Disk


def numbered(text: str, count: int) -> str:
    """A text for each number up to this one, which stands where the text has `N`."""
    return "".join(text.replace("N", str(number)) for number in range(count))


def pipe_table(columns: int, rows: int) -> str:
    """A table whose rows have one cell, and lack all others."""
    return "|a" * columns + "|\n" + "|-" * columns + "|\n" + "|b|\n" * rows


def grid_table(columns: int) -> str:
    """A table of one row."""
    return f"{'+-' * columns}+\n{'|a' * columns}|\n{'+-' * columns}+\n"


DECKS: dict[str, Callable[[int], str]] = {
    "cells that rows lack": lambda n: pipe_table(n // 4, n // 4),
    "columns of a pipe table": lambda n: pipe_table(n, 1),
    "columns of a grid": lambda n: grid_table(n // 2),
    "references unlike any label": lambda n: (
        numbered("[aN]: b\n", n // 10) + "\n" + numbered("[cN][dN] ", n // 10)
    ),
    "links unlike any slide": lambda n: numbered("## aN\n\n[b](#cN)\n\n", n // 10),
    "keys unlike any": lambda n: "---\n" + numbered("titelN: b\n", n // 4) + "---\n\n# One\n",
    "addresses without an end": lambda n: "<http:" * n + " >",
    "attributes without an end": lambda n: "[a]{b=" * n,
    "attributes with a space": lambda n: "[a]{b=" * n + " c}",
    "attributes of code": lambda n: "`a`{b='\\'" * n + " c}",
    "tags within tags": lambda n: "<span>" * n + "x" + "</span>" * n,
    "TeX that goes on": lambda n: "\\begin{" * (10 * n),
    "footnotes without a text": lambda n: "[^a] " * n,
    "divs without an end": lambda n: "<div>" * n,
    "tables within tables": lambda n: "<table><tr><td>" * n + "x" + "</td></tr></table>" * n,
}


@pytest.mark.parametrize("kind", DECKS)
def test_time_grows_with_the_deck(kind: str, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site.root)

    def build(size: int) -> None:
        site.write({"slides/talk.md": DECKS[kind](size)})
        disk = Disk()
        found, _ = find_site([Path("slides/talk.md")], disk)
        compose(found, Memory(), disk)

    assert grows_with_size(build, 2000)
