"""Formulas, code and repairs that one build has made are not made again by the next."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from harness import Site

from diascope import formulas
from diascope.cache.kept import Kept
from diascope.cache.sealed import sealed, unsealed
from diascope.reading import mojibake
from diascope.snippets import block, terminal
from diascope.snippets.highlight import highlight

DECK = """# Sum

$x^2$ and $\\frac{1}$

```python
print("x")
```

```console
$ ls
a
```
"""
MADE = ["$x^2$", "$\\frac{1}$", 'print("x")', "ls"]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", os.fspath(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def build(
    site: Site, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], tuple[bytes, list[str]]]:
    """Builds the site, as another process would; its page, and what had to be made for it."""
    site.write({"slides/talk.md": DECK})
    made = list[str]()
    setting, highlighting = formulas._typeset, highlight

    def set_anew(tex: str, *rest: object) -> formulas.Formula:
        made.append(f"${tex}$")
        return setting(tex, *rest)  # type: ignore[arg-type]

    def highlighted(text: str, language: str) -> object:
        made.append(text)
        return highlighting(text, language)

    monkeypatch.setattr(formulas, "_typeset", set_anew)
    monkeypatch.setattr(block, "highlight", highlighted)
    monkeypatch.setattr(terminal, "highlight", highlighted)

    def page() -> tuple[bytes, list[str]]:
        made.clear()
        for cached in (formulas.typeset, block._listing, terminal.terminal_html):
            cached.cache_clear()
        site.build()
        return (site.output / "talk/index.html").read_bytes(), list(made)

    return page


def files(folder: Path) -> list[Path]:
    """The files with results."""
    return sorted(folder.rglob("pieces/*-*"))


def test_the_next_build_makes_only_what_is_new(
    build: Callable[[], tuple[bytes, list[str]]], site: Site, cache: Path
) -> None:
    first, made = build()
    assert made == MADE
    assert build() == (first, [])
    site.write({"slides/talk.md": DECK + "\n$y$\n"})
    assert build()[1] == ["$y$"]
    site.write({"slides/talk.md": DECK})
    assert build() == (first, [])
    assert len(files(cache)) == 2
    assert not files(site.root), "whoever wrote a site would choose what is on its pages"


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda _: b"x",
        lambda kept: kept[:-1],
        lambda kept: kept[:-9] + bytes([kept[-9] ^ 1]) + kept[-8:],
        lambda kept: sealed(json.dumps(dict.fromkeys(json.loads(unsealed(kept) or b""))).encode()),
    ],
    ids=["empty", "short", "cut", "flipped", "foreign"],
)
def test_what_is_damaged_is_made_anew(
    build: Callable[[], tuple[bytes, list[str]]], cache: Path, damage: Callable[[bytes], bytes]
) -> None:
    first, _ = build()
    for path in files(cache):
        path.write_bytes(damage(path.read_bytes()))
    assert build() == (first, MADE)
    assert build() == (first, [])


def test_another_version_makes_all_anew(
    build: Callable[[], tuple[bytes, list[str]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = build()
    with monkeypatch.context() as other:
        packages = tmp_path / "site-packages"
        (packages / "pygments-9.dist-info").mkdir(parents=True)
        other.syspath_prepend(packages)
        assert build() == (first, MADE)
    assert build() == (first, [])


def test_a_cache_that_cannot_be_written_is_none(
    build: Callable[[], tuple[bytes, list[str]]], cache: Path
) -> None:
    first, _ = build()
    (cache / "diascope/.diascope").rename(cache / "gone")
    (cache / "diascope/.diascope").write_text("no folder")
    assert build() == (first, MADE)
    assert build() == (first, MADE)


def test_lines_are_repaired_once(site: Site, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[str]()

    def fix(line: str) -> str:
        asked.append(line)
        return line.replace("Ã˜", "Ø")

    monkeypatch.setattr("ftfy.fix_encoding", fix)
    for _ in range(2):
        mojibake._broken.cache_clear()
        site.write({"slides/talk.md": "# Where do we use it in the Ã˜BS?\n"})
        assert "`ØBS`" in str(site.build())
    assert len(asked) == 1


def test_the_oldest_results_are_dropped() -> None:
    kept = Kept("some")
    old = {f"{number}": "x" * 9 for number in range(3)}
    kept.use(lambda: old, notes=True)
    digest, found = kept.find("new")
    assert found is None
    kept.add(digest, "new")
    assert list(kept.entries(20 + len(digest) + 3)) == ["1", "2", digest]
    assert not kept.entries(2)


def test_nothing_is_noted_by_who_does_not_write() -> None:
    kept = Kept("some")
    for _ in range(2):
        digest, found = kept.find("a")
        assert found is None
        kept.add(digest, "A")
    assert not kept.fresh
