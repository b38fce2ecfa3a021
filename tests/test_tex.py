"""TeX that is left out: told where it would have shown words, and nowhere else."""

from __future__ import annotations

import pytest
from harness import render


@pytest.mark.parametrize(
    ("tex", "quoted"),
    [
        (r"a \textbf{bold} claim", r"\textbf{bold}"),
        (r"in C:\temp", r"\temp"),
        (r"- \LaTeX is", r"\LaTeX"),
        (r"# A \emph{b}", r"\emph{b}"),
        (r"^[see \cite{knuth}]", r"\cite{knuth}"),
        ("\\begin{center}\nwords\n\\end{center}", r"\begin{center} words \end{center}"),
        ("| \\textit{a} |\n|---|", r"\textit{a}"),
        (r"\textsc{whole line}", r"\textsc{whole line}"),
    ],
)
def test_words_that_are_left_out_are_quoted(tex: str, quoted: str) -> None:
    rendered = render(f"# One\n\n{tex}\n")
    found = [(one.code, one.message) for one in rendered.outcome.findings]
    assert found == [("tex-dropped", f"TeX is left out: `{quoted}`")]


@pytest.mark.parametrize(
    "tex",
    [
        "\\newpage",
        r"a \pause b \vspace{2em}",
        r"\newcommand{\x}{words} \begin{center}\end{center}",
        "`\\textbf{a}`{=latex} `\\textbf{b}`",
        "``` {=latex}\nwords\n```",
        r"\begin{align} a &= b \end{align}",
        r"C:\\temp",
    ],
)
def test_what_shows_no_words_is_left_out_silently(tex: str) -> None:
    assert render(f"# One\n\n{tex}\n").outcome.stderr == ""


def test_a_title_is_looked_at_too() -> None:
    rendered = render("---\ntitle: A \\textbf{b}\n---\n\n# One\n")
    assert rendered.places == [("tex-dropped", "slides/talk.md", 2)]
