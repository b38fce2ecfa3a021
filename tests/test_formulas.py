"""Formulas as text, and what KaTeX would refuse of them."""

from __future__ import annotations

import json
import re

import pytest
from casefile import Case, cases
from harness import ROOT
from hypothesis import given
from hypothesis import strategies as st

from diascope.formulas import formula_html
from diascope.formulas.katex.tables import tables
from diascope.formulas.tex import commands_defined, mistake_in

SPACES = re.compile(r"\s")


@pytest.mark.parametrize("case", cases("formulas.md"), ids=lambda case: case.title)
def test_formula(case: Case) -> None:
    assert SPACES.sub(" ", formula_html(case.given, False)) == case.expected


def test_a_display_that_stays_tex_keeps_its_signs() -> None:
    assert formula_html(r"\sqrt{x}", True) == r"$$\sqrt{x}$$"


@given(st.text(alphabet="ab1{}^_\\'+-=<&$%~|()[],. \nfracthmbx"))
def test_any_formula_is_written(tex: str) -> None:
    assert formula_html(tex, False) is not None


@pytest.mark.parametrize("piece", ["{", "\\hat", "\\text{a", "x^", "\\left("])
def test_deep_formulas_stay_tex(piece: str) -> None:
    assert formula_html(piece * 5000, False).startswith(("$", "(", "<em>"))


ACCEPTED = (
    "",
    "x",
    r"\{ x \}",
    r"\left\{ x \middle| y \right.",
    r"\big{(} \Bigl\langle",
    r"\frac12 + \sqrt 2 + \sqrt[3]{x}",
    r"x^\frac12 + x_\mathrm{max} + 2^\circ",
    r"x'_1{}^2 \leftarrow \rightarrow",
    "x₁ + y²₃ + z²³ + é + ∑_i",
    r"\sum\limits_i \int\nolimits \lim\limits_x \mathop{a}\limits^b",
    r"\begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{else} \end{cases}",
    r"\begin{align*} a &= \mathbb R \\[1em] b &= \hat\mu \end{align*}",
    r"\begin{align} a &= b \tag{1} \\ c &= d \tag{2} \notag \end{align}",
    r"\begin{array}{c|r} \hline a & b \cr \hline c & d & e \end{array}",
    r"\begin{pmatrix*}[r] 1 & -1 \end{pmatrix*}",
    r"\begin{alignat}{2} a & b & c & d \end{alignat}",
    r"\begin{CD} A @>f>> B \\ @VVV @VVV \\ C @>>> D \end{CD}",
    r"50\% of x % } a comment" + "\n",
    r"\operatorname*{argmin}_x f \not= \overset{!}{=} \argmax_y \limsup_n",
    r"\text{if $x$ is \% \textbf{y}} \mbox{x} \label{eq} \ensuremath{x}",
    r"\verb|x_{| + \url{https://example.org/%7e}",
    r"\color{red} x \textcolor{#aabbcc}{y} \colorbox{red}{z}",
    r"\hspace{1em} \kern-2.5pt \rule{1em}{2pt} \quad\,",
    r"{n \choose k} + {a \over b}",
    r"\Set{x | y} \bra{x} \substack{a \\ b}",
    r"\mathchoice{a}{b}{c}{d} \char`x \char65",
    r"\boxed{x} \cancel{x} \overbrace{x}^n \xrightarrow[a]{b}",
)
"""Formulas that KaTeX typesets."""

REFUSED = {
    r"\frac{1}": r"`\frac` lacks an argument",
    r"\sqrt[3]": r"`\sqrt` lacks an argument",
    r"\operatorname": r"`\operatorname` lacks an argument",
    r"x^": "`^` lacks an argument",
    r"{x_}": "`_` lacks an argument",
    r"x^\hat a": r"`\hat` has to be in braces after `^`",
    r"x^a^b": "double superscript",
    r"x_a_b": "double subscript",
    r"x^2'": "double superscript",
    r"\frac{1}{2": "`{` is never closed",
    r"\sqrt[3": "`[` is never closed",
    r"x}": "`}` closes nothing",
    r"\left( x": r"`\left` is never closed",
    r"{\left( x}": r"`}` where `\left` is to be closed",
    r"x \right)": r"`\right` closes nothing",
    r"\left x y \right)": r"`\left` lacks a bracket or another delimiter, which `x` is not",
    r"\middle| x": r"`\middle` stands outside of `\left` and `\right`",
    r"\begin{pmatrix} 1": r"`\begin{pmatrix}` is never closed",
    r"\begin{a} 1 \end{b}": r"`\end{b}` where `\begin{a}` is to be closed",
    r"\begin{algin} 1 \end{algin}": "there is no environment `algin`",
    r"\begin{array} a & b \end{array}": "`array` lacks its columns, such as `{lcr}`",
    r"\begin{split} a & b & c \end{split}": "`&` too often in a row of `split`",
    r"a & b": "`&` stands outside of an environment such as `aligned`",
    r"\frac{a & b}{c}": r"`&` cannot stand in an argument of `\frac`",
    r"\text{a_b}": r"`_` cannot stand in an argument of `\text`",
    r"\text{\alpha}": r"`\alpha` cannot stand in text",
    r"\text{$x}": "`$` is never closed",
    r"x $ y": "`$` cannot stand in a formula",
    r"x # y": "`#` cannot stand in a formula",
    r"x\limits_i": r"`\limits` has to follow an operator such as `\sum`",
    r"a \over b \over c": r"two commands like `\over` in one group",
    r"\hline": r"`\hline` cannot stand here",
    r"\kern 3": r"`\kern` lacks a size such as `1em`",
    r"\textcolor{x y}{z}": r"`\textcolor` lacks a color",
    r"\tag{1} \tag{2}": r"there is more than one `\tag`",
    r"\nosuchthing x": r"`\nosuchthing` is not a command that KaTeX knows",
    r"\begin{CD} A @>f> B \end{CD}": "an arrow `@>` lacks another `>`",
    r"\def{x}{y}": r"`\def` lacks the name of a command",
    r"\def\y#2{x}": r"`\def` numbers its arguments otherwise than `#1#2`",
    r"\newcommand{\R}{x}": r"`\R` is there already: `\renewcommand` changes it",
    "x \N{LINE SEPARATOR}": "the character U+2028 cannot stand in a formula",
}
"""Formulas that it refuses, and what is said of them."""


class TestMistakes:
    """What KaTeX would refuse."""

    @pytest.mark.parametrize(("tex", "mistake"), REFUSED.items())
    def test_are_named(self, tex: str, mistake: str) -> None:
        assert mistake_in(tex, True) == mistake

    @pytest.mark.parametrize("tex", ACCEPTED)
    def test_are_not_seen_where_there_are_none(self, tex: str) -> None:
        assert mistake_in(tex, True) == ""

    @pytest.mark.parametrize("tex", [r"x \tag{1}", r"\begin{align} x \end{align}"])
    def test_of_formulas_in_text(self, tex: str) -> None:
        assert mistake_in(tex, True) == ""
        assert mistake_in(tex, False).endswith("is for formulas between `$$` alone")

    @pytest.mark.parametrize(
        ("definition", "tex", "mistake"),
        [
            (r"\newcommand{\two}[1]{#1^2}", r"\two{x}", ""),
            (r"\newcommand{\two}[1]{#1^2}", r"\two", r"`\two` lacks an argument"),
            (r"\newcommand\open{\left(}", r"\open x \right)", ""),
            (r"\newcommand\open{\left(}", r"\open x", r"`\left` is never closed"),
            (r"\def\x#1#2{#1_#2}", r"\x{a}{b}_c", "double subscript"),
            (r"\DeclareMathOperator*{\rank}{rank}", r"\rank\limits_x", ""),
            (r"\newcommand*{\y}{x^}", r"\y", "`^` lacks an argument"),
            (r"\newcommand{\y}{a % }" + "\n b}", r"\y", ""),
            (r"\newcommand{\y}{x}", r"\newcommand{\y}{x} \y^", "`^` lacks an argument"),
            (r"\def\y#1{#1}", r"\def\y#1{#1} \y{x^}", "`^` lacks an argument"),
            (r"\newcommand{\R}{x^}", r"\R", ""),
            (r"\newcommand{\N}{x} \renewcommand{\N}{y^}", r"\N", ""),
            (r"\newcommand{\y}{x} \newcommand{\y}{y^}", r"\y", ""),
            (r"\let\y=\frac", r"\y", ""),
            (r"\newcommand{\y}{\y\y}", r"\y", ""),
        ],
    )
    def test_of_commands_that_are_defined(self, definition: str, tex: str, mistake: str) -> None:
        assert mistake_in(tex, True, commands_defined(definition)) == mistake

    def test_commands_that_tex_defines_are_found(self) -> None:
        tex = r"\newcommand{\a}{x} \renewcommand*\b{y} \def\c{z} \let\d=\e"
        tex += r"\DeclareMathOperator{\f}{f}"
        found = {command.name for command in commands_defined(tex)}
        assert found == {r"\a", r"\b", r"\c", r"\d", r"\f"}

    def test_are_those_of_the_release_that_pages_load(self) -> None:
        package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
        assert tables().version in str(package)


@given(st.text(alphabet="ab1{}^_\\'+-=<&$%~|()[],. \nfracthmbxleftgindproxy#*²é"))
def test_any_formula_is_read(tex: str) -> None:
    assert mistake_in(tex, True, commands_defined(tex)) is not None


@pytest.mark.parametrize("piece", ["{", r"\hat", r"\text{", r"\left(", r"\color{red}", r"\sqrt[{"])
def test_deep_formulas_are_no_trouble(piece: str) -> None:
    assert isinstance(mistake_in(piece * 5000, True), str)
