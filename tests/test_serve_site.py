"""The live site follows its files, and keeps what was good."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness import Site

from diascope.cache.memory import Memory
from diascope.pipeline import assemble, find_site
from diascope.reading.disk import Disk
from diascope.serve.site import LiveSite
from diascope.serve.views import Json, View, update


@pytest.fixture
def live(site: Site, monkeypatch: pytest.MonkeyPatch) -> LiveSite:
    """A site with two decks."""
    site.write(
        {
            "diascope.toml": 'title = "Talks"\n',
            "slides/one.md": "---\ntitle: One\n---\n\n# A {#a}\n\ntext\n\n# B\n\n![](dot.svg)\n",
            "slides/one.extras.md": "# {#a}\n\nmore\n",
            "slides/two.md": '# C\n\n::: {include="_part.md"}\n:::\n',
            "slides/_part.md": "part\n",
            "slides/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
        }
    )
    monkeypatch.chdir(site.root)
    live = LiveSite(())
    live.renew()
    assert live.found == ()
    return live


def after(live: LiveSite, site: Site, files: dict[str, str], page: str = "one") -> Json:
    """What a page is told when these files are written."""
    before = live.view(f"{page}/index.html")
    assert before
    site.write(files)
    live.renew()
    now = live.view(f"{page}/index.html")
    return update(before, now) if now else {"gone": True}


def test_pages_are_those_of_a_build(live: LiveSite) -> None:
    disk = Disk()
    built = assemble(find_site((), disk)[0], Memory(), disk)
    for path in ("one/index.html", "two/index.html", "index.html"):
        page = live.page(path)
        assert page
        assert page[0].encode() == built.files[path]


def test_nothing_is_told_when_nothing_changed(live: LiveSite, site: Site) -> None:
    view = live.view("one/index.html")
    assert after(live, site, {}) == {}
    assert live.view("one/index.html") is view


def test_one_slide_is_told(live: LiveSite, site: Site) -> None:
    told = after(live, site, {"slides/two.md": "# C\n\nother\n"}, "two")
    assert told.keys() == {"morph", "goto"}
    assert "other" in str(told["morph"])
    assert after(live, site, {}, "one") == {}


@pytest.mark.parametrize(
    ("page", "name", "text", "parts"),
    [
        ("one", "slides/one.extras.md", "# {#a}\n\nless\n", {"morph", "goto"}),
        ("two", "slides/_part.md", "whole\n", {"morph", "goto"}),
        ("one", "slides/dot.svg", "<svg/>", {"pictures"}),
        ("one", "static/css/tokens.css", ":root {}\n", {"sheets"}),
        ("one", "static/js/copy.js", "// nothing\n", {"reload"}),
        ("one", "diascope.toml", 'title = "Talks"\n[reveal]\nloop = true\n', {"options"}),
        ("one", "templates/slide.html", "<section>{{ slide.body }}</section>", {"morph", "goto"}),
        ("one", "templates/deck.html", "<p>{{ deck.title }}</p>", {"reload"}),
    ],
)
def test_what_depends_on_a_file_is_told(
    live: LiveSite, site: Site, page: str, name: str, text: str, parts: set[str]
) -> None:
    assert after(live, site, {name: text}, page).keys() == parts


def test_lines_follow_what_comes_above(live: LiveSite, site: Site) -> None:
    text = (site.root / "slides/one.md").read_text(encoding="utf-8")
    places = live.lines("one/index.html")
    after(live, site, {"slides/one.md": text.replace("text", "text\n\nand more")})
    moved = live.lines("one/index.html")
    assert [line for _, line in moved] == [*(line for _, line in places[:2]), places[2][1] + 2]


def test_links_follow_the_pages_of_other_decks(live: LiveSite, site: Site) -> None:
    after(live, site, {"slides/one.md": "# A {#a}\n\n[there](two.md)\n"})
    told = after(live, site, {"slides/two.md": "---\npermalink: /moved\n---\n\n# C\n"})
    assert "../moved/index.html" in str(told["morph"])
    (site.root / "slides/two.md").unlink()
    live.renew()
    assert [one.code for one in live.findings("one/index.html")] == ["file-link-missing"]


def test_numbers_follow_slides_that_come(live: LiveSite, site: Site) -> None:
    template = '<section id="{{ slide.id }}">{{ slide.number }}</section>'
    site.write({"templates/slide.html": template})
    live.renew()
    told = after(live, site, {"slides/two.md": "# New\n\n# C\n\nas before\n"}, "two")
    sections = live.decks["two/index.html"].view.sections
    assert [section.strip() for section in sections] == [
        '<section id="new">1</section>',
        '<section id="c">2</section>',
    ]
    assert told.keys() >= {"splice"}


def test_a_broken_deck_stays_as_it_was(live: LiveSite, site: Site) -> None:
    good = live.page("one/index.html")
    assert after(live, site, {"slides/one.md": '# A {#a}\n\n::: {include="x.md"}\n:::\n'}) == {}
    assert [one.code for one in live.findings("one/index.html")] == ["include-missing"]
    assert live.findings("two/index.html") == ()
    assert live.page("one/index.html") == good
    assert "morph" in after(live, site, {"slides/one.md": "# A {#a}\n\nmended\n"})
    assert live.found == ()


def test_a_broken_deck_holds_no_other_back(live: LiveSite, site: Site) -> None:
    site.write({"slides/one.md": '::: {include="x.md"}\n:::\n'})
    assert "morph" in after(live, site, {"slides/two.md": "# C\n\nother\n"}, "two")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("diascope.toml", "title = \n"),
        ("templates/slide.html", "{% if %}"),
        ("templates/deck.html", "{{ nothing }}"),
        ("templates/index.html", "{{ nothing }}"),
    ],
)
def test_a_broken_site_stays_as_it_was(live: LiveSite, site: Site, name: str, text: str) -> None:
    assert after(live, site, {name: text}) == {}
    assert live.found
    (site.root / name).unlink()
    live.renew()
    assert live.found == ()


def test_renaming_a_heading_that_extras_name_shows_it(live: LiveSite, site: Site) -> None:
    told = after(live, site, {"slides/one.md": "---\ntitle: One\n---\n\n# New {#b}\n\n# B\n"})
    assert "morph" in told
    assert [one.code for one in live.found] == ["extras-unknown-slide"]


def test_decks_come_and_go(live: LiveSite, site: Site) -> None:
    index = live.index
    site.write({"slides/three.md": "# D\n"})
    live.renew()
    assert live.view("three/index.html")
    assert "three/" in str(update(index, live.index)["page"])
    (site.root / "slides/one.md").unlink()
    (site.root / "slides/one.extras.md").unlink()
    live.renew()
    assert live.view("one/index.html") is None
    assert "one/" not in live.index.page


def test_all_folders_are_watched(live: LiveSite, site: Site) -> None:
    folders = live.folders()
    assert folders[site.root] is False
    assert folders[site.root / "slides"] is True
    assert all(folder.is_absolute() for folder in folders)


def test_memory_does_not_grow(live: LiveSite, site: Site) -> None:
    sizes = set[int]()
    for count in range(20):
        site.write({"slides/two.md": f"# C{count}\n\nother {count}\n"})
        live.renew()
        sizes.add(len(live.memory))
    assert max(sizes) - min(sizes) < 10


def test_a_page_that_connects_from_before_is_told_all(live: LiveSite) -> None:
    now = live.view("one/index.html")
    assert now
    told = update(View(shell=now.shell), now)
    assert told.keys() >= {"splice", "title", "options", "sheets"}
    assert update(View(shell="other"), now) == {"reload": True}


def test_decks_that_are_named_are_served(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write({"a.md": "# A\n", "b.md": "# B\n"})
    monkeypatch.chdir(site.root)
    live = LiveSite((Path("a.md"),))
    live.renew()
    assert list(live.decks) == ["a/index.html"]
