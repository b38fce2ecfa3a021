"""Metadata in text, `{{ meta.key }}`."""

from __future__ import annotations

import pytest
from harness import render

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
def test_text(text: str, html: str) -> None:
    assert render(f"{META}# A\n\n{text}\n").element("#a .body p").html == f"<p>{html}</p>"


def test_code_blocks_are_left_alone() -> None:
    deck = render(f"{META}# A\n\n```\n{{{{ meta.key }}}}\n```\n")
    assert deck.element("#a pre").text() == "{{ meta.key }}"


def test_the_title_can_have_one() -> None:
    deck = render(f"{META}# A\n\na\n")
    assert deck.element("title").text() == "The talk at Tuesday & co"
    heading = '<h1 class="title">The <em>talk</em> at Tuesday &amp; co</h1>'
    assert deck.element("h1.title").html == heading


def test_identifiers_are_made_of_the_words_shown() -> None:
    two = "# On {{ meta.key }}\n\na\n\n# Given {{ meta.key }} {#own}\n\nb\n"
    assert render(META + two).slides == ["title-slide", "on-docker", "own"]


def test_included_files_and_extras_have_them() -> None:
    files = {
        "slides/_part.md": "# B\n\n{{ meta.key }}\n",
        "slides/talk.extras.md": "# A {#a}\n\nextra {{ meta.key }}\n",
    }
    deck = render(f'{META}# A\n\na\n\n::: {{include="_part.md"}}\n:::\n', files)
    assert deck.element("#b .body").text().strip() == "docker"
    assert "extra docker" in deck.element("#a").text()


def test_an_unknown_key_is_reported_where_it_stands() -> None:
    deck = render(f"{META}# A\n\na\n{{{{ meta.keys }}}} b\n\n- *x {{{{ meta.event }}}}\n")
    assert deck.places == [
        ("variable-undefined", "slides/talk.md", 14),
        ("variable-undefined", "slides/talk.md", 16),
    ]
    assert "{{ meta.keys }}" in deck.page.css("#a")[0].text()


def test_an_unknown_key_in_a_title_or_an_address_is_reported() -> None:
    text = (
        "---\ntitle: On {{ meta.no }}\n---\n\n# A {{ meta.nix }}\n\n[x](http://{{ meta.nay }}/)\n"
    )
    places = sorted(render(text).places)
    assert places == [("variable-undefined", "slides/talk.md", line) for line in (2, 5, 7)]
