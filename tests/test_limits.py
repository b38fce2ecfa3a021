"""Limits: what would grow or nest without measure is a diagnostic, soon."""

from __future__ import annotations

import time

import pytest
from harness import Site


def include(name: str) -> str:
    return f'::: {{include="{name}"}}\n:::\n\n'


@pytest.mark.parametrize("size", ["x\n", "x\n\n" * 500])
def test_files_that_multiply_are_told(size: str, site: Site) -> None:
    files = {f"slides/_p{n}.md": include(f"_p{n + 1}.md") * 10 for n in range(9)}
    site.write({"slides/talk.md": "# One\n\n" + include("_p0.md"), **files, "slides/_p9.md": size})
    began = time.monotonic()
    outcome = site.build()
    codes = [one.code for one in outcome.findings if one.code != "slide-overfull"]
    assert codes == ["include-limit"]
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("depth", [18, 2000])
def test_files_that_nest_are_told(depth: int, site: Site) -> None:
    files = {f"slides/_p{n}.md": include(f"_p{n + 1}.md") for n in range(depth)}
    last = {f"slides/_p{depth}.md": "the end\n"}
    site.write({"slides/talk.md": "# One\n\n" + include("_p0.md"), **files, **last})
    outcome = site.build()
    assert [one.code for one in outcome.findings] == (["include-limit"] if depth > 20 else [])
    assert outcome.code == (1 if depth > 20 else 0)


def test_one_file_may_be_included_often(site: Site) -> None:
    deck = "".join(f"# S{n}\n\n{include('_p.md')}" for n in range(200))
    site.write({"slides/talk.md": deck, "slides/_p.md": "- here\n- again\n"})
    assert site.built().stderr == ""
    assert site.text().partition("<body")[2].count("again") == 200


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a = " + "[" * 5000 + "]" * 5000, "config-invalid"),
        ("a = " + "{a = " * 5000 + "1" + "}" * 5000, "config-invalid"),
        (".".join("a" * 2000) + " = 1", "config-unknown-key"),
        ("[" + ".".join("a" * 2000) + "]\nb = 1", "config-unknown-key"),
        ("reveal." + ".".join("a" * 2000) + " = 1", "config-unknown-key"),
        ("title = " + "9" * 5000, "config-invalid"),
        ("decks = [\n" + '"talk",\n' * 3000 + "]\ntitel = 1", "config-unknown-key"),
    ],
    ids=lambda text: text[:20],
)
def test_any_depth_of_toml_is_told(text: str, code: str, site: Site) -> None:
    site.write({"slides/talk.md": "# One\n", "diascope.toml": text})
    outcome = site.build()
    assert code in [one.code for one in outcome.findings]
    assert outcome.code == 1


@pytest.mark.parametrize(
    ("before", "after"), [("a^{", "}"), (r"\frac{1}{", "}"), (r"\left(", r"\right)"), ("{", "}")]
)
@pytest.mark.parametrize("depth", [200, 3000])
def test_formulas_of_any_depth_are_told(before: str, after: str, depth: int, site: Site) -> None:
    outcome = site.deck(f"# One\n\n${before * depth}b{after * depth}$\n")
    assert outcome.code == 0
    assert {one.code for one in outcome.findings} <= {"math-invalid"}
    assert outcome.findings or "katex" in site.text()


NESTED = {
    "quotes": ">" * 3000 + " x",
    "lists": "- " * 2000 + "x",
    "brackets": "[" * 3000 + "x" + "]" * 3000,
    "notes": "^[" * 1000 + "x" + "]" * 1000,
    "divs": "".join(f"::: a{n}\n" for n in range(500)),
    "spans": "<span>" * 1000,
    "emphasis": "**_" * 1500 + "x",
    "definitions": "a\n:   " + ": " * 2000 + "x",
    "images": "![[" * 1500,
    "attributes": "[x]{" * 1500,
    "TeX": "\\a{" * 2000,
    "environments": "\\begin{a}" * 1500,
}


@pytest.mark.parametrize("kind", NESTED)
def test_no_depth_of_markdown_ends_a_build(kind: str, site: Site) -> None:
    assert site.deck(f"# One\n\n{NESTED[kind]}\n").code == 0
