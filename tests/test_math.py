"""Formulas: typeset in the browser, offline; mistakes are found when the site is built."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from harness import Site
from playwright.sync_api import Page
from test_formulas import ACCEPTED, REFUSED
from visitor import Visitor, Wish
from webserver import WebServer

DECK = r"""---
title: On $e^{i\pi}$
header-includes: \newcommand{\N}{\mathbb{N}}
---

# Words

Between words, $a^2 + b^2 = c^2$, and alone:

$$\sum_{i=0}^{n} i = \frac{n(n+1)}{2}$$

# Commands

\newcommand{\R}{\mathbb{R}}
\newcommand*{\half}{\frac12}
\newcommand{\pair}[2]{
  \left(#1, #2\right)
}
\DeclareMathOperator{\argmax}{arg\,max}

$\R$, $\N$ and $\argmax_x f$, $\mbox{if } x$, $\half$, $\pair a b$

# Mistakes

First $x$, then
$\frac{1}$ and a footnote.[^n]

[^n]: Of $y$.
"""


@pytest.fixture(scope="module")
def site(new_site: Callable[[str], Site]) -> Site:
    """The deck above, built."""
    made = new_site("math")
    made.deck(DECK)
    return made


@pytest.fixture(scope="module")
def address(site: Site, server: WebServer) -> str:
    """Where it is served."""
    return server.put(site.output) + "talk/index.html"


def typeset(page: Page, slide: str) -> list[bool]:
    """Whether each formula of a slide was typeset, for the eye and for screen readers."""
    found = page.eval_on_selector_all(
        f"#{slide} .math",
        "all => all.map(one => Boolean(one.querySelector('.katex-html, math > semantics')))",
    )
    assert isinstance(found, list)
    return found


class TestInTheBrowser:
    """What the script does."""

    pytestmark = pytest.mark.browser

    def test_all_formulas_are_typeset(self, visitor: Visitor, address: str) -> None:
        page = visitor.open(address)
        assert typeset(page, "title-slide") == [True]
        assert typeset(page, "words") == [True, True]
        assert page.locator("#words .katex-display").count() == 1
        assert page.locator("#words math annotation").first.text_content() == "a^2 + b^2 = c^2"

    def test_commands_of_the_deck_are_known(self, visitor: Visitor, address: str) -> None:
        page = visitor.open(address)
        assert typeset(page, "commands") == [True] * 6
        letters = page.locator("#commands .katex-html").all_inner_texts()
        assert letters[:2] == ["R", "N"]

    def test_it_refuses_what_the_build_says_it_would(self, visitor: Visitor, address: str) -> None:
        page = visitor.open(address)
        refused = page.evaluate(
            """formulas => {
                const slide = document.createElement('div');
                slide.append(...formulas.map(tex => {
                    const one = document.createElement('span');
                    one.className = 'math display';
                    one.dataset.formula = tex;
                    return one;
                }));
                Reveal.getPlugin('math').slide(slide);
                return [...slide.children].filter(one => one.dataset.typeset === 'no')
                    .map(one => one.dataset.formula);
            }""",
            [*ACCEPTED, *REFUSED],
        )
        assert refused == list(REFUSED)

    def test_a_mistake_leaves_the_readable_text(self, visitor: Visitor, address: str) -> None:
        page = visitor.open(address)
        assert typeset(page, "mistakes") == [True, False, True]
        wrong = page.locator("#mistakes .math").nth(1)
        assert wrong.inner_text()
        assert "KaTeX" in (wrong.get_attribute("title") or "")

    def test_fonts_come_from_the_site(self, visitor: Visitor, address: str) -> None:
        visitor.open(address + "#/words")
        fonts = [one for one in visitor.requests if "KaTeX" in one]
        assert fonts
        assert all(one.endswith(".woff2") for one in fonts)

    def test_the_reading_view_has_them_too(self, visitor: Visitor, address: str) -> None:
        page = visitor.open(address + "?read")
        assert typeset(page, "words") == [True, True]

    def test_without_scripts_the_text_is_there(self, visitor: Visitor, address: str) -> None:
        page = visitor.open(address, Wish(javascript=False))
        assert "2" in page.locator("#words .math").first.inner_text()

    def test_a_slide_that_changed_is_typeset(self, visitor: Visitor, address: str) -> None:
        page = visitor.open(address)
        page.evaluate(
            """() => {
                const slide = document.getElementById('words');
                slide.innerHTML = '<p><span class="math inline" data-formula="z">z</span></p>';
                Reveal.getPlugin('math').slide(slide);
            }"""
        )
        assert typeset(page, "words") == [True]


class TestLoading:
    """Only pages with formulas load what typesets them."""

    def test_a_deck_without_formulas_loads_none_of_it(
        self, new_site: Callable[[str], Site]
    ) -> None:
        site = new_site("plain")
        assert site.deck("# A\n\nCosts $5 or \\$6.\n").stderr == ""
        assert "katex" not in site.text()
        assert not [name for name in site.files() if "katex" in name or "math" in name]

    def test_a_deck_with_one_in_a_footnote_loads_it(self, new_site: Callable[[str], Site]) -> None:
        site = new_site("footnote")
        site.deck("# A\n\nText^[$x$].\n")
        assert "assets/math.js" in site.text()

    def test_tex_in_the_header_is_not_shown(self, site: Site) -> None:
        head = site.page().css("head")[0].html or ""
        assert "newcommand" not in head.replace("math-macros", "")


class TestMistakes:
    """What the build says of formulas."""

    def test_they_have_their_file_and_line(self, site: Site) -> None:
        outcome = site.build()
        assert outcome.code == 0
        assert outcome.places == [("math-invalid", "slides/talk.md", 26)]
        assert "`\\frac` lacks an argument" in outcome.stderr

    def test_also_in_tables_and_headings(self, new_site: Callable[[str], Site]) -> None:
        site = new_site("table")
        text = "# A\n\n## B $\\nix$\n\n| a |\n|---|\n| $x$ |\n| $\\left( x$ |\n"
        assert [line for _, _, line in site.deck(text).places] == [3, 8]

    def test_formulas_in_text_may_do_less(self, new_site: Callable[[str], Site]) -> None:
        site = new_site("inline")
        text = "# A\n\n$$x \\tag{1}$$\n\n$x \\tag{1}$\n"
        assert [line for _, _, line in site.deck(text).places] == [5]

    def test_commands_of_the_deck_stand_for_what_they_say(
        self, new_site: Callable[[str], Site]
    ) -> None:
        site = new_site("commands")
        text = "---\nheader-includes: \\newcommand{\\half}[1]{\\frac{#1}{2}}\n---\n\n# A\n\n"
        text += "\\newcommand{\\open}{\\left(}\n\n$\\half{x}$\n\n$\\open x \\right)$\n\n$\\half$\n"
        outcome = site.deck(text)
        assert [line for _, _, line in outcome.places] == [13]
        assert "`\\half` lacks an argument" in outcome.stderr

    def test_also_in_footnotes(self, new_site: Callable[[str], Site]) -> None:
        site = new_site("notes")
        text = "# A ^[in $\\frac{1}$]\n\nSee[^n], and again[^n].\n\n# B\n\n"
        text += "[^n]: Of\n    $x_$.\n\n    - $\\left( x$\n"
        assert [line for _, _, line in site.deck(text).places] == [1, 8, 10]

    def test_also_in_metadata(self, new_site: Callable[[str], Site]) -> None:
        site = new_site("metadata")
        text = "---\ntitle: |\n  On $x$\n  and $x_$\nauthor:\n- name: $y^$\n"
        text += 'footer: "$\\\\nix$"\n---\n\n# A\n\n$\\nix$\n'
        assert [line for _, _, line in site.deck(text).places] == [4, 6, 7, 12]

    def test_also_in_captions(self, new_site: Callable[[str], Site]) -> None:
        site = new_site("caption")
        site.write({"slides/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"})
        outcome = site.deck("# A\n\nText\n\n![A picture of $x_$](a.svg)\n")
        assert outcome.places == [("math-invalid", "slides/talk.md", 5)]
