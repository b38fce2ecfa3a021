"""Decks that are as they were are neither read nor rendered, and the site is the same as ever."""

from __future__ import annotations

import os
import pickle
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from harness import Outcome, Site, files_of

from diascope.cache.sealed import sealed
from diascope.deck.read import read_deck
from diascope.pipeline import decks as reading
from diascope.reading.facts import is_recent

DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="9"/>'
FILES = {
    "diascope.toml": 'title = "Talks"\nurl = "https://example.org/talks/"\n',
    "slides/first.md": "# One {#one}\n\n$x$\n\n# Two\n\n::: notes\nOurs\n:::\n\n::: open\n",
    "slides/linked.md": "# To [one](first.md#one) and [lost](later.md)\n\n![](missing.svg)\n",
    "slides/parts.md": '# Parts\n\n::: {include="_part.md"}\n:::\n',
    "slides/_part.md": "Included\n",
    "slides/pictures.md": "---\ndate: 2024-05-06\n---\n\n# Picture\n\n![](dot.svg)\n",
    "slides/dot.svg": DOT.format(9),
    "slides/sub/shelf.md": '---\nscript: true\n---\n\n# List {snippet="page.md#list"}\n',
    "snippets/page.md": "# List\n\n```console\n$ ls\na\n```\n",
    "static/own.txt": "mine\n",
}
ALL = {"first", "linked", "parts", "pictures", "shelf"}

EDITS: Mapping[str, tuple[Mapping[str, str | None], set[str]]] = {
    "nothing": ({}, set()),
    "the text of a slide": ({"slides/first.md": "# One {#one}\n\nOther\n\n# Two\n"}, {"first"}),
    "where a link leads": ({"slides/first.md": "# One {#other}\n"}, {"first", "linked"}),
    "a permalink": (
        {"slides/first.md": "---\npermalink: /new/\n---\n\n# One {#one}\n"},
        {"first", "linked"},
    ),
    "a part": ({"slides/_part.md": "Also included\n"}, {"parts"}),
    "the size of a picture": ({"slides/dot.svg": DOT.format(7)}, {"pictures"}),
    "a picture that was missing": ({"slides/missing.svg": DOT.format(7)}, {"linked"}),
    "extras": ({"slides/sub/shelf.extras.md": "# {#list}\n\nMore\n"}, {"shelf"}),
    "a page of the library": ({"snippets/page.md": "# List\n\n```bash\npwd\n```\n"}, {"shelf"}),
    "a deck that was missing": ({"slides/later.md": "# Later\n"}, {"later", "linked"}),
    "a deck that goes": ({"slides/first.md": None}, {"linked"}),
    "definitions for all": ({"slides/links.md": "[One]: https://example.org/one\n"}, ALL),
    "the configuration": ({"diascope.toml": 'title = "Other"\n'}, ALL),
    "a template": ({"templates/page.html": '{% extends "!theme/page.html" %}\n\n'}, ALL),
    "a style sheet": ({"static/css/tokens.css": ":root { --x: 1px }\n"}, ALL),
    "a static file": ({"static/own.txt": "yours\n"}, ALL),
    "a page in the output": ({"_site/first/index.html": "edited"}, {"first"}),
    "a sheet in the output": ({"_site/assets/presenting.css": None}, ALL),
    "a repair in the output": ({"_site/own.txt": None}, set()),
}


@pytest.fixture(scope="module")
def kept_site(new_site: Callable[[str], Site]) -> Site:
    """A site with decks of every kind."""
    site = new_site("units")
    site.write(FILES)
    return site


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the decks that were read."""
    found = list[str]()

    def noted(path: Path, *rest: object) -> object:
        found.append(path.stem)
        return read_deck(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_deck", noted)
    return found


@pytest.fixture
def restored(kept_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The site as it was in the beginning, once a test is over."""
    yield kept_site
    monkeypatch.undo()
    for path in kept_site.root.rglob("*"):
        name = path.relative_to(kept_site.root).as_posix()
        if path.is_file() and not name.startswith(("_site/", ".")) and name not in FILES:
            path.unlink()
    for name, text in FILES.items():
        if not (path := kept_site.root / name).exists() or path.read_text() != text:
            kept_site.write({name: text})


def built(site: Site, *words: str) -> Outcome:
    """A build, once the clock of the file system has gone on since the last change."""
    last = max(path.lstat().st_ctime_ns for path in site.root.rglob("*"))
    while is_recent([last], time.time_ns()):
        time.sleep(0.005)
    return site.build(*words)


@pytest.mark.parametrize("name", EDITS)
def test_only_what_depends_on_a_change_is_read(
    restored: Site, name: str, read: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, (files, expected) = restored, EDITS[name]
    built(site)
    for path, text in files.items():
        if text is None:
            (site.root / path).unlink()
        else:
            site.write({path: text})
    read.clear()
    said = built(site)
    assert set(read) == expected
    monkeypatch.setenv("XDG_CACHE_HOME", os.fspath(tmp_path))
    fresh = site.build("-o", "fresh")
    assert said.findings == fresh.findings
    assert said.code == fresh.code == 0, fresh.stderr
    assert files_of(site.output) == files_of(site.root / "fresh")
    shutil.rmtree(site.root / "fresh")


def test_another_wish_is_another_site(restored: Site, read: list[str]) -> None:
    built(restored)
    read.clear()
    for words, expected in ((["--public"], ALL), ([], {"first"}), (["--public"], {"first"})):
        built(restored, *words)
        assert set(read) == expected
        read.clear()
    built(restored, "--public")
    assert read == []


@pytest.mark.parametrize("damage", ["cut", "flipped", "foreign"])
def test_damaged_units_are_read_anew(restored: Site, read: list[str], damage: str) -> None:
    built(restored)
    whole = files_of(restored.output)
    folder = Path(os.environ["XDG_CACHE_HOME"], "diascope", ".diascope", "units")
    for path in folder.iterdir():
        kept = path.read_bytes()
        content = {
            "cut": kept[:-1],
            "flipped": kept[:-9] + bytes([kept[-9] ^ 1]) + kept[-8:],
            "foreign": sealed(kept[4:36] + pickle.dumps("no unit")),
        }
        path.write_bytes(content[damage])
    read.clear()
    built(restored)
    assert set(read) == ALL
    read.clear()
    built(restored)
    assert read == []
    assert files_of(restored.output) == whole


def test_a_deck_with_a_comment_for_us_is_read_each_time(restored: Site, read: list[str]) -> None:
    deck = "# One\n\n<!-- diascope: ignore div-unclosed -->\n\n::: x\n\n# Two\n\n::: y\n"
    restored.write({"slides/first.md": deck})
    first = built(restored)
    read.clear()
    assert built(restored).findings == first.findings
    assert read == ["first"]
