"""Paths of all kinds: names, places in the site, folders to build into, what cannot be read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from harness import Site, diascope
from hypothesis import given, settings
from hypothesis import strategies as st
from serving import served
from starlette.testclient import TestClient

from diascope.serve.app import make_app
from diascope.serve.guard import access_for

DECK = "# One\n\ntext\n"


def at(permalink: str) -> str:
    return f"---\npermalink: {permalink}\n---\n\n# One\n\n![](a.png)\n"


@pytest.mark.parametrize(
    ("files", "names"),
    [
        ({"slides/a.md": at("/404.html")}, ("slides/a.md", "lost addresses")),
        ({"static/404.html": "x"}, ("static/404.html", "lost addresses")),
        ({"slides/a.md": at("/"), "static/index.html": "x"}, ("slides/a.md", "static/index.html")),
        ({"static/talk/index.html": "x"}, ("static/talk/index.html", "slides/talk.md")),
        ({"static/TALK/index.html": "x"}, ("static/TALK/index.html", "slides/talk.md")),
        ({"static/talk": "x"}, ("static/talk", "slides/talk.md")),
        ({"slides/a.md": at("/x"), "static/media/a.png": "y"}, ("a.png", "static/media/a.png")),
        ({"slides/a.md": at("/media/a.png")}, ("slides/a.md", "slides/a.png")),
        ({"slides/a.md": at("/assets/deck.css")}, ("slides/a.md", "assets/deck.css")),
        ({"static/assets/deck.css": "x"}, ("static/assets/deck.css", "theme's")),
        ({"slides/talk.pdf": "x", "static/talk/talk.pdf": "y"}, ("talk.pdf", "static/talk")),
        ({"slides/index.html.md": DECK}, ("slides/index.html.md", "list of decks")),
        ({"slides/a.md": at("/talk/index.html/x")}, ("slides/a.md", "slides/talk.md")),
        ({"slides/a.md": at("/.nojekyll")}, ("slides/a.md", ".nojekyll")),
    ],
    ids=str,
)
def test_two_claims_to_one_place_name_both(
    files: dict[str, str | bytes], names: tuple[str, str], site: Site
) -> None:
    site.write({"slides/talk.md": DECK, "slides/a.png": "x", **files})
    found = site.build().findings
    assert {one.code for one in found} == {"place-claimed"}
    assert all(name in found[0].message for name in names)
    assert not site.output.exists()


def test_pictures_of_two_folders_do_not_take_each_others_place(site: Site) -> None:
    deck = "# One\n\n![](i.png)\n"
    site.write({"a/one.md": deck, "b/two.md": deck, "a/i.png": "1", "b/i.png": "2"})
    assert [code for code, *_ in site.build("a/one.md", "b/two.md").places] == ["place-claimed"]


def test_what_may_take_the_place_of_ours(site: Site) -> None:
    site.write({"slides/talk.md": DECK, "static/index.html": "mine", "static/.nojekyll": ""})
    site.built()
    assert site.text("index.html") == "mine"


@pytest.mark.parametrize("name", ["slides.md", "slides", ".md", "talk", "a b.md", "x.y.md", "ü.md"])
def test_a_deck_may_have_any_ordinary_name(name: str, site: Site) -> None:
    site.write({name: DECK})
    site.built(name)
    pages = [path for path in site.files() if path.endswith("/index.html")]
    assert len(pages) == 1


@pytest.mark.parametrize(
    "name", ["a\\b.md", "a\tb.md", "a\nb.md", "..md", "...md", "c:.md", "x\udcff.md"]
)
@pytest.mark.parametrize("folder", ["", "slides/"])
def test_a_name_that_no_address_can_hold_is_told(name: str, folder: str, site: Site) -> None:
    site.write({folder + name: DECK})
    outcome = site.build(folder + name)
    assert "error[name-invalid]" in outcome.stderr
    assert outcome.code == 1


@pytest.mark.parametrize("path", [".", "..", "/", "slides", "slides/..", ""])
def test_a_folder_is_no_deck(path: str, site: Site) -> None:
    site.write({"slides/talk.md": DECK})
    outcome = site.build(path)
    assert [one.code for one in outcome.findings] == ["file-is-folder"]
    assert "name a Markdown file" in outcome.hint("file-is-folder")


@pytest.mark.parametrize("out", ["static", "templates", "static/x", "x/../static", "link"])
@pytest.mark.parametrize("exists", [True, False])
def test_folders_of_the_site_are_no_output(out: str, exists: bool, site: Site) -> None:
    site.write({"slides/talk.md": DECK})
    if exists:
        site.write({"static/a.css": "a {}\n", "templates/x.html": ""})
    (site.root / "link").symlink_to("static")
    outcome = site.build("-o", out)
    assert [one.code for one in outcome.findings] == ["output-inside-slides"]
    site.built()


@pytest.mark.parametrize("out", ["loop", "loop/x", "x" * 300, "talk.md", "nowhere"])
def test_an_output_that_cannot_be_is_told(out: str, site: Site) -> None:
    site.write({"slides/talk.md": DECK, "talk.md": DECK})
    (site.root / "loop").symlink_to("loop")
    (site.root / "nowhere").symlink_to("no/where")
    outcome = site.build("-o", out)
    assert [one.code for one in outcome.findings] == ["output-unwritable"]


def broken_link(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(path.name)


def lost_link(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.symlink_to("/no/such/place")


def pipe(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("static", broken_link),
        ("static", pipe),
        ("static/part", broken_link),
        ("static/part", lost_link),
        ("static/part", pipe),
        ("slides/part", broken_link),
        ("slides/part", lost_link),
        ("slides/part.md", broken_link),
        ("slides/part.md", lost_link),
        ("slides/part.md", pipe),
    ],
)
def test_what_cannot_be_read_is_not_taken_for_empty(
    name: str, make: Callable[[Path], None], site: Site
) -> None:
    files = {"static": "static/a.txt", "slides/part": "slides/part/deck.md"}
    site.write({"slides/talk.md": DECK, files.get(name, name): DECK})
    site.built()
    before = site.files()
    (site.root / name).rename(site.root.parent / "away")
    make(site.root / name)
    outcome = site.build()
    assert outcome.code == 1, outcome.stderr
    assert site.files() == before


def test_locks_of_editors_are_passed_over(site: Site) -> None:
    site.write({"slides/talk.md": DECK, "static/a.txt": "x"})
    for folder in ("slides", "static"):
        (site.root / folder / ".#talk.md").symlink_to("ada@host.123")
    assert site.built().stderr == ""


@pytest.mark.parametrize("kind", ["loop", "folder"])
def test_a_configuration_that_cannot_be_read_is_told(kind: str, site: Site) -> None:
    site.write({"slides/talk.md": DECK})
    path = site.root / "diascope.toml"
    path.mkdir() if kind == "folder" else path.symlink_to(path.name)
    assert site.build().places == [("config-invalid", "diascope.toml", 0)]


@pytest.mark.parametrize("name", ["slides.md", "talk.md"])
@pytest.mark.parametrize("permalink", ["", "/", "/index.html"])
def test_a_named_deck_is_served_at_the_end_of_its_redirects(
    name: str, permalink: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site.root)
    site.write({name: at(permalink) if permalink else DECK})
    app = make_app(served(Path(name)), access_for("127.0.0.1", 80, ""), follow=False)
    client = TestClient(app, base_url="http://127.0.0.1:80")
    answer = client.get("/")
    assert answer.status_code == 200
    assert "One" in answer.text


NAMES = st.text(st.characters(exclude_characters="/\0", exclude_categories=()), max_size=30)


@settings(max_examples=40, deadline=None)
@given(NAMES, NAMES, NAMES)
def test_no_name_ends_a_build(
    tmp_path_factory: pytest.TempPathFactory, deck: str, static: str, permalink: str
) -> None:
    site = Site(tmp_path_factory.mktemp("names"))
    files = {f"slides/{deck}.md": DECK, f"static/s{static}": "x"}
    files["slides/b.md"] = f"---\npermalink: |\n  /{permalink}\n---\n\n# B\n\n![](<{static}>)\n"
    for name, text in files.items():
        try:
            site.write({name: text.encode("utf-8", "replace")})
        except (OSError, UnicodeEncodeError):
            continue
    outcome = diascope("build", folder=site.root)
    assert outcome.code in (0, 1)
    assert (outcome.code == 0) == site.output.exists()
