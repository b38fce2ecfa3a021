"""Slides of another file, brought in by `::: {include="part.md"}`."""

from __future__ import annotations

import pytest
from harness import Site, slide_ids
from selectolax.lexbor import LexborNode

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'


def include(name: str) -> str:
    """The lines that include a file."""
    return f'::: {{include="{name}"}}\n:::\n'


def text_of(node: LexborNode) -> str:
    """The words of an element."""
    return " ".join(node.text().split())


class TestPlaces:
    """Where included text comes to stand."""

    def test_slides_come_between_slides(self, site: Site) -> None:
        site.write({"slides/parts/b.md": "# Two\n\ntwo\n\n# Three\n\nthree\n"})
        assert site.deck(f"# One\n\none\n\n{include('parts/b.md')}\n# Four\n\nfour\n").stderr == ""
        assert slide_ids(site.page()) == ["one", "two", "three", "four"]

    def test_text_comes_into_a_slide(self, site: Site) -> None:
        site.write({"slides/_part.md": "middle\n"})
        assert site.deck(f"# One\n\nfirst\n\n{include('_part.md')}\nlast\n").stderr == ""
        assert text_of(site.page().css("#one .body")[0]) == "first middle last"

    def test_a_column_and_a_list_can_hold_it(self, site: Site) -> None:
        site.write({"slides/_part.md": "- *a*\n- b\n"})
        columns = "::::: columns\n:::: column\n{}::::\n:::: column\nright\n::::\n:::::\n"
        item = "- item\n\n" + "".join(f"  {line}\n" for line in include("_part.md").splitlines())
        text = f"# One\n\n{columns.format(include('_part.md'))}\n# Two\n\n{item}"
        assert site.deck(text).stderr == ""
        page = site.page()
        assert text_of(page.css("#one .column ul")[0]) == "a b"
        assert text_of(page.css("#two li li em")[0]) == "a"

    def test_included_files_include_others_beside_them(self, site: Site) -> None:
        site.write(
            {
                "slides/parts/b.md": f"# B\n\nb\n\n{include('deep/c.md')}\n# E\n\ne\n",
                "slides/parts/deep/c.md": f"# C\n\nc\n\n{include('../d.md')}",
                "slides/parts/d.md": "# D\n\nd\n",
            }
        )
        assert site.deck(f"# A\n\na\n\n{include('parts/b.md')}").stderr == ""
        assert slide_ids(site.page()) == ["a", "b", "c", "d", "e"]

    def test_included_files_are_no_decks(self, site: Site) -> None:
        site.write({"slides/_a.md": "# Part\n\n[here][there]\n", "slides/parts/b.md": "b\n"})
        outcome = site.deck(f"# A\n\n{include('parts/b.md')}\n{include('_a.md')}")
        assert outcome.places == [("reference-undefined", "slides/_a.md", 3)]
        pages = [name for name in site.files() if name.endswith(".html")]
        assert pages == ["404.html", "index.html", "talk/index.html"]

    def test_one_file_twice_has_two_sets_of_ids(self, site: Site) -> None:
        site.write({"slides/_part.md": "# Part\n\n## In it\n\np\n"})
        site.deck(f"# A\n\n## B\n\nb\n\n{include('_part.md')}\n{include('_part.md')}")
        assert slide_ids(site.page()) == ["a", "b", "part", "in-it", "part-1", "in-it-1"]

    def test_extras_can_include(self, site: Site) -> None:
        site.write(
            {
                "slides/_demo.md": "shown\n",
                "slides/talk.extras.md": f"# A {{#a}}\n\n{include('_demo.md')}",
            }
        )
        assert site.deck("# A\n\na\n").stderr == ""
        assert "shown" in text_of(site.page().css("#a")[0])


class TestWhatFilesShare:
    """Definitions, files and metadata across the files of a deck."""

    def test_definitions_are_those_of_all_files(self, site: Site) -> None:
        site.write(
            {"slides/_part.md": "# B\n\n[one], note[^n], [A]\n\n[two]: https://two.example\n"}
        )
        text = f"# A\n\n[two]\n\n{include('_part.md')}\n[one]: https://one.example\n\n[^n]: Said.\n"
        assert site.deck(text).stderr == ""
        page = site.page()
        addresses = [a.attributes["href"] for a in page.css("#b a, #a a")]
        assert addresses[:2] == ["https://two.example", "https://one.example"]
        assert addresses[-1] == "#/a"
        assert "Said." in text_of(page.css("#b .footnotes")[0])

    def test_pictures_lie_beside_the_file_that_shows_them(self, site: Site) -> None:
        site.write(
            {
                "slides/parts/b.md": "# B {background-image=p.svg}\n\n![w](p.svg)\n",
                "slides/parts/p.svg": PICTURE,
            }
        )
        assert site.deck(f"# A\n\na\n\n{include('parts/b.md')}").stderr == ""
        assert site.files()["media/parts/p.svg"] == PICTURE.encode()
        assert site.page().css("#b img")[0].attributes["src"] == "../media/parts/p.svg"

    def test_pictures_in_included_columns_as_well(self, site: Site) -> None:
        site.write({"slides/parts/b.md": "![w](p.svg)\n", "slides/parts/p.svg": PICTURE})
        text = f"# A\n\n:::: x\n![v](q.svg)\n\n{include('parts/b.md')}\n![v](q.svg)\n::::\n"
        outcome = site.deck(text)
        assert outcome.places == [("image-missing", "slides/talk.md", line) for line in (4, 9)]
        assert "media/parts/p.svg" in site.files()

    def test_the_deck_alone_has_metadata(self, site: Site) -> None:
        site.write({"slides/_part.md": "---\ntitle: Other\n---\n\n# B\n\n{{ meta.title }}\n"})
        assert site.deck(f"---\ntitle: Mine\n---\n\n# A\n\na\n\n{include('_part.md')}").stderr == ""
        assert text_of(site.page().css("#b .body")[0]) == "Mine"

    def test_broken_encoding_is_repaired_in_all_files(self, site: Site) -> None:
        site.write({"slides/_part.md": "# B\n\nsmÃ¸rrebrÃ¸d\n"})
        text = f"---\nrepair-text: true\n---\n\n# A\n\nrÃ¸d grÃ¸d\n\n{include('_part.md')}"
        assert site.deck(text).stderr == ""
        assert text_of(site.page().css("#b .body")[0]) == "smørrebrød"


class TestMistakes:
    """What is reported, and where."""

    def test_a_mistake_is_reported_in_the_included_file(self, site: Site) -> None:
        site.write(
            {
                "slides/parts/b.md": "# B\n\nfine\n\n[here][there] ![w](no.png)\n\n$\\frac{1}$\n",
                "slides/parts/c.md": "line\n\n[here][there] $\\frac{1}$\n",
            }
        )
        text = f"# A\n\na\n\n{include('parts/b.md')}\n# C\n\n:::: x\n{include('parts/c.md')}::::\n"
        assert sorted(site.deck(text).places) == [
            ("image-missing", "slides/parts/b.md", 5),
            ("math-invalid", "slides/parts/b.md", 7),
            ("math-invalid", "slides/parts/c.md", 3),
            ("reference-undefined", "slides/parts/b.md", 5),
            ("reference-undefined", "slides/parts/c.md", 3),
        ]

    def test_a_file_that_is_not_there_is_an_error(self, site: Site) -> None:
        outcome = site.deck(f"# A\n\na\n\n{include('no.md')}")
        assert (outcome.code, outcome.places) == (1, [("include-missing", "slides/talk.md", 5)])
        assert outcome.findings[0].column == len('::: {include="') + 1

    @pytest.mark.parametrize(
        ("files", "place"),
        [
            ({"talk.md": "talk.md"}, ("slides/talk.md", 3)),
            ({"talk.md": "_b.md", "_b.md": "talk.md"}, ("slides/_b.md", 3)),
            ({"talk.md": "_b.md", "_b.md": "_c.md", "_c.md": "./_b.md"}, ("slides/_c.md", 3)),
        ],
    )
    def test_a_circle_is_an_error(
        self, site: Site, files: dict[str, str], place: tuple[str, int]
    ) -> None:
        for name, other in files.items():
            site.write({f"slides/{name}": f"# {name}\n\n{include(other)}"})
        outcome = site.build()
        assert (outcome.code, outcome.places) == (1, [("include-cycle", *place)])

    def test_two_ways_to_one_file_are_no_circle(self, site: Site) -> None:
        site.write({"slides/_b.md": include("_c.md"), "slides/_c.md": "c\n"})
        assert site.deck(f"# A\n\n{include('_b.md')}\n{include('_c.md')}").stderr == ""
        assert text_of(site.page().css("#a .body")[0]) == "c c"

    def test_text_in_an_include_is_not_lost_in_silence(self, site: Site) -> None:
        site.write({"slides/_b.md": "b\n"})
        outcome = site.deck('# A\n\n::: {include="_b.md"}\nmine\n:::\n')
        assert (outcome.code, outcome.places) == (0, [("include-not-empty", "slides/talk.md", 3)])

    def test_a_folder_and_an_empty_file_are_refused(self, site: Site) -> None:
        site.write({"slides/_empty.md": "", "slides/parts/b.md": "b\n"})
        outcome = site.deck(f"# A\n\n{include('parts')}\n{include('_empty.md')}")
        assert {code for code, _, _ in outcome.places} == {"include-missing", "file-empty"}
