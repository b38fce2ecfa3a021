"""Metadata in text, `{{ meta.key }}`."""

from __future__ import annotations

import pytest
from harness import Site, slide_ids

META = """---
title: The *talk* at {{ meta.event.name }}
event:
  name: Tuesday & co
  year: 2024
  online: true
host: https://example.org/a b
key: docker
---

"""


def body(site: Site, text: str) -> str:
    """The HTML of a slide's body with this text."""
    outcome = site.deck(f"{META}# A\n\n{text}\n")
    assert outcome.stderr == ""
    node = site.page().css("#a .body p")[0]
    return (node.html or "").removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("{{ meta.key }}", "docker"),
        ("{{meta.key}}!", "docker!"),
        ("*{{ meta.key }}*", "<em>docker</em>"),
        ("{{ meta.event.name }}", "Tuesday &amp; co"),
        ("{{ meta.event.year }}, {{ meta.event.online }}", "2024, true"),
        ("{{ meta.title }}", "The <em>talk</em> at {{ meta.event.name }}"),
        (r"\{{ meta.key }}", "{{ meta.key }}"),
        ("`{{ meta.key }}`", "<code>{{ meta.key }}</code>"),
        ("{{ key }} { { meta.key } }", "{{ key }} { { meta.key } }"),
        ("[{{ meta.key }}](https://x.org)", '<a href="https://x.org">docker</a>'),
        (
            "[x](https://x.org/{{ meta.key }}/y)",
            '<a href="https://x.org/docker/y">x</a>',
        ),
        ("[x]({{ meta.host }}/y)", '<a href="https://example.org/a%20b/y">x</a>'),
    ],
)
def test_text(site: Site, text: str, html: str) -> None:
    assert body(site, text) == html


def test_code_blocks_are_left_alone(site: Site) -> None:
    assert site.deck(f"{META}# A\n\n```\n{{{{ meta.key }}}}\n```\n").stderr == ""
    assert site.page().css("#a pre")[0].text() == "{{ meta.key }}"


def test_the_title_can_have_one(site: Site) -> None:
    assert site.deck(f"{META}# A\n\na\n").stderr == ""
    page = site.page()
    assert page.css("title")[0].text() == "The talk at Tuesday & co"
    assert (
        page.css("h1.title")[0].html
        == '<h1 class="title">The <em>talk</em> at Tuesday &amp; co</h1>'
    )


def test_identifiers_are_made_of_the_words_shown(site: Site) -> None:
    two = "# On {{ meta.key }}\n\na\n\n# Given {{ meta.key }} {#own}\n\nb\n"
    assert site.deck(META + two).stderr == ""
    assert slide_ids(site.page()) == ["title-slide", "on-docker", "own"]


def test_included_files_and_extras_have_them(site: Site) -> None:
    site.write(
        {
            "slides/_part.md": "# B\n\n{{ meta.key }}\n",
            "slides/talk.extras.md": "# A {#a}\n\nextra {{ meta.key }}\n",
        }
    )
    assert site.deck(f'{META}# A\n\na\n\n::: {{include="_part.md"}}\n:::\n').stderr == ""
    page = site.page()
    assert page.css("#b .body")[0].text().strip() == "docker"
    assert "extra docker" in page.css("#a")[0].text()


def test_an_unknown_key_is_reported_where_it_stands(site: Site) -> None:
    outcome = site.deck(f"{META}# A\n\na\n{{{{ meta.keys }}}} b\n\n- *x {{{{ meta.event }}}}\n")
    assert outcome.places == [
        ("variable-undefined", "slides/talk.md", 14),
        ("variable-undefined", "slides/talk.md", 16),
    ]
    assert "{{ meta.keys }}" in site.page().css("#a")[0].text()


def test_an_unknown_key_in_a_title_or_an_address_is_reported(site: Site) -> None:
    text = (
        "---\ntitle: On {{ meta.no }}\n---\n\n# A {{ meta.nix }}\n\n[x](http://{{ meta.nay }}/)\n"
    )
    places = sorted(site.deck(text).places)
    assert places == [("variable-undefined", "slides/talk.md", line) for line in (2, 5, 7)]
