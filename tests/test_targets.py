"""Links within a deck: those that lead nowhere are said, and no others."""

from __future__ import annotations

import pytest
from harness import Site


@pytest.mark.parametrize(
    ("link", "hint"),
    [
        ("[x](#nowhere)", "name a heading so: `# Heading {#nowhere}`"),
        ("[x](#/nowhere)", "name a heading so: `# Heading {#nowhere}`"),
        ("[x](#Docker)", "did you mean `#docker`?"),
        ("- > *[x](#doker)*", "did you mean `#docker`?"),
        ("text^[[x](#doker)]", "did you mean `#docker`?"),
    ],
)
def test_a_link_to_no_slide_is_said(site: Site, link: str, hint: str) -> None:
    outcome = site.deck(f"# Docker\n\n{link}\n")
    assert outcome.places == [("slide-unknown", "slides/talk.md", 3)]
    assert outcome.hint("slide-unknown") == hint


@pytest.mark.parametrize(
    "link",
    [
        "[x](#docker)", "[x](#/docker)", "[x](#/1)", "[x](#)", "[x](#inner)", "[x](#box)",
        "[x](#span)", "[x](#raw)", "[x](#caf%C3%A9)", "[Docker]", "[x](#title-slide)", "[x](#code)",
    ],
)  # fmt: skip
def test_links_to_what_is_there_are_not(site: Site, link: str) -> None:
    text = "% T\n\n# Docker\n\n## Inner\n\n::: {#box}\na [b]{#span}\n:::\n\n<a id=raw></a>\n\n"
    text += "``` {#code .sh}\nls\n```\n\n# Café\n\n"
    assert site.deck(text + link + "\n").stderr == ""
