"""The title slide: who speaks, where they work, and how that is told apart."""

import pytest
from harness import Site
from visitor import Visitor, Wish

SEVERAL = """---
title: T
author:
- name: Ada *Vogel*
  affiliation: [ETH, "*GFZ*"]
- {name: Ben Kurz, affiliation: "*GFZ*"}
- Cem Demir
institute: The institute
date: 3 May
---

# A
"""


def byline(site: Site, author: str) -> list[str]:
    """The words of each part of the byline of a deck with these lines of metadata."""
    site.deck(f"---\ntitle: T\n{author}\n---\n\n# A\n")
    return [part.text().strip() for part in site.page().css("#title-slide .byline p")]


def test_numbers_tell_who_works_where(site: Site) -> None:
    assert site.deck(SEVERAL).stderr == ""
    page = site.page()
    authors = [part.html for part in page.css(".byline > .author")]
    assert authors == [
        '<p class="author">Ada <em>Vogel</em><sup>1,2</sup></p>',
        '<p class="author">Ben Kurz<sup>2</sup></p>',
        '<p class="author">Cem Demir</p>',
    ]
    assert [part.html for part in page.css(".byline > .affiliations > .affiliation")] == [
        '<p class="affiliation"><sup>1</sup>ETH</p>',
        '<p class="affiliation"><sup>2</sup><em>GFZ</em></p>',
    ]
    assert [part.text() for part in page.css(".byline > .affiliations ~ p")] == [
        "The institute",
        "3 May",
    ]


@pytest.mark.parametrize(
    ("author", "words"),
    [
        ("author: {name: A, affiliation: X}", ["A", "X"]),
        ("author: {name: A, affiliation: [X, Y]}", ["A", "X", "Y"]),
        ("author: [{name: A, affiliation: X}, {name: B, affiliation: X}]", ["A", "B", "X"]),
        ("author: [A, B]\naffiliations: X", ["A", "B", "X"]),
        ("author: A\ninstitute: X", ["A", "X"]),
    ],
)
def test_there_are_no_numbers_where_all_work_in_one_place(
    site: Site, author: str, words: list[str]
) -> None:
    assert byline(site, author) == words
    assert not site.page().css(".byline sup, .affiliations")


def test_an_affiliation_is_checked_like_all_text(site: Site) -> None:
    outcome = site.deck("---\ntitle: T\nauthor: {name: A, affiliation: '[X][no]'}\n---\n\n# A\n")
    assert outcome.places == [("reference-undefined", "slides/talk.md", 3)]


def test_the_head_says_keywords_and_the_abstract(site: Site) -> None:
    head = "keywords: [a *b*, c & d]\nabstract: |\n  Of *all*\n\n  and $x$."
    assert site.deck(f"---\ntitle: T\nsubtitle: S\n{head}\n---\n\n# A\n").stderr == ""
    page = site.page()
    found = {m.attributes.get("name"): m.attributes.get("content") for m in page.css("meta")}
    assert found["keywords"] == "a b, c & d"
    assert found["description"] == "Of all and x."
    assert "Of all" not in page.css("body")[0].text()
    assert not page.css("script[src*=math]")


def test_a_description_goes_before_the_abstract(site: Site) -> None:
    site.deck("---\ntitle: T\ndescription: D\nabstract: B\n---\n\n# A\n")
    page = site.page()
    assert page.css("meta[name=description]")[0].attributes["content"] == "D"
    assert not page.css("meta[name=keywords]")


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["diascope", "black"])
@pytest.mark.parametrize("size", [(1280, 720), (390, 844)])
def test_affiliations_stand_in_rows_between_names_and_date(
    visitor: Visitor, site: Site, theme: str, size: tuple[int, int]
) -> None:
    site.deck(SEVERAL.replace("title: T", f"title: T\ntheme: {theme}"))
    page = visitor.open(visitor.put(site.output) + "talk/", Wish(size=size))
    parts = page.locator(".byline > *").all()
    boxes = [box for part in parts if (box := part.bounding_box())]
    assert len(boxes) == len(parts) == 6
    (*authors, affiliations, institute, date) = boxes
    assert max(box["y"] + box["height"] for box in authors) <= affiliations["y"] + 1
    assert affiliations["y"] + affiliations["height"] <= institute["y"] + 1
    assert affiliations["x"] == authors[0]["x"] == institute["x"]
    assert institute["y"] == date["y"]
    assert date["y"] + date["height"] < size[1]


def test_a_title_of_several_lines_is_a_line_block(site: Site) -> None:
    site.deck("---\ntitle: |\n  | A codec\n  | for everybody\nsubtitle: |\n  a | b\n---\n\n# A\n")
    page = site.page()
    assert [part.html for part in page.css("h1.title")] == [
        '<h1 class="title">A codec<br>\nfor everybody</h1>'
    ]
    assert page.css("title")[0].text().startswith("A codec for everybody")
    assert [part.text() for part in page.css(".subtitle")] == ["a | b"]
