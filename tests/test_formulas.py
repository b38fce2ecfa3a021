"""Formulas as KaTeX sets them when the site is built: for the eye and for screen readers."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from casefile import Case, cases
from harness import ROOT, render
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from diascope.formulas import as_definitions, definitions, labels, typeset


def spoken(tex: str, *raw: str, is_display: bool = False) -> str:
    """What MathML holds of a formula in a deck with this raw TeX, its TeX left out."""
    made = typeset(tex, is_display, tuple(definitions(raw)))
    assert made.html, made.mistake
    row = LexborHTMLParser(made.html).css_first("math > semantics > *")
    assert row is not None
    return re.sub(r"[\s\N{FUNCTION APPLICATION}]", "", row.text(deep=True))


@pytest.mark.parametrize("case", cases("formulas.md"), ids=lambda case: case.title)
def test_a_mistake_is_told_in_the_words_of_katex(case: Case) -> None:
    made = typeset(case.given, True)
    assert made.mistake == case.expected
    assert not made.html


def test_a_formula_is_there_for_the_eye_and_for_screen_readers() -> None:
    made = typeset(r"\frac{a}{b}", False)
    page = LexborHTMLParser(made.html)
    assert page.css_first(".katex-html[aria-hidden=true] .mfrac") is not None
    assert page.css_first("math mfrac") is not None
    assert made.alttext == r"$\frac{a}{b}$"


def test_a_display_stands_by_itself() -> None:
    assert LexborHTMLParser(typeset("x", True).html).css(".katex-display math[display=block]")
    assert not LexborHTMLParser(typeset("x", False).html).css(".katex-display")


@pytest.mark.parametrize("tex", [r"x \tag{1}", r"\begin{align} x \end{align}"])
def test_some_formulas_can_only_be_displays(tex: str) -> None:
    assert typeset(tex, True).html
    assert typeset(tex, False).mistake


@pytest.mark.parametrize("letters", ["∑", "𝔸", "\\text{日本 😀}"])
def test_letters_of_all_planes_come_through(letters: str) -> None:
    assert spoken(letters) == re.sub(r"\\text\{(.*) (.*)\}", r"\1\2", letters)


@pytest.mark.parametrize(
    ("raw", "tex", "expected"),
    [
        (r"\newcommand{\two}[1]{#1^2}", r"\two{x}", "x2"),
        (r"\newcommand*{\two}[1]{#1^2}", r"\two x", "x2"),
        (r"\newcommand{\open}{\left(}", r"\open x \right)", "(x)"),
        ("\\newcommand{\\pair}[2]{\n  #1;\n  #2\n}", r"\pair a b", "a;b"),
        (r"\def\x#1#2{#1#2}", r"\x ab", "ab"),
        (r"\let\y=\alpha", r"\y", "α"),
        (r"\DeclareMathOperator{\rank}{rank}", r"\rank A", "rankA"),
        (r"\DeclareMathOperator*\argmax{arg\,max}", r"\argmax_x f", "argmaxxf"),
        (r"\newcommand{\y}{a} \renewcommand{\y}{b}", r"\y", "b"),
        (r"\providecommand*{\y}{a}", r"\y", "a"),
        ("\\newcommand{\\y}{a}\n\\newcommand{\\z}{b}", r"\y\z", "ab"),
        ("\\newcommand{\\y\n}\n\\newcommand{\\z}{b}", r"\z", "b"),
        ("\\usepackage{amsmath}\n\\newcommand{\\z}{b}", r"\z", "b"),
        ("", r"\mbox{x} \label{eq} \ensuremath{x}", "xx"),
    ],
)
def test_commands_that_raw_tex_defines(raw: str, tex: str, expected: str) -> None:
    assert spoken(tex, raw) == expected


def test_a_deck_may_have_its_own_meaning_for_a_command_of_katex() -> None:
    assert spoken(r"\R") == "R"
    assert spoken(r"\R", r"\newcommand{\R}{r}") == "r"


def test_a_mistake_in_one_definition_costs_no_other() -> None:
    raw = "\\newcommand{\\a}[2][x]{#1}\n\\newcommand{\\b}{y}\n\\def\\c{\\c}"
    assert spoken(r"\b", raw) == "y"
    assert "\\a" in typeset(r"\a{z}", False, tuple(definitions([raw]))).mistake


def test_what_a_formula_defines_counts_within_it_alone() -> None:
    assert spoken(r"\gdef\mine{x}\mine") == "x"
    assert "\\mine" in typeset(r"\mine", False).mistake
    assert spoken(r"\newcommand{\mine}{y}\mine", r"\newcommand{\mine}{x}") == "y"
    assert spoken(r"\mine", r"\newcommand{\mine}{x}") == "x"


HOSTILE = {
    "superscripts": "x^{" * 200 + "x" + "}" * 200,
    "braces": "{" * 4999,
    "fractions": r"\frac{1}{" * 900 + "x" + "}" * 900,
    "brackets": r"\left(" * 900 + r"\right)" * 900,
    "long macros": r"\def\b{" + "x" * 2000 + r"}\def\a{\b\a}\a",
    "long arguments": r"\def\b#1{" + "#1" * 1000 + r"}\b{" + "x" * 7000 + "}",
    "doubled arguments": r"\def\a#1{#1#1}" + r"\a{" * 30 + "x" + "}" * 30,
    "length": "x" * 1_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_formula_is_refused_and_the_next_one_is_set(name: str) -> None:
    made = typeset(HOSTILE[name], True)
    assert made.mistake.startswith(("it is nested too", "its commands expand", "it has more than"))
    assert not made.html
    assert spoken("x") == "x"


def test_a_hostile_definition_costs_no_other() -> None:
    raw = r"\newcommand{\y}{b}" + "\n" + HOSTILE["long macros"]
    assert spoken(r"\y + 1", raw) == "b+1"


@given(st.text(alphabet="ab1{}^_\\'+-=<&$%~|()[],. \nfracthmbxleftgindproxy#*²é𝔸"))
@settings(deadline=None)
def test_any_formula_is_typeset_or_refused(tex: str) -> None:
    made = typeset(tex, True, tuple(definitions([tex])))
    assert bool(made.html) != bool(made.mistake)


def test_formulas_can_be_typeset_from_any_thread() -> None:
    formulas = [f"x_{{{number}}}" for number in range(20)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(spoken, formulas)) == [f"x{number}" for number in range(20)]


def test_katex_is_the_release_that_is_pinned() -> None:
    pinned = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]["katex"]
    script = (ROOT / "static" / "vendor" / "katex" / "katex.js").read_text("utf-8")
    assert f'"{pinned}"' in script


@pytest.mark.parametrize(
    "tex",
    [
        r"\begin{multline} a \\ b \label{x} \end{multline}",
        r"\begin{eqnarray} a &=& b \label{x} \\ && + c \nonumber \end{eqnarray}",
        r"\begin{flalign*} a &= b \label{x} \\ c &= d \end{flalign*}",
        r"\begin{dmath} a \label{x} \end{dmath}",
        r"\begin{subequations} \begin{align} a \label{x} \end{align} \end{subequations}",
        r"\begin{equation} \begin{aligned} a \label{x} \\ b \end{aligned} \end{equation}",
    ],
)
def test_a_label_numbers_an_equation(tex: str) -> None:
    numbers = as_definitions(labels([r"x \label{first}", tex]))
    page = LexborHTMLParser(typeset(tex, True, numbers).html)
    assert [tag.text(deep=True).strip("\u200b") for tag in page.css(".katex-html .katex-tag")] == [
        "(2)"
    ]
    assert typeset(r"\eqref{x}", False, numbers).alttext == "(2)"


def test_an_equation_without_a_label_has_no_number() -> None:
    made = typeset(r"\begin{align} a &= b \\ c &= d \end{align}", True)
    assert "eqn-num" not in made.html


def test_references_name_tags_and_what_no_equation_has() -> None:
    text = "# One\n\n$$x \\tag{A} \\label{a}$$\n\nSee \\eqref{a}, $\\ref{b}$."
    rendered = render(text)
    shown = [one.attributes["alttext"] for one in rendered.page.css(".math.inline")]
    assert shown == ["(A)", "b"]
    assert rendered.places == [("label-undefined", "slides/talk.md", 5)]
