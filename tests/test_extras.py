"""Extras add to a deck's slides, and change nothing that the deck says."""

from __future__ import annotations

from harness import render


def test_what_the_deck_defines_counts_before_what_its_extras_do() -> None:
    deck = render(
        "# One {#one}\n\n[a] and[^n]\n\n[a]: https://deck.example/\n\n[^n]: of the deck\n",
        {
            "slides/talk.extras.md": "# {#one}\n\n[a] and [b]\n\n"
            "[a]: https://extras.example/\n[b]: https://b.example/\n\n[^n]: of the extras\n"
        },
    )
    assert deck.outcome.code == 0
    assert deck.html.count('href="https://deck.example/"') >= 2
    assert "https://b.example/" in deck.html
    assert "extras.example" not in deck.html
    assert "of the deck" in deck.html
    assert "of the extras" not in deck.html


def test_a_ruler_is_no_content_that_decides_the_slide_level() -> None:
    """Below `# One` stands no text, so `## Two` begins the slides and `# One` heads their stack."""
    deck = render("# One\n\n---\n\n## Two\n\ntext\n")
    assert [slide.attributes.get("id") for slide in deck.page.css("section > section")][-1] == "two"
    assert deck.element("#one").attributes["class"] != deck.element("#two").attributes["class"]
