"""`accent:` in a deck's metadata and in the configuration: CSS colours, and nothing else."""

from __future__ import annotations

import pytest
from harness import Site

COLOURS = ["teal", "RebeccaPurple", "'#08a'", "'#0088aa'", "rgb(0 128 128)", "oklch(60% 0.1 200)"]
OTHERS = ["teel", "'#08'", "red} body {display:none", "url(x)", "var(--x)", "[teal]", "5"]


@pytest.mark.parametrize("colour", COLOURS)
def test_a_colour_is_the_accent_of_the_page(site: Site, colour: str) -> None:
    assert site.deck(f"---\naccent: {colour}\n---\n\n# A\n").stderr == ""
    page = (site.output / "talk/index.html").read_text("utf-8")
    assert f":root {{ --accent: {colour.strip(chr(39))} }}" in page


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_no_colour_is_told_and_left_out(site: Site, text: str) -> None:
    outcome = site.deck(f"---\naccent: {text}\n---\n\n# A\n")
    assert outcome.places == [("metadata-invalid", "slides/talk.md", 2)]
    assert ":root { --accent" not in site.text()


def test_the_sites_accent_is_on_all_pages_and_a_decks_own_wins(site: Site) -> None:
    site.write(
        {
            "diascope.toml": 'accent = "teal"\n',
            "slides/one.md": "# A\n",
            "slides/two.md": "---\naccent: navy\n---\n\n# A\n",
        }
    )
    assert site.built().stderr == ""
    pages = {"index.html": "teal", "one/index.html": "teal", "two/index.html": "navy"}
    for page, accent in pages.items():
        assert f"--accent: {accent} " in (site.output / page).read_text("utf-8")


def test_the_sites_accent_must_be_a_colour(site: Site) -> None:
    site.write({"diascope.toml": 'accent = "teel"\n', "slides/one.md": "# A\n"})
    assert site.build().places == [("config-invalid", "diascope.toml", 1)]
