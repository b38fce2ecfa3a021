"""Slides that hold more than fits are reported when the site is built; those that fit are not."""

import pytest
from harness import render


def code(count: int) -> str:
    return "``` python\n" + "x = 1\n" * count + "```\n"


def rows(count: int) -> str:
    return "| Name | Value |\n|:--|--:|\n" + "| a | b |\n" * count


def items(count: int) -> str:
    return "- item\n" * count


def div(opening: str, text: str) -> str:
    return f"::: {opening}\n{text}:::\n"


FULL = {
    "60 lines of code": code(60),
    "30 table rows": rows(30),
    "60 list items": items(60),
    "40 lines of text": "words\n\n" * 40,
    "20 lines of code, 12 table rows and 15 list items": f"{code(20)}\n{rows(12)}\n{items(15)}",
}
FITTING = {
    "code": code(20),
    "code in two columns": code(38),
    "rows": rows(11),
    "items": items(16),
    "items in two columns": items(32),
    "text": "words\n\n" * 12,
    "columns": f":::: columns\n{div('column', items(15)) * 3}::::\n",
    "columns parted by rulers": div("{.two-columns}", f"{items(15)}\n---\n\n{items(15)}"),
    "a list that flows": div("{.two-columns}", items(24)),
    "tabs": div("tabs", f"## A\n\n{code(15)}\n## B\n\n{code(15)}\n## C\n\n{items(12)}"),
    "groups of code": div("code-group", f"{code(15)}\n" * 4),
    "notes": div("notes", items(90)),
    "a stretched div": div("r-stretch", code(45)),
    "a div with a size of its own": div('{style="height: 300px; overflow: auto"}', code(45)),
    "notes as HTML": f'<aside class="notes">\n\n{items(90)}\n</aside>\n',
    "an HTML element": f'<section style="font-size: 5px">\n\n{code(45)}\n</section>\n',
    "a diagram": "``` mermaid\nflowchart LR\n" + "a --> b\n" * 60 + "```\n",
    "a formula": f"$${'x + ' * 2000}x$$\n",
}


@pytest.mark.parametrize("what", FULL)
def test_a_full_slide_is_reported_with_what_it_holds(what: str) -> None:
    made = render(f"# Fine\n\ntext\n\n# Full\n\n{FULL[what]}\n# Fine too\n\ntext\n")
    (finding,) = made.outcome.findings
    assert finding.place == ("slide-overfull", "slides/talk.md", 5)
    assert finding.severity == "warning"
    assert finding.message.endswith(f"times what fits on it: {what}")
    assert made.outcome.hint("slide-overfull").startswith("part it with a heading or `---`")


@pytest.mark.parametrize("what", FITTING)
def test_a_slide_that_fits_is_not(what: str) -> None:
    assert render(f"# Fine\n\n{FITTING[what]}").outcome.stderr == ""


def test_columns_count_as_the_highest() -> None:
    columns = div("column", items(25)) + div("column", "text\n")
    made = render(f"# Full\n\n:::: columns\n{columns}::::\n")
    assert made.places == [("slide-overfull", "slides/talk.md", 1)]


def test_what_follows_an_html_element_counts() -> None:
    made = render(f"# Full\n\n<figure>\n\n<img alt=''><br>\n</figure>\n\n{items(60)}")
    assert made.places == [("slide-overfull", "slides/talk.md", 1)]


def test_a_slide_that_is_never_shown_may_be_full() -> None:
    made = render(f"# One\n\ntext\n\n# Full {{visibility=hidden}}\n\n{items(60)}")
    assert made.outcome.stderr == ""


def test_higher_slides_hold_more() -> None:
    text = f"# Full\n\n{code(60)}"
    assert render(text).places == [("slide-overfull", "slides/talk.md", 1)]
    assert render(f"---\nheight: 1200\n---\n\n{text}").outcome.stderr == ""
    config = {"diascope.toml": "[reveal]\nheight = 1200\n"}
    assert render(text, config).outcome.stderr == ""
