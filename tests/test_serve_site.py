"""The live site follows its files, and keeps what was good."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness import Site
from serving import POLICY, Following

from diascope.cache.memory import Memory
from diascope.pipeline import assemble, find_site
from diascope.reading.disk import Disk
from diascope.serve.site import watched_folders
from diascope.serve.state import State
from diascope.serve.views import Json, View, update


@pytest.fixture
def live(site: Site, monkeypatch: pytest.MonkeyPatch) -> Following:
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
    live = Following()
    live.renew()
    assert live.state.diagnostics == ()
    return live


"""What pages have from the server, and from `finished` in a build."""


def after(live: Following, site: Site, files: dict[str, str], page: str = "one") -> Json:
    """What a page is told when these files are written."""
    before = live.state.view(f"{page}/index.html")
    assert before
    site.write(files)
    live.renew()
    now = live.state.view(f"{page}/index.html")
    assert now
    told = update(before, now)
    return told if told is not None else {"reload": True}


def test_pages_are_those_of_a_build(live: Following) -> None:
    disk = Disk()
    built = assemble(find_site((), disk)[0], Memory(), disk)
    for path in ("one/index.html", "two/index.html", "index.html"):
        page = live.state.page(path)
        assert page
        assert POLICY.sub("", page[0]).encode() == built.files[path]


def test_nothing_is_told_when_nothing_changed(live: Following, site: Site) -> None:
    view = live.state.view("one/index.html")
    assert after(live, site, {}) == {}
    assert live.state.view("one/index.html") is view


def test_one_slide_is_told(live: Following, site: Site) -> None:
    told = after(live, site, {"slides/two.md": "# C\n\nother\n"}, "two")
    assert told.keys() == {"rest", "morph", "goto"}
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
    live: Following, site: Site, page: str, name: str, text: str, parts: set[str]
) -> None:
    assert after(live, site, {name: text}, page).keys() - {"rest"} == parts


def test_lines_follow_what_comes_above(live: Following, site: Site) -> None:
    text = (site.root / "slides/one.md").read_text(encoding="utf-8")
    places = live.state.lines("one/index.html")
    after(live, site, {"slides/one.md": text.replace("text", "text\n\nand more")})
    moved = live.state.lines("one/index.html")
    assert [line for _, line in moved] == [*(line for _, line in places[:2]), places[2][1] + 2]


def test_links_follow_the_pages_of_other_decks(live: Following, site: Site) -> None:
    after(live, site, {"slides/one.md": "# A {#a}\n\n[there](two.md)\n"})
    told = after(live, site, {"slides/two.md": "---\npermalink: /moved\n---\n\n# C\n"})
    assert "../moved/index.html" in str(told["morph"])
    (site.root / "slides/two.md").unlink()
    live.renew()
    assert [one.code for one in live.state.diagnostics_of("one/index.html")] == [
        "file-link-missing"
    ]


def test_numbers_follow_slides_that_come(live: Following, site: Site) -> None:
    template = '<section id="{{ slide.id }}">{{ slide.number }}</section>'
    site.write({"templates/slide.html": template})
    live.renew()
    told = after(live, site, {"slides/two.md": "# New\n\n# C\n\nas before\n"}, "two")
    sections = live.state.decks["two/index.html"].view.sections
    assert [section.strip() for section in sections] == [
        '<section id="new">1</section>',
        '<section id="c">2</section>',
    ]
    assert told.keys() >= {"splice"}


def test_a_broken_deck_stays_as_it_was(live: Following, site: Site) -> None:
    good = live.state.page("one/index.html")
    assert after(live, site, {"slides/one.md": '# A {#a}\n\n::: {include="x.md"}\n:::\n'}) == {}
    assert [one.code for one in live.state.diagnostics_of("one/index.html")] == ["include-missing"]
    assert live.state.diagnostics_of("two/index.html") == ()
    assert live.state.page("one/index.html") == good
    assert "morph" in after(live, site, {"slides/one.md": "# A {#a}\n\nmended\n"})
    assert live.state.diagnostics == ()


def test_a_broken_deck_holds_no_other_back(live: Following, site: Site) -> None:
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
def test_a_broken_site_stays_as_it_was(live: Following, site: Site, name: str, text: str) -> None:
    assert after(live, site, {name: text}) == {}
    assert live.state.diagnostics
    (site.root / name).unlink()
    live.renew()
    assert live.state.diagnostics == ()


def test_renaming_a_heading_that_extras_name_shows_it(live: Following, site: Site) -> None:
    told = after(live, site, {"slides/one.md": "---\ntitle: One\n---\n\n# New {#b}\n\n# B\n"})
    assert "morph" in told
    assert [one.code for one in live.state.diagnostics] == ["extras-unknown-slide"]


def test_decks_come_and_go(live: Following, site: Site) -> None:
    assert "three/" not in live.state.index.page
    site.write({"slides/three.md": "# D\n"})
    live.renew()
    assert live.state.view("three/index.html")
    assert "three/" in live.state.index.page
    (site.root / "slides/one.md").unlink()
    (site.root / "slides/one.extras.md").unlink()
    live.renew()
    assert live.state.view("one/index.html") is None
    assert "one/" not in live.state.index.page


def test_a_state_stays_as_it_was(live: Following, site: Site) -> None:
    """Whoever still reads the last state sees nothing of the next, nor of requests."""
    last = live.state
    files, index = dict(last.files), last.index
    text = last.page("one/index.html")
    site.write({"slides/one.md": "# New\n\n$x$\n", "slides/two.md": "# C {#other}\n"})
    site.write({"static/css/tokens.css": ":root {}\n"})
    live.renew()
    assert live.state.page("one/index.html") != text
    assert last.files == files
    assert (last.page("one/index.html"), last.index) == (text, index)
    assert last.files == files


def test_files_of_a_page_are_known_before_it_is_asked_for(live: Following, site: Site) -> None:
    head = "{% extends 'base.html' %}{% block body %}"
    loop = "{% for stack in deck.stacks %}{{ asset('js/' ~ 'copy.js') }}{% endfor %}"
    site.write({"templates/deck.html": head + loop + "{% endblock %}"})
    site.write({"slides/two.md": "# C\n\n$x$\n"})
    live.renew()
    assert "assets/js/copy.js" in live.state.files


def test_a_broken_deck_keeps_its_files(live: Following, site: Site) -> None:
    site.write({"slides/one.md": "![](dot.svg) $x$\n"})
    live.renew()
    shown = {name for name in live.state.files if "dot" in name or "math" in name}
    assert {"media/dot.svg", "assets/math.css"} <= shown
    site.write({"slides/one.md": '::: {include="x.md"}\n:::\n', "static/js/copy.js": "//\n"})
    live.renew()
    assert live.state.diagnostics
    assert shown <= live.state.files.keys()


def test_before_it_is_read_a_site_has_nothing() -> None:
    assert State().page("index.html") == ("", View())
    assert State().lines("one/index.html") == []


def test_all_folders_are_watched(live: Following, site: Site) -> None:
    folders = watched_folders(live.state, live.disk)
    assert folders[site.root] is False
    assert folders[site.root / "slides"] is True
    assert all(folder.is_absolute() for folder in folders)


def test_memory_does_not_grow(live: Following, site: Site) -> None:
    sizes = set[int]()
    for count in range(20):
        site.write({"slides/two.md": f"# C{count}\n\nother {count}\n"})
        live.renew()
        sizes.add(len(live.memory))
    assert max(sizes) - min(sizes) < 10


def test_a_page_that_connects_from_before_is_told_all(live: Following) -> None:
    now = live.state.view("one/index.html")
    assert now
    told = update(View(shell=now.shell), now)
    assert told
    assert told.keys() >= {"splice", "title", "options", "sheets"}
    assert update(View(shell="other"), now) is None


def test_decks_that_are_named_are_served(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write({"a.md": "# A\n", "b.md": "# B\n"})
    monkeypatch.chdir(site.root)
    live = Following(Path("a.md"))
    live.renew()
    assert list(live.state.decks) == ["a/index.html"]


def test_a_permalink_renders_only_those_slides_anew_that_link_to_its_deck(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = {f"slides/d{n}.md": f"# D{n}\n\nwords\n\n# More\n\n[e](d0.md)\n" for n in (1, 2)}
    site.write({"slides/d0.md": "# Zero\n", **others})
    monkeypatch.chdir(site.root)
    live = Following()
    live.renew()
    before = {path: shown.page.slides for path, shown in live.state.decks.items()}
    site.write({"slides/d0.md": "---\npermalink: /moved\n---\n\n# Zero\n"})
    live.renew()
    for name in ("d1/index.html", "d2/index.html"):
        first, second = live.state.decks[name].page.slides
        assert first is before[name][0]
        assert 'href="../moved/index.html"' in second.html
