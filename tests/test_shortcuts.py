"""Links: shortcuts, definitions for all decks, marks, QR codes, and lists of them."""

from __future__ import annotations

import re

import pytest
from harness import Site
from selectolax.lexbor import LexborHTMLParser, LexborNode

from diascope.links.shortcuts import ALIASES, SHORTCUTS, Shortcuts


def link(site: Site, address: str, metadata: str = "", toml: str = "") -> str:
    """Where a link leads on the page; the build must have nothing to say."""
    site.write({"diascope.toml": toml})
    head = f"---\ntitle: T\n{metadata}\n---\n\n" if metadata else ""
    assert site.deck(f"{head}# One\n\n[x]({address})\n").stderr == ""
    return str(first(page(site), "#one p a").attributes["href"])


def page(site: Site, name: str = "talk") -> LexborHTMLParser:
    """The page of a deck."""
    return LexborHTMLParser((site.output / name / "index.html").read_text("utf-8"))


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("k8s:concepts/workloads/pods/", "https://kubernetes.io/docs/concepts/workloads/pods/"),
        ("kubernetes:concepts/#x", "https://kubernetes.io/docs/concepts/#x"),
        ("docker:reference/", "https://docs.docker.com/reference/"),
        ("helm:intro/", "https://helm.sh/docs/intro/"),
        ("python:library/os.html#os.sep", "https://docs.python.org/3/library/os.html#os.sep"),
        ("mdn:Web/API", "https://developer.mozilla.org/docs/Web/API"),
        ("rfc:9110#name-head", "https://www.rfc-editor.org/rfc/rfc9110#name-head"),
        ("man:ls.1", "https://manpages.debian.org/ls.1"),
        ("gh:owner/repo", "https://github.com/owner/repo"),
        ("issue:owner/repo#12", "https://github.com/owner/repo/issues/12"),
        ("<wiki:Pipe (Unix)>", "https://en.wikipedia.org/wiki/Pipe%20(Unix)"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("tel:123", "tel:123"),
    ],
)
def test_built_in_shortcuts(site: Site, address: str, url: str) -> None:
    assert link(site, address) == url


@pytest.mark.parametrize(
    ("address", "metadata", "toml", "url"),
    [
        ("go:fmt", "", 'links = {go = "https://pkg.go.dev/{}"}', "https://pkg.go.dev/fmt"),
        ("go:fmt", "", 'links = {go = "https://pkg.go.dev/"}', "https://pkg.go.dev/fmt"),
        (
            "go:fmt",
            "links: {go: 'https://go.dev/{}?x'}",
            'links = {go = "https://pkg.go.dev/{}"}',
            "https://go.dev/fmt?x",
        ),
        ("k8s:x", "", 'links = {k8s = "https://example.org/{}"}', "https://example.org/x"),
        ("k8s:x", "versions: {kubernetes: 1.33}", "", "https://v1-33.docs.kubernetes.io/docs/x"),
        ("kubernetes:x", "versions: {k8s: 1.30}", "", "https://v1-30.docs.kubernetes.io/docs/x"),
        ("python:x", "", '[versions]\npython = "3.13"', "https://docs.python.org/3.13/x"),
        (
            "api:x",
            "versions: {api: 2.10}",
            'links = {api = "https://v{version}.example.org/{version}/{}"}',
            "https://v2-10.example.org/2.10/x",
        ),
        (
            "a:x",
            "versions: {tool: 7}",
            'links = {a = "https://example.org/{tool}/{}"}',
            "https://example.org/7/x",
        ),
        ("wiki:X", "lang: nb-NO", "", "https://nb.wikipedia.org/wiki/X"),
    ],
)
def test_own_shortcuts_and_versions(
    site: Site, address: str, metadata: str, toml: str, url: str
) -> None:
    assert link(site, address, metadata, toml) == url


@pytest.mark.parametrize(
    ("address", "code", "hint"),
    [
        ("k8z:pods", "shortcut-unknown", "did you mean `k8s:`?"),
        ("localhost:8000/x", "shortcut-unknown", "write `http://localhost:8000/x`"),
        ("frobnitz:x", "shortcut-unknown", "add `frobnitz = "),
        ("api:x", "version-unknown", "add `api` to `versions:`"),
    ],
)
def test_what_cannot_be_filled_in_is_said(site: Site, address: str, code: str, hint: str) -> None:
    site.write({"diascope.toml": 'links = {api = "https://example.org/{version}/{}"}'})
    outcome = site.deck(f"# One\n\nThe [x]({address})\n")
    assert outcome.places == [(code, "slides/talk.md", 3)]
    assert outcome.findings[0].column == 5
    assert outcome.hint(code).startswith(hint)


def test_a_new_version_reaches_a_page_that_is_open(site: Site) -> None:
    """A slide is resolved anew when what its shortcut stands for has changed."""
    for version in ("1.30", "1.31"):
        url = link(site, "k8s:x", f"versions: {{k8s: {version}}}")
        assert f"v{version.replace('.', '-')}." in url


def test_all_names_are_known() -> None:
    assert Shortcuts({"mine": "x"}).names() == sorted({"mine", *SHORTCUTS, *ALIASES})


class TestDefinitionsForAllDecks:
    def test_they_count_in_every_deck_after_its_own(self, site: Site) -> None:
        site.write(
            {
                "slides/links.md": "# Docs\n\n[docs]: k8s:x\n[own]: https://example.org/all\n",
                "slides/a.md": "# A\n\n[docs], [own]\n\n[own]: https://example.org/a\n",
                "slides/b.md": "# B\n\n[own]\n",
            }
        )
        assert site.built().stderr == ""
        assert urls(site, "a") == ["https://kubernetes.io/docs/x", "https://example.org/a"]
        assert urls(site, "b") == ["https://example.org/all"]
        assert not (site.output / "links").exists()
        assert "link-unused" not in site.check().stderr

    def test_text_in_them_is_said_once(self, site: Site) -> None:
        files = {"slides/links.md": "[a]: https://example.org\n\nText\n"}
        site.write({**files, "slides/a.md": "# A\n", "slides/b.md": "# B\n"})
        assert site.built().places == [("links-text", "slides/links.md", 3)]

    def test_an_edit_of_them_is_seen_by_the_next_build(self, site: Site) -> None:
        for address in ("https://example.org/1", "https://example.org/2"):
            site.write({"slides/links.md": f"[a]: {address}\n", "slides/d.md": "# A\n\n[a]\n"})
            site.built()
            assert urls(site, "d") == [address]


def first(node: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    """The first element that fits, which must be there."""
    found = node.css_first(selector)
    assert found is not None
    return found


def urls(site: Site, deck: str) -> list[str]:
    """Where the links on a deck's slides lead."""
    return [str(a.attributes["href"]) for a in page(site, deck).css(".slides a")]


@pytest.mark.parametrize(
    ("markdown", "is_marked"),
    [
        ("[x](k8s:y)", True),
        ("[x](https://docs.docker.com/y)", True),
        ("[x](https://kubernetes.io/docs/y)", True),
        ("[x](https://kubernetes.io/blog/y)", False),
        ("[x](https://requests.readthedocs.io/)", True),
        ("[in the docs](https://example.org/)", True),
        ("[*Docs*](https://example.org/)", True),
        ("[documents](https://example.org/)", False),
        ("[x](https://example.org/){.doc}", True),
        ("[docs](https://example.org/){.nodoc}", False),
        ("[docs](#one)", False),
        ("<https://docs.python.org/3/>", True),
    ],
)
def test_links_to_documentation_are_marked(site: Site, markdown: str, is_marked: bool) -> None:
    site.deck(f"# One\n\n{markdown}\n")
    classes = str(first(page(site), "#one p a").attributes.get("class") or "")
    assert ("doc" in classes.split()) == is_marked


class TestLists:
    deck = (
        "# One\n\n[a](https://example.org/a) and [docs](k8s:b), [a again](https://example.org/a)\n\n"
        "::: notes\n[secret](https://example.org/secret)\n:::\n\n"
        "# Two\n\nNo [link](#one).\n\n# Three\n\nA note.^[See [c](https://example.org/c).]\n"
        'Raw <a href="https://example.org/d?x&amp;y">the raw one</a>\n\n'
        '# Gone {visibility="hidden"}\n\n[gone](https://example.org/gone)\n'
    )
    expected = (
        ("One", [("a", "https://example.org/a"), ("docs", "https://kubernetes.io/docs/b")]),
        ("Three", [("c", "https://example.org/c"), ("the raw one", "https://example.org/d?x&y")]),
    )

    def test_the_page_lists_the_links_of_all_slides(self, site: Site) -> None:
        assert site.deck(self.deck).stderr == ""
        groups = page(site).css("nav.link-list section")
        found = [(first(one, "h3").text().strip(), links(one.html or "")) for one in groups]
        assert found == list(self.expected)

    def test_a_list_stands_where_its_author_wants_it(self, site: Site) -> None:
        assert site.deck(self.deck + "\n# Four\n\n::: links\n:::\n").stderr == ""
        groups = page(site).css("#four .links .links-of")
        found = [(first(one, "p").text().strip(), links(one.html or "")) for one in groups]
        assert found == list(self.expected)

    def test_a_list_of_the_slide_alone(self, site: Site) -> None:
        more = "\n# Four\n\n[e](https://example.org/e)\n\n::: {.links of=slide}\n:::\n"
        site.deck(self.deck + more)
        found = links(first(page(site), "#four .links").html or "")
        assert found == [("e", "https://example.org/e")]

    def test_a_div_with_text_is_left_as_it_is(self, site: Site) -> None:
        site.deck("# One\n\n::: links\n[a](https://example.org/a)\n:::\n")
        assert first(page(site), "#one .links").text().strip() == "a"

    def test_the_closing_slide_has_the_code_of_the_deck(self, site: Site) -> None:
        site.write({"diascope.toml": 'url = "https://example.org/talks"'})
        head = "---\ntitle: T\nlinks-slide: true\nlinks-title: To take *home*\n---\n\n"
        assert site.deck(head + self.deck).stderr == ""
        last = page(site).css(".slides section")[-1]
        assert last.attributes["id"] == "links-slide"
        assert first(last, "h2").text() == "To take home"
        label = first(last, "svg.qr-code").attributes["aria-label"]
        assert label == "QR code of https://example.org/talks/talk/"
        assert ("docs", "https://kubernetes.io/docs/b") in links(last.html or "")

    def test_many_links_take_several_closing_slides(self, site: Site) -> None:
        lines = [f"[l{n}](https://example.org/{n})\n" for n in range(45)]
        slides = [f"# S{n}\n\n" + "".join(lines[n : n + 5]) for n in range(0, 45, 5)]
        head = "---\ntitle: T\nlinks-slide: true\n---\n\n"
        assert site.deck(head + "\n".join(slides)).stderr == ""
        ids = [one.attributes.get("id") for one in page(site).css(".slides section")]
        assert ids[-3:] == ["links-slide", "links-slide-2", "links-slide-3"]
        assert ids[-4] == "s40"

    def test_a_deck_without_links_has_no_list(self, site: Site) -> None:
        site.deck("# One\n\n[two](#two)\n\n# Two\n")
        assert page(site).css("nav.link-list") == []


def links(html: str) -> list[tuple[str, str]]:
    """The words and addresses of links; those that lead within the page are left out."""
    found = [(a.text().strip(), str(a.attributes["href"])) for a in LexborHTMLParser(html).css("a")]
    return [one for one in found if not one[1].startswith("#")] or found


class TestCodes:
    def test_a_link_shows_its_code(self, site: Site) -> None:
        assert site.deck("# One\n\n[look](https://example.org/x){.qr}\n").stderr == ""
        anchor = first(page(site), "#one a.qr")
        assert first(anchor, "svg").attributes["aria-label"] == "QR code of https://example.org/x"
        assert anchor.text().strip() == "look"

    def test_a_relative_link_needs_the_sites_address(self, site: Site) -> None:
        deck = "# One\n\n[look](#two){.qr}\n\n# Two\n"
        assert site.deck(deck).places == [("qr-relative", "slides/talk.md", 3)]
        site.write({"diascope.toml": 'url = "https://example.org"'})
        assert site.deck(deck).stderr == ""
        label = first(page(site), "#one a.qr svg").attributes["aria-label"]
        assert label == "QR code of https://example.org/talk/#/two"

    def test_the_code_says_the_address(self) -> None:
        """The modules of the drawing are those of segno."""
        import segno

        from diascope.render.codes import qr_code

        address = "https://example.org/talks/docker"
        matrix = segno.make(address, error="m", micro=False).matrix
        drawn = [[0] * len(matrix) for _ in matrix]
        for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", qr_code(address)):
            for column in range(int(x), int(x) + int(length)):
                drawn[int(y) - 4][column - 4] = 1
        assert drawn == [list(row) for row in matrix]


@pytest.mark.parametrize("name", [":dot.png", "1:dot.png", "no:dot.png"])
def test_a_file_may_be_called_nearly_like_an_address(site: Site, name: str) -> None:
    outcome = site.deck(f"![]({name})\n")
    is_scheme = name[0].isalpha()
    assert [one.code for one in outcome.findings] == ([] if is_scheme else ["image-missing"])
    site.write({f"slides/{name}": "x"})
    assert site.deck(f"![]({name})\n").stderr == ""


def test_a_folder_from_the_root_stays_as_it_is(site: Site) -> None:
    site.write({"static/folder/a.txt": "a"})
    outcome = site.deck("[x](/folder) [y](/folder/a.txt)\n")
    assert {one.code for one in outcome.findings} == {"address-from-root"}
    links = {node.attributes["href"] for node in site.page().css("section a")}
    assert links == {"/folder", "../folder/a.txt"}
