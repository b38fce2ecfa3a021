"""The site from end to end: decks go in on the command line, pages come out on disk."""

import base64
import re
from pathlib import Path
from urllib.parse import unquote

from harness import REAL_DECK, REAL_PAGE, ROOT, Site, diascope, files_of, render, slide_ids
from selectolax.lexbor import LexborHTMLParser

REAL_IDS = [
    "title-slide",
    "what-is-this-about",
    "where-do-we-use-kubernetes-in-the-ãbs",
    "docker",
    "kubernetes",
    "kubernetes-pods",
    "kubernetes-api-or-cli",
]

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def words(page: LexborHTMLParser, selector: str) -> str:
    """The text of the one element that matches."""
    (element,) = page.css(selector)
    return " ".join(element.text().split())


def attribute(page: LexborHTMLParser, selector: str, name: str) -> str:
    """An attribute of the one element that matches."""
    (element,) = page.css(selector)
    return element.attributes[name] or ""


class TestTheRealDeck:
    """`slides/docker-kubernetes.md` without its extras."""

    def test_has_a_slide_for_each_heading_and_one_for_the_title(self, bare_site: Site) -> None:
        assert slide_ids(bare_site.page(REAL_PAGE)) == REAL_IDS

    def test_takes_its_title_from_the_yaml_block(self, bare_site: Site) -> None:
        page = bare_site.page(REAL_PAGE)
        assert words(page, "title") == "Very Basic Docker and K8 course"
        assert words(page, "#title-slide h1") == "Very Basic Docker and K8 course"

    def test_takes_author_and_date_from_the_title_block(self, bare_site: Site) -> None:
        page = bare_site.page(REAL_PAGE)
        assert words(page, "#title-slide .author") == "By Lars Christoffersen"
        assert words(page, "#title-slide .date") == "Date 02/11/2020"

    def test_shows_each_image_as_a_figure_with_a_caption_above_its_list(
        self, bare_site: Site
    ) -> None:
        page = bare_site.page(REAL_PAGE)
        expected = {
            "docker": ("Deployment types through time", 4),
            "kubernetes": ("image of deployments", 8),
        }
        for slide, (caption, items) in expected.items():
            assert words(page, f"#{slide} figure figcaption") == caption
            (image,) = page.css(f"#{slide} figure img")
            assert image.attributes["alt"] == caption
            assert len(page.css(f"#{slide} figure + ul > li")) == items

    def test_is_reported_with_file_and_line_and_built(self, site: Site) -> None:
        site.write({"slides/docker-kubernetes.md": REAL_DECK.read_bytes()})
        outcome = site.built()
        assert outcome.places == [
            ("text-broken-encoding", "slides/docker-kubernetes.md", 17),
            ("reference-undefined", "slides/docker-kubernetes.md", 33),
        ]
        assert "`ØBS`" in outcome.findings[0].message
        assert "`[Docs]`" in outcome.findings[1].message

    def test_is_built_as_well_when_it_is_named_alone(self, site: Site) -> None:
        site.write({"docker.md": REAL_DECK.read_bytes()})
        outcome = site.build("docker.md", "-o", "out")
        assert outcome.code == 0
        assert slide_ids(LexborHTMLParser((site.root / "out" / REAL_PAGE).read_text())) == REAL_IDS
        assert not (site.root / "out" / "index.html").exists()

    def test_with_its_extras_gives_no_warning(self, tmp_path: Path) -> None:
        outcome = diascope("build", "-o", tmp_path, folder=ROOT)
        assert (outcome.code, outcome.stderr) == (0, "")

    def test_keeps_its_main_line_with_extras(self, own_site: Path) -> None:
        page = LexborHTMLParser((own_site / REAL_PAGE).read_text(encoding="utf-8"))
        main = page.css(
            ".slides > section:not(:has(> section)), .slides > section > section:first-child"
        )
        repaired = [name.replace("ãbs", "øbs") for name in REAL_IDS]
        assert [slide.attributes["id"] for slide in main] == repaired
        assert words(page, "#docker ul > li:nth-child(4) > a:first-child") == "Docs"


def test_repair_text_repairs_the_page_and_the_ids_follow() -> None:
    deck = render("---\ntitle: Ã˜BS\nrepair-text: true\n---\n\n# In the Ã˜BS\n\nText\n")
    assert deck.slides == ["title-slide", "in-the-øbs"]
    assert deck.element("h1.title").text() == "ØBS"


class TestExtras:
    """`NAME.extras.md` beside `NAME.md`."""

    DECK = "# Docker\n\n- See [Docs].\n\n# Pods\n\n- two\n"

    def test_go_onto_the_slides_they_name_and_below_them(self, site: Site) -> None:
        extras = "# {#pods}\n\nMore.\n\n## Try it\n\n```sh\nls\n```\n\n# {#docker}\n\nLast.\n"
        site.write(
            {
                "slides/talk.md": self.DECK,
                "slides/talk.extras.md": extras + "\n[Docs]: https://e.org\n",
            }
        )
        assert site.built().stderr == ""
        page = site.page()
        assert slide_ids(page) == ["docker", "pods", "try-it"]
        assert words(page, "#pods .body > p") == "More."
        assert words(page, "#docker .body > p") == "Last."
        assert attribute(page, "#docker a", "href") == "https://e.org"
        assert len(page.css(".slides > section:has(> #pods):has(> #try-it)")) == 1

    def test_for_a_slide_that_is_not_there_name_the_nearest(self, site: Site) -> None:
        site.write(
            {
                "slides/talk.md": self.DECK,
                "slides/talk.extras.md": "[Docs]: https://e.org\n\n# {#dokcer}\n\nText\n",
            }
        )
        outcome = site.build()
        assert outcome.code == 1
        assert outcome.places == [("extras-unknown-slide", "slides/talk.extras.md", 3)]
        assert outcome.hint("extras-unknown-slide") == "did you mean `#docker`?"

    def test_report_their_own_lines(self, site: Site) -> None:
        site.write(
            {
                "slides/talk.md": "# Docker\n\nText\n",
                "slides/talk.extras.md": "# {#docker}\n\nOne\n\n[nowhere][] is\n",
            }
        )
        assert site.built().places == [("reference-undefined", "slides/talk.extras.md", 5)]

    def test_without_a_deck_are_reported(self, site: Site) -> None:
        site.write({"slides/talk.md": "# A\n", "slides/tlak.extras.md": "# {#a}\n\nText\n"})
        assert site.build().places == [("extras-without-deck", "slides/tlak.extras.md", 0)]


class TestTheSite:
    """What stands around the decks."""

    def test_index_lists_decks_with_all_that_one_chooses_by(self, site: Site) -> None:
        site.write(
            {
                "diascope.toml": 'title = "Talks"\ndecks = ["b", "a"]\n',
                "slides/a.md": "% One\n% Ann; Bob\n% 2026\n\n# A\n\n# B\n",
                "slides/b.md": "# Only\n",
                "slides/a.pdf": b"%PDF-1.7",
            }
        )
        assert site.built().stderr == ""
        page = site.page("index.html")
        assert words(page, "title") == "Talks"
        assert [link.attributes["href"] for link in page.css("main h2 a")] == [
            "b/index.html",
            "a/index.html",
        ]
        second = page.css("main li")[1]
        text = " ".join(second.text(separator=" ").split())
        for part in ("One", "Ann, Bob", "2026", "3 slides"):
            assert part in text
        pdf = [link.attributes["href"] or "" for link in second.css("a") if "PDF" in link.text()]
        assert [(site.output / path).read_bytes() for path in pdf] == [b"%PDF-1.7"]
        assert "PDF" not in page.css("main li")[0].text()
        assert "1 slide" in page.css("main li")[0].text()

    def test_has_what_github_pages_looks_for(self, site: Site) -> None:
        site.write(
            {
                "slides/a.md": "# A\n",
                "static/CNAME": "talks.example.org\n",
                "static/img/x.bin": b"\0",
            }
        )
        site.built()
        files = site.files()
        assert files[".nojekyll"] == b""
        assert files["CNAME"] == b"talks.example.org\n"
        assert files["img/x.bin"] == b"\0"
        assert b"<h1>" in files["404.html"]

    def test_pages_tell_other_sites_what_they_are(self, site: Site) -> None:
        site.write(
            {
                "diascope.toml": 'url = "https://talks.example.org"\nlanguage = "da"\n',
                "slides/a.md": "---\ntitle: One\ndescription: About *one*\n---\n\n# A\n",
                "slides/b.md": "---\ntitle: Two\nlang: pt-BR\n---\n\n# A\n",
            }
        )
        site.built()
        page = site.page("a/index.html")
        meta = {
            m.attributes.get("property") or m.attributes.get("name"): m.attributes.get("content")
            for m in page.css("meta")
        }
        assert meta["og:title"] == "One"
        assert meta["description"] == meta["og:description"] == "About one"
        assert meta["og:url"] == "https://talks.example.org/a/"
        assert attribute(page, "link[rel=icon]", "href") == "../assets/favicon.svg"
        assert attribute(page, "html", "lang") == "da"
        assert attribute(site.page("b/index.html"), "html", "lang") == "pt-BR"

    def test_every_deck_page_has_a_description(self, bare_site: Site) -> None:
        for name in ("description", "og:description"):
            (meta,) = bare_site.page(REAL_PAGE).css(f'meta[name="{name}"], meta[property="{name}"]')
            assert meta.attributes["content"]

    def test_two_decks_with_one_permalink_are_an_error_that_names_both(self, site: Site) -> None:
        text = "---\npermalink: /same\n---\n\n# A\n"
        site.write({"slides/a.md": text, "slides/b.md": text.replace("/same", "/same/")})
        outcome = site.build()
        assert outcome.code == 1
        assert outcome.places == [("permalink-duplicate", "slides/b.md", 2)]
        assert "slides/a.md" in outcome.findings[0].message
        assert not site.output.exists()

    def test_a_permalink_cannot_leave_the_site(self) -> None:
        deck = render("---\npermalink: /../../x\n---\n\n# A\n")
        assert deck.outcome.code == 1
        assert deck.places == [("permalink-invalid", "slides/talk.md", 2)]

    def test_a_deck_may_be_the_first_page(self, site: Site) -> None:
        site.write({"slides/a.md": "---\npermalink: /\n---\n\n# A\n", "slides/b.md": "# B\n"})
        assert site.built().stderr == ""
        assert slide_ids(site.page("index.html")) == ["a"]

    def test_local_images_come_along(self, site: Site) -> None:
        site.write(
            {"slides/a.md": "# A\n\n![b](pics/b%20c.png){width=50%}\n", "slides/pics/b c.png": PNG}
        )
        assert site.built().stderr == ""
        source = attribute(site.page("a/index.html"), "img", "src")
        assert source
        assert (site.output / "a" / unquote(source)).read_bytes() == PNG

    def test_a_missing_image_is_a_warning_with_its_line(self) -> None:
        deck = render("# A\n\ntext\n\n![b](pics/b.png)\n")
        assert deck.outcome.code == 0
        assert deck.places == [("image-missing", "slides/talk.md", 5)]

    def test_links_between_decks_lead_to_their_pages(self, site: Site) -> None:
        site.write(
            {
                "slides/a.md": "# A\n\n[b](b.md#two)\n",
                "slides/b.md": "---\npermalink: /x/y\n---\n\n# Two\n",
            }
        )
        assert site.built().stderr == ""
        assert attribute(site.page("a/index.html"), "#a a", "href") == "../x/y/index.html#/two"


class TestTheTheme:
    """The site's own templates and static files before the built-in ones."""

    def test_a_template_can_extend_the_one_it_overrides(self, site: Site) -> None:
        own = """{% extends "!theme/deck.html" %}
{% block head %}{{ super() }}<meta name="mine" content="{{ deck.title }}">{% endblock %}
"""
        site.write({"slides/talk.md": "% T\n\n# A\n", "templates/deck.html": own})
        assert site.built().stderr == ""
        page = site.page()
        assert attribute(page, 'meta[name="mine"]', "content") == "T"
        assert slide_ids(page) == ["title-slide", "a"]

    def test_static_files_override_one_by_one(self, site: Site) -> None:
        site.write(
            {
                "slides/talk.md": "# A\n",
                "static/css/tokens.css": "/* a remark */\n\n  .mine { gap: 1px }",
                "static/favicon.svg": "<svg/>",
            }
        )
        assert site.built().stderr == ""
        files = site.files()
        assert b"\n.mine { gap: 1px }\n" in files["assets/deck.css"]
        assert b"a remark" not in files["assets/deck.css"]
        assert files["assets/favicon.svg"] == b"<svg/>"
        assert "css/tokens.css" not in files

    def test_a_mistake_in_a_template_is_reported_where_it_is(self, site: Site) -> None:
        mistakes = {
            "{% if %}": 2,
            "{{ deck.titel }}": 2,
            "{{ 1 / 0 }}": 2,
            '{% include "nowhere.html" %}': 2,
        }
        for mistake, line in mistakes.items():
            site.write(
                {
                    "slides/talk.md": "# A\n",
                    "templates/slide.html": f"<section>\n{mistake}</section>\n",
                }
            )
            outcome = site.build()
            assert outcome.code == 1
            (finding,) = outcome.findings
            assert finding.code == "template-error"
            assert (finding.path, finding.line) == ("templates/slide.html", line), mistake

    def test_an_unknown_theme_is_reported_with_the_nearest(self, site: Site) -> None:
        outcome = site.deck("---\ntheme: blak\n---\n\n# A\n")
        assert outcome.places == [("theme-unknown", "slides/talk.md", 2)]
        assert outcome.hint("theme-unknown") == "did you mean `black`?"

    def test_reveals_own_themes_come_from_this_site(self, site: Site) -> None:
        assert site.deck("---\ntheme: black\n---\n\n# A\n").stderr == ""
        assert "assets/deck-black.css" in site.files()
        css = site.text("assets/deck-black.css")
        assert "--r-heading-color:#fff" in css
        assert not re.search(r"@import|url\([\"']?(?:\w+:)?//", css)


class TestMistakes:
    """What bad input gets: a diagnostic with its place, and nothing lost."""

    def test_unknown_keys_of_the_configuration_have_the_nearest_as_a_hint(self, site: Site) -> None:
        site.write(
            {
                "slides/a.md": "# A\n",
                "diascope.toml": 'titel = "Talks"\n[reveal]\ntransiton = "fade"\n',
            }
        )
        outcome = site.build()
        assert outcome.code == 1
        assert outcome.places == [
            ("config-unknown-key", "diascope.toml", 1),
            ("config-unknown-key", "diascope.toml", 3),
        ]
        assert outcome.hint("config-unknown-key") == "did you mean `title`?"

    def test_metadata_that_looks_misspelt_is_reported(self, site: Site) -> None:
        outcome = site.deck("---\ntitle: T\ntransiton: fade\nmy-own: 1\n---\n\n# A\n")
        assert outcome.places == [("metadata-unknown-key", "slides/talk.md", 3)]
        assert outcome.hint("metadata-unknown-key") == "did you mean `transition`?"

    def test_text_that_is_not_utf8_is_read_as_windows_1252(self, site: Site) -> None:
        site.write({"slides/talk.md": b"# A\n\nsm\xf8rrebr\xf8d\n"})
        outcome = site.built()
        assert outcome.places == [("not-utf8", "slides/talk.md", 3)]
        assert words(site.page(), "#a p") == "smørrebrød"

    def test_nul_bytes_are_shown_and_reported(self, site: Site) -> None:
        site.write({"slides/talk.md": b"# A\n\nx\0y\n"})
        outcome = site.built()
        assert outcome.places == [("nul-byte", "slides/talk.md", 3)]
        assert words(site.page(), "#a p") == "x\ufffdy"

    def test_what_is_left_open_is_reported_where_it_opens(self) -> None:
        opened = {
            "# A\n\n::: notes\ntext\n": ("div-unclosed", 3),
            "# A\n\ntext\n\n```sh\nls\n": ("fence-unclosed", 5),
            "---\ntitle: T\n\n# A\n\ntext\n": ("yaml-unclosed", 1),
            "# A\n\n<!-- x\n": ("comment-unclosed", 3),
        }
        for text, (code, line) in opened.items():
            assert (code, "slides/talk.md", line) in render(text).places, text

    def test_a_heading_that_metadata_swallows_is_named(self) -> None:
        deck = render("# One\n\ntext\n\n---\n# Two\n---\n\nmore\n")
        assert deck.places == [("heading-swallowed", "slides/talk.md", 6)]
        comments = (
            "---\n# the talk's\ntitle: T\n---\n\n# One\n\n---\n# not for the page\nvenue: B\n---\n"
        )
        assert render(comments).places == []

    def test_invalid_yaml_has_line_and_column(self, site: Site) -> None:
        outcome = site.deck("---\ntitle: T\nauthor: [A, B\ndate: x\n---\n\n# A\n")
        assert outcome.code == 1
        (finding,) = outcome.findings
        assert (finding.code, finding.path) == ("yaml-invalid", "slides/talk.md")
        assert finding.line in {3, 4}
        assert finding.column > 0

    def test_a_title_block_without_an_end_is_reported(self) -> None:
        places = [("title-block-unclosed", "slides/talk.md", 4)]
        assert render("% T\n% A\n% D\nText\n").places == places

    def test_an_empty_deck_is_refused(self) -> None:
        deck = render("\n")
        assert (deck.outcome.code, deck.places) == (1, [("file-empty", "slides/talk.md", 0)])

    def test_a_folder_as_a_deck_is_refused(self, site: Site) -> None:
        (site.root / "slides" / "talk.md").mkdir(parents=True)
        outcome = site.build("slides/talk.md")
        assert (outcome.code, outcome.places) == (1, [("file-is-folder", "slides/talk.md", 0)])
        outcome = site.build()
        assert (outcome.code, outcome.places) == (1, [("file-is-folder", "slides/talk.md", 0)])

    def test_a_deck_that_is_not_there_is_refused(self, site: Site) -> None:
        outcome = site.build("nowhere.md")
        assert (outcome.code, outcome.places) == (1, [("file-missing", "nowhere.md", 0)])

    def test_a_site_without_decks_is_refused(self, site: Site) -> None:
        outcome = site.build()
        assert (outcome.code, outcome.places) == (1, [("no-decks", "slides", 0)])
        assert "diascope new" in outcome.hint("no-decks")

    def test_an_output_folder_that_is_a_file_is_refused(self, site: Site) -> None:
        site.write({"slides/a.md": "# A\n", "out": "mine"})
        outcome = site.build("-o", "out")
        assert (outcome.code, outcome.places) == (1, [("output-unwritable", "out", 0)])
        assert (site.root / "out").read_text() == "mine"

    def test_an_output_folder_that_cannot_be_made_is_refused(self, site: Site) -> None:
        site.write({"slides/a.md": "# A\n"})
        outcome = site.build("-o", "/proc/out")
        assert outcome.code == 1
        assert [code for code, _, _ in outcome.places] == ["output-unwritable"]

    def test_an_output_folder_among_the_sources_is_refused(self, site: Site) -> None:
        site.write({"slides/a.md": "# A\n"})
        before = files_of(site.root)
        for out in ("slides", "slides/out", "."):
            outcome = site.build("-o", out)
            assert outcome.code == 1
            assert {code for code, _, _ in outcome.places} == {"output-inside-slides"}, out
        assert files_of(site.root) == before

    def test_files_that_no_build_wrote_are_never_touched(self, site: Site) -> None:
        site.write(
            {"slides/a.md": "# A\n", "_site/index.html": "mine", "_site/note.txt": "mine too"}
        )
        before = files_of(site.root)
        outcome = site.build()
        assert outcome.code == 1
        assert {code for code, _, _ in outcome.places} == {"output-foreign"}
        assert files_of(site.root) == before

    def test_all_mistakes_are_shown_in_one_run(self, site: Site) -> None:
        site.write(
            {
                "slides/a.md": "# A\n\n::: notes\n",
                "slides/b.md": "---\na: [\n---\n\n[here][there]\n",
                "slides/c.md": "",
            }
        )
        codes = [code for code, _, _ in site.build().places]
        assert codes == ["div-unclosed", "yaml-invalid", "reference-undefined", "file-empty"]


class TestBuildingAgain:
    """Builds one after the other."""

    def test_a_failed_build_leaves_the_last_good_site(self, site: Site) -> None:
        site.deck("# A\n")
        good = site.files()
        times = {path: path.stat().st_mtime_ns for path in site.output.rglob("*")}
        assert site.deck("---\na: [\n---\n\n# B\n").code == 1
        assert site.files() == good
        assert {path: path.stat().st_mtime_ns for path in site.output.rglob("*")} == times

    def test_strict_writes_nothing_when_there_are_warnings(self, site: Site) -> None:
        site.deck("# A\n")
        good = site.files()
        site.write({"slides/talk.md": "# B\n\n[here][there]\n"})
        outcome = site.build("--strict")
        assert outcome.code == 1
        assert outcome.places == [("reference-undefined", "slides/talk.md", 3)]
        assert site.files() == good

    def test_only_what_changed_is_written_and_stale_pages_go(self, site: Site) -> None:
        site.write({"slides/a.md": "# A\n", "slides/b.md": "# B\n"})
        site.built()
        untouched = site.output / "a" / "index.html"
        before = untouched.stat().st_mtime_ns
        (site.root / "slides" / "b.md").unlink()
        site.write({"slides/c.md": "# C\n"})
        site.built()
        assert untouched.stat().st_mtime_ns == before
        assert not (site.output / "b").exists()
        assert (site.output / "c" / "index.html").exists()

    def test_a_named_deck_leaves_the_other_pages_in_place(self, site: Site) -> None:
        site.write({"diascope.toml": "", "slides/a.md": "# A\n", "slides/b.md": "# B\n"})
        site.built()
        before = site.files()
        site.write({"slides/a.md": "# New\n"})
        site.built("slides/a.md")
        after = site.files()
        assert slide_ids(site.page("a/index.html")) == ["new"]
        assert after["b/index.html"] == before["b/index.html"]
        assert after["index.html"] == before["index.html"]

    def test_a_named_deck_of_a_site_without_configuration_goes_where_the_site_goes(
        self, site: Site
    ) -> None:
        site.write({"slides/a.md": "# A\n"})
        site.built("slides/a.md")
        assert slide_ids(site.page("a/index.html")) == ["a"]
        assert list(files_of(site.root / "slides")) == ["a.md"]

    def test_the_same_input_gives_the_same_bytes_anywhere(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {
            "diascope.toml": "",
            "slides/docker-kubernetes.md": REAL_DECK.read_bytes(),
            "slides/b.md": "# B\n\n![p](../p.png)\n\n```python\nx = 1\n```\n",
            "p.png": PNG,
        }
        first, second = Site(tmp_path / "one"), Site(tmp_path / "elsewhere" / "two")
        for site in (first, second):
            site.root.mkdir(parents=True)
            site.write(files)
            site.built()
        before = first.files()
        first.built()
        assert first.files() == before
        assert second.files() == before
        diascope("build", "-o", tmp_path / "three", folder=first.root / "slides")
        assert files_of(tmp_path / "three") == before

    def test_no_path_of_this_machine_is_in_the_output(self, site: Site) -> None:
        site.write(
            {
                "slides/docker-kubernetes.md": REAL_DECK.read_bytes(),
                "slides/b.md": "# B\n\n![p](no.png)\n",
            }
        )
        site.built()
        for name, content in site.files().items():
            assert str(site.root).encode() not in content, name
            assert str(ROOT).encode() not in content, name
