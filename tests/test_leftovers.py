"""What ends up as text though it was meant as markup is said, with the spelling that works."""

import re

import pytest
from casefile import Case, cases
from harness import Rendered, render

SECRET = "Secret"
ABOVE = {
    "nothing": "",
    "a heading": "## Two\n",
    "a paragraph": "Text\n",
    "a bullet": "- item\n",
    "a number": "1. item\n",
    "a task": "- [ ] item\n",
    "a nested item": "- item\n    - inner\n",
    "a loose item": "- item\n\n  more\n",
    "a definition": "Term\n\n:   what it is\n",
    "a quotation": "> quoted\n",
    "an image": "![](data:,)\n",
    "a caption": "![Moon](data:,)\n",
    "a line block": "| line\n",
    "a pipe table": "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "a simple table": " a   b\n--- ---\n 1   2\n",
    "a table's caption": "| a |\n|---|\n| 1 |\n\n: Caption\n",
    "a grid table": "+---+\n| a |\n+---+\n",
    "a note": "Text[^1]\n\n[^1]: Note\n",
    "a link's definition": "[a]: https://example.org\n",
    "a formula": "$$x$$\n",
    "a code block": "```\ncode\n```\n",
    "indented code": "    code\n",
    "a ruler": "***\n",
    "HTML": "<p>html</p>\n",
    "a comment": "<!-- comment -->\n",
    "a tag": "Text<br>\n",
    "an open div": "::: box\n",
}
NOTES = [
    "::: notes",
    ":::notes",
    ":::: notes",
    "::: notes :::",
    "::: {.notes}",
    "::: {.notes .small}",
    " ::: notes",
    "  ::: notes",
    "   ::: {.notes}",
    "::: notes small",
    "::: {.notes, .small}",
    "::: {notes}",
    "::: {.notes} Text",
    "::: Notes",
    "::: {.NOTES}",
    ":::\u00a0notes",
    "::: notes:",
    "::: small notes",
    '::: {class="notes", .small}',
    "::: {.small, .notes}",
]


def public(rendered: Rendered) -> str:
    """What the audience reads of a deck."""
    page = rendered.page
    for notes in page.css("aside.notes"):
        notes.decompose()
    return "".join(slides.text() for slides in page.css(".slides"))


SOME = ["a paragraph", "a bullet", "an open div"]
PAIRS = [
    *((above, notes) for above in ABOVE for notes in NOTES[:1] + NOTES[7:8]),
    *((above, notes) for above in SOME for notes in NOTES),
]


@pytest.mark.parametrize(("above", "notes"), dict.fromkeys(PAIRS))
def test_notes_are_hidden_or_the_build_is_refused(above: str, notes: str) -> None:
    end = ":::\n" if above == "an open div" else ""
    rendered = render(f"# One\n\n{ABOVE[above]}{notes}\n{SECRET}\n:::\n{end}\nMore\n")
    if rendered.outcome.code:
        assert {f.code for f in rendered.outcome.findings if f.severity == "error"} == {
            "notes-public"
        }
    else:
        assert SECRET in rendered.html
        assert SECRET not in public(rendered)


@pytest.mark.parametrize("case", [pytest.param(c, id=c.title) for c in cases("leftovers.md")])
def test_what_is_said(case: Case) -> None:
    outcome = render(case.given).outcome
    said = [
        f"{one.line}:{one.column} {one.code}: {hint}"
        for one, hint in zip(outcome.findings, hints(outcome.stderr), strict=True)
    ]
    assert "\n".join(said) == case.expected


def hints(stderr: str) -> list[str]:
    """The hint of every finding, or nothing."""
    blocks = [one for one in stderr.split("\n\n") if re.search(r"(?:error|warning)\[", one)]
    found = [re.search(r"^ *hint: (.*)", one, re.M) for one in blocks]
    return [one[1] if one else "" for one in found]
