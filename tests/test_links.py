"""Links and files: what addresses lead to, what is published, and what is refused."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from harness import Site, diascope, render
from hypothesis import given, settings
from hypothesis import strategies as st

NAMES = ("100%.png", "a%20b.png", "x#y?z.png", "q'r(1).png", "a b.png", "a,b.png", "a:b.png")


def refused(deck: str, site: Site) -> list[tuple[str, int]]:
    """The codes and lines of the errors that a deck gives, which must not be built."""
    outcome = site.deck(deck)
    assert outcome.code == 1
    assert not site.output.exists()
    return [(one.code, one.line) for one in outcome.findings if one.severity == "error"]


class TestAttributes:
    """Attributes of headings, divs, spans, images and links that name files."""

    FILES = dict.fromkeys(map("slides/{}".format, ("a.png", "b.png", "v.mp4", "w.webm")), "x")

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("# A {data-background=a.png}", 'data-background="../media/a.png"'),
            ("# A {background=a.png}", 'data-background="../media/a.png"'),
            ("# A {background=red}", 'data-background="red"'),
            ("# A {background='url(a.png)'}", 'data-background="url(../media/a.png)"'),
            ("# A {data-background-image=a.png}", 'data-background-image="../media/a.png"'),
            (
                '# A {background-video="v.mp4,w.webm"}',
                'data-background-video="../media/v.mp4,../media/w.webm"',
            ),
            (
                '# A {background-image="a.png, b.png"}',
                'data-background-image="../media/a.png, ../media/b.png"',
            ),
            ("# A {style='background: url(a.png)'}", 'style="background: url(../media/a.png)"'),
            ("::: {style='background: url(a.png)'}\nx\n:::", "url(../media/a.png)"),
            ("::: {data-src=a.png}\nx\n:::", 'data-src="../media/a.png"'),
            ("<div STYLE='background: url(a.png)'>\nx\n</div>", "url(../media/a.png)"),
            ("[x]{style='background: url(a.png)'}", 'style="background: url(../media/a.png)"'),
            ("[x]{data-preview-image=a.png}", 'data-preview-image="../media/a.png"'),
            ("![](a.png){data-src=b.png}", 'data-src="../media/b.png"'),
            ("![](a.png){srcset='a.png, b.png 2x'}", 'srcset="../media/a.png, ../media/b.png 2x"'),
            ("![](v.mp4){poster=a.png}", 'poster="../media/a.png"'),
            ("![caption](a.png){data-src=b.png}", 'data-src="../media/b.png"'),
            ("[x](a.png){preview-link=true}", 'data-preview-link="true"'),
            ("[x](a.png){data-preview-link=b.png}", 'data-preview-link="../media/b.png"'),
        ],
    )
    def test_hold_urls_of_the_page(self, text: str, expected: str) -> None:
        deck = render(text, self.FILES)
        assert deck.outcome.stderr == ""
        assert expected in deck.html

    def test_are_copied_and_checked(self, site: Site) -> None:
        site.write(self.FILES)
        deck = '# A {background-video="v.mp4,no.webm" style="background: url(a.png)"}\n'
        assert site.deck(deck).places == [("image-missing", "slides/talk.md", 1)]
        assert {"media/v.mp4", "media/a.png"} <= site.files().keys()


class TestNames:
    """Names of files that mean something in addresses."""

    @pytest.mark.parametrize("name", NAMES)
    @pytest.mark.parametrize(
        "text", ["# A\n\n![](<{}>)", "# A\n\n<img src='{}'>", "# A {{data-background-iframe='{}'}}"]
    )
    def test_are_found_as_they_are_written(self, site: Site, name: str, text: str) -> None:
        site.write({f"slides/{name}": name})
        written = name.replace("'", "&#39;") if "='" in text else name
        assert site.deck(text.format(written)).stderr == ""
        (url,) = re.findall(r"[\"'](\.\./media/[^\"']*)[\"']", site.text())
        parts = urlsplit(url)
        assert (parts.query, parts.fragment) == ("", "")
        path = posixpath.normpath(posixpath.join("talk", unquote(parts.path)))
        assert site.files()[path].decode() == name

    @pytest.mark.parametrize("name", [name for name in NAMES if name != "a:b.png"])
    def test_survive_what_reveal_makes_of_backgrounds(self, site: Site, name: str) -> None:
        """`encodeURI(decodeURI(part))` for every part between commas."""
        site.write({f"slides/{name}": name})
        written = name.replace(",", "%2C")
        assert site.deck(f'# A {{background-image="{written}"}}\n').stderr == ""
        (url,) = re.findall(r'data-background-image="([^"]*)"', site.text())
        assert not {"%23", "%2C", "%3F", "#", "?", ","} & set(re.findall("%..|.", url))
        path = posixpath.normpath(posixpath.join("talk", unquote(url)))
        assert site.files()[path].decode() == name

    def test_of_decks_are_encoded_wherever_they_are_printed(self, site: Site) -> None:
        decks = ("Lecture #3", "Why k8s?", "100%", "at 9:30", "a'b")
        links = " ".join(f"[x](<{name}.md>) [y](<{name}.md#b>)" for name in decks)
        site.write({f"slides/{name}.md": f"# A\n\n{links}\n\n# B\n" for name in decks})
        site.write({f"slides/{name}.pdf": "pdf" for name in decks})
        site.write({"diascope.toml": 'url = "https://e.org/"\n'})
        assert site.built().stderr == ""
        files = site.files()
        for page in ("index.html", *(f"{name}/index.html" for name in decks)):
            urls = [
                node.attributes.get("href") or node.attributes.get("src") or ""
                for node in site.page(page).css("[href], [src]")
            ]
            own = [url for url in urls if not url.startswith(("#", "https://e.org"))]
            for url in own:
                parts = urlsplit(url)
                target = posixpath.join(posixpath.dirname(page), unquote(parts.path))
                assert posixpath.normpath(target) in files, (page, url)
            assert len({url for url in own if url.endswith("index.html")}) == len(decks)
        canonical = site.page("Why k8s?/index.html").css("link[rel=canonical]")[0]
        assert canonical.attributes["href"] == "https://e.org/Why%20k8s%3F/"

    @settings(deadline=None, max_examples=30)
    @given(st.text("ab%#?&=+'(),;:@$~[]é 20", min_size=1, max_size=8).map(str.strip).filter(bool))
    def test_any_name_is_found(self, name: str) -> None:
        quoted = "".join(f"%{byte:02X}" for byte in f"{name}.png".encode())
        deck = render(f"# A\n\n![](<{quoted}>)\n", {f"slides/{name}.png": "x"})
        assert deck.outcome.stderr == ""
        (url,) = re.findall(r'src="(\.\./media/[^"]*)"', deck.html)
        path = urlsplit(url.replace("&amp;", "&").replace("&#39;", "'")).path
        assert unquote(path) == f"../media/{name}.png"


class TestTheRoot:
    """Addresses that begin at the server's root."""

    def test_are_made_relative_where_the_site_has_the_file(self, site: Site) -> None:
        site.write({"static/img/s.png": "s", "slides/img/i.png": "i", "static/t.png": "t"})
        outcome = site.deck(
            "# A\n\n![](/img/s.png)\n\n![](/img/i.png)\n\n<img src='/t.png'>\n\n![](/no.png)\n"
        )
        assert outcome.places == [("address-from-root", "slides/talk.md", n) for n in (3, 5, 7, 9)]
        assert outcome.hint("address-from-root") == "write `../static/img/s.png`"
        pictures = [node.attributes["src"] for node in site.page().css("img")]
        assert pictures == ["../img/s.png", "../media/img/i.png", "../t.png", "/no.png"]
        files = site.files()
        assert (files["img/s.png"], files["media/img/i.png"], files["t.png"]) == (b"s", b"i", b"t")

    def test_that_name_nothing_are_said_to(self, site: Site) -> None:
        (found,) = site.deck("# A\n\n![](/no.png)\n").findings
        assert found.message.endswith(", and the site has no such file")

    def test_come_along_in_a_build_of_one_deck(self, site: Site) -> None:
        site.write({"static/img/s.png": "s", "slides/talk.md": "# A\n\n![](/img/s.png)\n"})
        site.built("slides/talk.md")
        assert site.files()["img/s.png"] == b"s"

    def test_that_name_pages_of_the_site_are_right(self, site: Site) -> None:
        site.write({"slides/b.md": "---\npermalink: /x/b\n---\n\n# B\n"})
        outcome = site.deck("# A\n\n[h](/) [b](/x/b) [b](/x/b/#b) [t](/talk/index.html#no)\n")
        assert outcome.places == [("slide-unknown", "slides/talk.md", 3)]
        links = [node.attributes["href"] for node in site.page().css("#a a")]
        home, one, two, own = links
        assert (home, one, two, own) == (
            "../index.html",
            "../x/b/index.html",
            "../x/b/index.html#b",
            "index.html#no",
        )


class TestSources:
    """The Markdown of decks, which holds the speaker's notes."""

    def test_is_not_published_by_a_link(self, site: Site) -> None:
        site.write({"a.md": "# A\n\n[b](b.md) <a href='b.md#x'>b</a> ![](b.md)\n", "b.md": "# B\n"})
        outcome = site.built("a.md")
        assert [code for code, *_ in outcome.places] == ["source-linked"] * 3
        assert not [name for name in site.files() if name.endswith(".md")]

    def test_nor_through_a_link_on_disk(self, site: Site) -> None:
        site.write({"a.md": "# A\n\n[b](b.txt)\n", "b.md": "# B\n"})
        (site.root / "b.txt").symlink_to("b.md")
        assert site.built("a.md").places == [("source-linked", "a.md", 3)]
        assert not [name for name in site.files() if name.startswith("media/")]

    def test_is_where_it_is_asked_for(self, site: Site) -> None:
        site.write({"static/c.md": "# C\n"})
        deck = '# A\n\n[source](talk.md){download=""} <a download href="talk.md">source</a>\n'
        assert site.deck(deck).stderr == ""
        links = [node.attributes["href"] for node in site.page().css("#a a")]
        assert links == ["../media/talk.md"] * 2
        assert {"media/talk.md", "c.md"} <= site.files().keys()

    def test_links_to_decks_that_are_not_built_now_lead_to_their_pages(self, site: Site) -> None:
        site.write(
            {
                "diascope.toml": "",
                "slides/a.md": "# A\n\n[b](b.md#one) [b](b.md#two)\n",
                "slides/b.md": "---\npermalink: /x/b\n---\n\n# One\n",
            }
        )
        assert site.built("slides/a.md").places == [("slide-unknown", "slides/a.md", 3)]
        links = [node.attributes["href"] for node in site.page("a/index.html").css("#a a")]
        assert links == ["../x/b/index.html#/one", "../x/b/index.html#/two"]
        assert not [name for name in site.files() if name.endswith(".md")]


OUTSIDE = [
    "# A\n\n![](../../secret.png)",
    "# A\n\n![](%2e%2e/%2e%2e/secret.png)",
    "# A\n\n[x](../../secret.png)",
    "# A\n\n<IMG SRC=../../secret.png>",
    "# A\n\n<p style='background: url(../../secret.png)'></p>",
    "# A {background-image=../../secret.png}",
    "# A {background-image='a.png,../../secret.png'}",
    '# A\n\n::: {include="../../secret.md"}\n:::',
    "---\ncss: ../../secret.css\n---\n\n# A",
    "---\ncss: own.css\n---\n\n# A",
    "---\nlogo: ../../secret.png\n---\n\n# A",
    "---\nbackground-image: ../../secret.png\n---\n\n# A",
    "---\nheader-includes: '<script src=../../secret.js></script>'\n---\n\n# A",
    "# A\n\n![](/../secret.png)",
    "# A\n\n![](link.png)",
    "# A\n\n![](folder/secret.png)",
    '# A\n\n::: {include="link.md"}\n:::',
    "# A\n\n![](../.git/config)",
    "# A\n\n[x](../.env)",
    '# A\n\n::: {include="../.env"}\n:::',
]


class TestOutside:
    """What lies outside the site's folder, and hidden files."""

    @pytest.fixture
    def site(self, tmp_path: Path) -> Site:
        """A site beside secrets, with links to them."""
        for name in ("secret.png", "secret.md", "secret.css", "secret.js"):
            (tmp_path / name).write_text("secret")
        site = Site(tmp_path / "site")
        site.write({"diascope.toml": "", ".git/config": "git", ".env": "key", "slides/a.png": "a"})
        site.write({"slides/own.css": "p { background: url('../../secret.png') }"})
        (site.root / "slides/link.png").symlink_to("../../secret.png")
        (site.root / "slides/link.md").symlink_to("../../secret.md")
        (site.root / "slides/folder").symlink_to(tmp_path / "pictures")
        (tmp_path / "pictures").mkdir()
        (tmp_path / "pictures/secret.png").write_text("secret")
        return site

    @pytest.mark.parametrize("deck", OUTSIDE)
    def test_is_refused(self, site: Site, deck: str) -> None:
        (site.root / "slides/link.md").rename(site.root / "slides/_link.md")
        deck = deck.replace("link.md", "_link.md")
        ((code, line),) = refused(deck, site)
        assert code == "file-outside"
        assert 1 <= line <= 3

    @pytest.mark.parametrize("deck", OUTSIDE[:17])
    def test_is_allowed_by_the_configuration(self, site: Site, deck: str) -> None:
        allowed = '"../secret.png", "../secret.md", "../secret.css", "../secret.js", "../pictures"'
        site.write({"diascope.toml": f"allow-outside = [{allowed}]\n"})
        assert [one for one in site.deck(deck).findings if one.severity == "error"] == []

    def test_hidden_files_are_never_allowed(self, site: Site) -> None:
        site.write({"diascope.toml": 'allow-outside = [".."]\n'})
        found = refused("# A\n\n![](../.git/config)\n\n[x](../.env)\n", site)
        assert found == [("file-outside", 3), ("file-outside", 5)]

    def test_what_is_not_there_is_only_missing(self, site: Site) -> None:
        (site.root / "slides/link.md").unlink()
        outcome = site.deck("# A\n\n![](../../no.png) [up](../..)\n")
        assert outcome.places == [("image-missing", "slides/talk.md", 3)]

    def test_decks_static_files_and_pdfs_are_refused(self, site: Site) -> None:
        (site.root / "slides/talk.pdf").symlink_to("../../secret.png")
        (site.root / "static").mkdir()
        (site.root / "static/s.png").symlink_to("../../secret.png")
        (site.root / "static/config").symlink_to("../.git/config")
        site.write({"static/.well-known/x": "x", "static/.git/config": "x"})
        outcome = site.deck("# A\n")
        assert sorted(outcome.places) == [
            ("file-outside", f"{name}", 0)
            for name in ("slides/link.md", "slides/talk.pdf", "static/config", "static/s.png")
        ]
        for name in ("slides/link.md", "slides/talk.pdf", "static/config", "static/s.png"):
            (site.root / name).unlink()
        assert site.built().stderr == ""
        assert ".well-known/x" in site.files()
        assert not [name for name in site.files() if ".git" in name]

    def test_decks_in_a_linked_folder_within_the_site_are_found(self, site: Site) -> None:
        (site.root / "slides/link.md").unlink()
        site.write({"lectures/one.md": "# One\n\n![](p.png)\n", "lectures/p.png": "p"})
        (site.root / "slides/linked").symlink_to("../lectures")
        assert site.built().stderr == ""
        (address,) = re.findall(r'<img src="([^"]*)"', site.text("linked/one/index.html"))
        path = posixpath.normpath(posixpath.join("linked/one", unquote(address)))
        assert site.files()[path] == b"p"


class TestWithoutASite:
    """Decks without a `diascope.toml` above them."""

    DECK = "# A\n\n![](../img/a.png)\n"

    def test_reach_as_far_as_their_repository(self, site: Site) -> None:
        site.write({".git/HEAD": "", "img/a.png": "a", "talks/deck.md": self.DECK})
        outcome = diascope("build", "deck.md", folder=site.root / "talks")
        assert (outcome.code, outcome.stderr) == (0, "")

    def test_else_as_far_as_the_current_folder(self, site: Site) -> None:
        site.write({"img/a.png": "a", "talks/deck.md": self.DECK})
        assert site.built("talks/deck.md").stderr == ""
        outcome = diascope("build", "deck.md", folder=site.root / "talks")
        assert outcome.places == [("file-outside", "deck.md", 3)]


class TestTargets:
    """Links to slides and headings."""

    @pytest.mark.parametrize(
        "link",
        [
            *("[x](#no)", "[x](#One)", "[x](#/no)", "[x](#/9)", "[x](#/0/5)", "[x](#no/1)"),
            *("<a href='#no'>x</a>", "<A HREF=#One>x</A>", "`<a href='#no'>x</a>`{=html}"),
            *("[x](other.md#no)", "[x](other.md#Two)", "<a href='other.md#no'>x</a>"),
            *("[x](other.md#/no)", "[x](other.md#/7)", "[x]{data-preview-link='other.md#no'}"),
            "[x](talk.md#no)",
        ],
    )
    def test_that_are_not_there_are_reported(self, link: str) -> None:
        deck = render(f"# One\n\n{link}\n\n# Three\n", {"slides/other.md": "# Two\n"})
        assert deck.places == [("slide-unknown", "slides/talk.md", 3)]

    @pytest.mark.parametrize(
        "link",
        [
            *("[x](#one)", "[x](#/one)", "[x](#/1)", "[x](#/one/2)", "[x](#own)", "[x](#raw)"),
            *("[x](other.md#two)", "[x](other.md#/two)", "[x](other.md#/0)", "[x](other.md)"),
            *("<a href='#raw'>x</a>", "[x](other.md#%C3%BCber)", "[x](#)", "[x](#/)", "[x](#in)"),
            "[x](https://e.org/#no)",
        ],
    )
    def test_that_are_there_are_not(self, link: str) -> None:
        text = f"# One\n\n{link} [y]{{#own}} <i id=raw>z</i>\n\n# Three\n\n### In\n"
        deck = render(text, {"slides/other.md": "# Two\n\n## über\n"})
        assert deck.outcome.stderr == ""

    def test_the_hint_names_the_nearest_of_that_deck(self) -> None:
        deck = render("# One\n\n[x](other.md#Two)\n", {"slides/other.md": "# Two\n"})
        assert deck.outcome.hint("slide-unknown") == "did you mean `#two`?"


def test_style_sheets_take_along_what_they_name(site: Site) -> None:
    site.write(
        {
            "static/css/own.css": '@import "more.css"; .a { background: url(../img/a.png) }',
            "static/css/more.css": "/* url(no.png) */ .b { background: url('../../slides/b.png') }",
            "static/img/a.png": "a",
            "slides/b.png": "b",
        }
    )
    assert site.deck("---\ncss: ../static/css/own.css\n---\n\n# A\n").stderr == ""
    files, seen = site.files(), list[str]()

    def follow(sheet: str) -> None:
        for address in re.findall(r"(?:url\(['\"]?|@import \")([^'\")]+)", files[sheet].decode()):
            if address != "no.png":
                seen.append(posixpath.normpath(posixpath.join(posixpath.dirname(sheet), address)))
                if seen[-1].endswith(".css"):
                    follow(seen[-1])

    (sheet,) = (
        posixpath.normpath(posixpath.join("talk", href))
        for href in re.findall(r'href="([^"]*own\.css)"', site.text())
    )
    follow(sheet)
    assert [files[name] for name in seen if not name.endswith(".css")] == [b"b", b"a"]


def test_links_to_slides_lead_to_their_place() -> None:
    wanted = {
        "other.md#two": "#/two",
        "other.md#/two": "#/two",
        "other.md#/0": "#/0",
        "other.md#/two/1": "#/two/1",
        "other.md": "",
    }
    links = " ".join(f"[x{at}]({link})" for at, link in enumerate(wanted))
    deck = render(f"# One\n\n{links} [x9](#/1)\n\n# Three\n", {"slides/other.md": "# Two\n"})
    for at, end in enumerate(wanted.values()):
        assert f'href="../other/index.html{end}">x{at}<' in deck.html
    assert 'href="#/1">x9<' in deck.html


def test_outside_files_of_one_name_are_both_published(site: Site) -> None:
    for name in ("one", "two"):
        (site.root.parent / name).mkdir()
        (site.root.parent / name / "a.txt").write_text(name)
    site.write({"diascope.toml": 'allow-outside = ["../one", "../two"]\n'})
    assert site.deck("# A\n\n[1](../../one/a.txt) [2](../../two/a.txt)\n").code == 0
    found = re.findall(r'href="([^"]*a\.txt)"', site.text())
    files = site.files()
    assert {files[posixpath.normpath(f"talk/{url}")] for url in found} == {b"one", b"two"}


def test_signs_that_end_an_address_elsewhere_are_quoted(site: Site) -> None:
    name = "q'r(1),2;x.png"
    site.write({f"slides/{name}": "x"})
    site.deck(f"# A\n\n![x](<{name}>)\n")
    (url,) = re.findall(r'src="([^"]*\.png)"', site.text())
    assert not set(url) & set("'(),")
    assert posixpath.basename(unquote(url)) == name
