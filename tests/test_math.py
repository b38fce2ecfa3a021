"""Formulas on pages: typeset by the build, shown without a script; mistakes have their place."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from harness import Site
from playwright.sync_api import Page
from visitor import Visitor, Wish

from diascope.formulas import typeset
from diascope.formulas.engine import engine

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

First $x$,

then $\frac{1}$ and a footnote.[^n]

[^n]: Of $y$.
"""


@pytest.fixture(scope="module")
def site(new_site: Callable[[str], Site]) -> Site:
    """The deck above, built."""
    made = new_site("math")
    made.deck(DECK)
    return made


def are_set(page: Page, slide: str) -> list[bool]:
    """Whether each formula of a slide shows letters in fonts of KaTeX."""
    found = page.eval_on_selector_all(
        f"#{slide} .math",
        """all => all.map(one => {
            const all = [...one.querySelectorAll('.katex-html *')];
            const letter = all.find(e => !e.children.length && e.textContent.trim());
            return Boolean(letter?.getBoundingClientRect().width)
                && getComputedStyle(letter).fontFamily.includes('KaTeX')
                && Boolean(one.querySelector('math > semantics'));
        })""",
    )
    assert isinstance(found, list)
    return found


class TestInThePage:
    """What the build writes."""

    def test_formulas_are_typeset_for_the_eye_and_for_screen_readers(self, site: Site) -> None:
        words = site.page().css_first("#words")
        assert words is not None
        assert len(words.css(".math .katex-html")) == 2
        notes = words.css("[data-formula]")
        assert [note.attributes["data-formula"] for note in notes] == [
            "a^2 + b^2 = c^2",
            r"\sum_{i=0}^{n} i = \frac{n(n+1)}{2}",
        ]

    def test_also_in_titles_contents_and_footers(self, new_site: Callable[[str], Site]) -> None:
        made = new_site("texts")
        made.deck("---\ntitle: $a$\nfooter: $b$\ntoc: true\n---\n\n# On $c$\n")
        page = made.page()
        assert [note.attributes["alttext"] for note in page.css(".math")] == ["a", "c", "c", "b"]
        assert page.css_first("title").text() == "a"  # type: ignore[union-attr]

    def test_a_formula_that_is_refused_stays_tex_and_says_why(self, site: Site) -> None:
        wrong = site.page().css("#mistakes .math[title]")
        assert [one.text() for one in wrong] == [r"$\frac{1}$"]
        assert "Unexpected end of input" in (wrong[0].attributes["title"] or "")

    def test_tex_that_is_raw_is_not_shown(self, site: Site) -> None:
        assert "newcommand" not in site.text()

    def test_a_command_that_comes_later_changes_the_formulas_before(
        self, new_site: Callable[[str], Site]
    ) -> None:
        made = new_site("later")
        text = "# A\n\n$\\half$\n\n# B\n\n\\newcommand{\\half}{\\frac%s2}\n"
        assert made.deck(text % 1).stderr == ""
        first = made.text()
        assert made.deck(text % 3).stderr == ""
        assert made.text() != first


class TestInTheBrowser:
    """What one sees."""

    pytestmark = pytest.mark.browser

    def test_formulas_show(self, visitor: Visitor, address: str) -> None:
        page = visitor.open(address)
        assert are_set(page, "title-slide") == [True]
        visitor.go(page, address + "#/words")
        assert are_set(page, "words") == [True, True]
        assert page.locator("#words .katex-display").count() == 1

    def test_formulas_show_without_scripts(self, visitor: Visitor, address: str) -> None:
        page = visitor.open(address, Wish(javascript=False))
        assert are_set(page, "words") == [True, True]
        assert are_set(page, "mistakes") == [True, False, True]
        assert page.locator("#mistakes .math").nth(1).inner_text() == r"$\frac{1}$"

    def test_commands_of_the_deck_are_known(self, visitor: Visitor, address: str) -> None:
        page = visitor.open(address + "?read")
        assert are_set(page, "commands") == [True] * 6
        letters = page.locator("#commands .katex-html").all_inner_texts()
        assert letters[:2] == ["R", "N"]

    def test_fonts_come_from_the_site(self, visitor: Visitor, address: str) -> None:
        visitor.open(address + "#/words")
        fonts = [one for one in visitor.requests if "KaTeX" in one]
        assert fonts
        assert all(one.endswith(".woff2") for one in fonts)

    def test_no_script_of_katex_is_loaded(self, visitor: Visitor, address: str) -> None:
        page = visitor.open(address + "#/words")
        assert page.evaluate("typeof katex") == "undefined"
        scripts = [one for one in visitor.requests if one.partition("?")[0].endswith(".js")]
        assert [one.rpartition("/")[2].partition("?")[0] for one in scripts] == ["deck.js"]


class TestLoading:
    """Only pages with formulas load what shows them, only such builds the engine."""

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
        assert ".slides .katex {" in site.text()
        names = [name for name in site.files() if "katex" in name or "math" in name]
        assert {Path(name).suffix for name in names} == {".css", ".txt", ".woff2"}
        assert [name for name in names if name.endswith(".txt")] == ["assets/licenses/katex.txt"]

    @pytest.mark.parametrize(("text", "expected"), [("Costs $5", "False"), ("$x$", "True")])
    def test_the_engine_is_loaded_for_formulas_alone(
        self, text: str, expected: str, tmp_path: Path
    ) -> None:
        (tmp_path / "talk.md").write_text(f"# A\n\n{text}\n", encoding="utf-8")
        code = (
            "import sys; from click.testing import CliRunner; from diascope.cli import main; "
            "CliRunner().invoke(main, ['build', 'talk.md']); print('dukpy' in sys.modules)"
        )
        command = [sys.executable, "-c", code]
        run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        assert (tmp_path / "_site" / "talk" / "index.html").is_file()
        assert run.stdout.strip() == expected


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine where the engine cannot be imported."""

    def forget() -> None:
        engine.cache_clear()
        typeset.cache_clear()

    forget()
    monkeypatch.setitem(sys.modules, "dukpy", None)
    yield
    forget()


@pytest.mark.usefixtures("no_engine")
class TestWithoutTheEngine:
    """Where KaTeX cannot be run, formulas stay text."""

    def test_one_sentence_says_so_for_each_deck(self, new_site: Callable[[str], Site]) -> None:
        site = new_site("no engine")
        site.write({"slides/talk.md": "# A\n\n$x$ and $y^$\n", "slides/b.md": "# B\n\n$$z$$\n"})
        outcome = site.built()
        assert outcome.places == [
            ("formula-engine", "slides/b.md", 0),
            ("formula-engine", "slides/talk.md", 0),
        ]
        assert "dukpy" in outcome.stderr

    def test_the_page_shows_the_tex(self, new_site: Callable[[str], Site]) -> None:
        site = new_site("tex")
        site.deck("# A\n\n$x < 1$ and\n\n$$z$$\n")
        assert [one.text() for one in site.page().css(".math")] == ["$x < 1$", "$$z$$"]
        assert "katex" not in site.text()


class TestMistakes:
    """What the build says of formulas."""

    def test_they_have_their_file_and_line(self, site: Site) -> None:
        outcome = site.build()
        assert outcome.code == 0
        assert outcome.places == [("math-invalid", "slides/talk.md", 27)]
        assert "expected '}' at end of input: \\frac{1}" in outcome.stderr

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
        assert "expected '}' at end of input: \\half" in outcome.stderr

    def test_also_in_footnotes(self, new_site: Callable[[str], Site]) -> None:
        site = new_site("notes")
        text = "# A ^[in $\\frac{1}$]\n\nSee[^n], and again[^n].\n\n"
        text += "[^n]: Of $x_$.\n\n    - $\\left( x$\n"
        assert [line for _, _, line in site.deck(text).places] == [1, 5, 7]

    def test_also_in_metadata(self, new_site: Callable[[str], Site]) -> None:
        site = new_site("metadata")
        text = "---\ntitle: On $x_$\nauthor:\n- name: $y^$\n"
        text += 'footer: "$\\\\nix$"\n---\n\n# A\n\n$\\nix$\n'
        assert [line for _, _, line in site.deck(text).places] == [2, 4, 5, 10]

    def test_also_in_captions(self, new_site: Callable[[str], Site]) -> None:
        site = new_site("caption")
        site.write({"slides/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"})
        outcome = site.deck("# A\n\nText\n\n![A picture of $x_$](a.svg)\n")
        assert outcome.places == [("math-invalid", "slides/talk.md", 5)]
