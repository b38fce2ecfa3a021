"""Licences of the libraries and fonts in a built site: those that it has, and no others."""

from __future__ import annotations

from harness import Site, diascope

TEXTS = "assets/licenses/"


def texts_of(site: Site) -> set[str]:
    """The names of the texts of licences in a site."""
    return {path.removeprefix(TEXTS) for path in site.files() if path.startswith(TEXTS)}


def test_a_site_has_the_licences_of_what_it_ships_and_no_others(site: Site) -> None:
    site.write({"slides/talk.md": "# Title\n\ntext\n"})
    assert site.built().stderr == ""
    plain = texts_of(site)
    assert {"reveal.js.txt", "fontsource-variable-source-sans-3.txt"} <= plain
    formula_and_diagram = "$x^2$\n\n```mermaid\ngraph LR\n```\n"
    site.write({"slides/talk.md": f"---\ntheme: beige\n---\n\n# Title\n\n{formula_and_diagram}"})
    site.built()
    more = texts_of(site)
    assert {"katex.txt", "mermaid.txt", "fontsource-lato.txt"} <= more - plain
    assert {"idiomorph.txt", "axe-core.txt"}.isdisjoint(more)
    assert b"dompurify" in site.files()[TEXTS + "mermaid.txt"]
    assert all(
        b"assets/licenses" not in text
        for path, text in site.files().items()
        if path.endswith(".html")
    )


def test_a_deck_in_one_file_ends_with_the_licences_in_a_comment(site: Site) -> None:
    site.write({"slides/talk.md": "# Title\n\n$x^2$\n"})
    outcome = diascope("export", "html", "slides/talk.md", folder=site.root)
    assert outcome.code == 0, outcome.stderr
    html = (site.root / "talk.html").read_text("utf-8")
    body, _, licences = html.rpartition("<!--\n")
    assert body.rstrip().endswith("</html>")
    assert licences.endswith("-->\n")
    assert licences.count("-->") == 1
    assert "SIL OPEN FONT LICENSE" in licences
    assert "katex 0." in licences
    assert "mermaid 1" not in licences
