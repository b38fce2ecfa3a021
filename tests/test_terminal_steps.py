"""Transcripts in the browser: a button for each command, colours, and one after the other."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest
from casefile import cases
from harness import Site, render
from playwright.sync_api import Page, expect
from test_browser_copy import pasted
from visitor import Visitor, Wish

from diascope.dialect.attributes import parse_attributes
from diascope.snippets.transcripts import block_steps

SHELL = [
    case
    for case in cases("transcript-shapes.md")
    if " bash\n" in case.expected
    and not {"sql", "python", "powershell"} & set(case.expected.split())
]
STEPS = """# One {#one}

``` {.console .steps}
$ echo one
one
$ true
$ echo two \\
>   three
two three
```

Text.
"""


@pytest.mark.browser
def test_what_is_copied_is_a_script_without_prompts_and_outputs(
    visitor: Visitor, site: Site
) -> None:
    slides = [
        f"# S {{#s{n}}}\n\n``` {{{case.remark}}}\n{case.given}\n```\n"
        for n, case in enumerate(SHELL)
    ]
    site.deck("---\nlint: false\n---\n\n" + "\n".join(slides))
    address = visitor.put(site.output) + "talk/index.html"
    page = visitor.open(address, Wish(clipboard=True))
    wrong = list[str]()
    for number, case in enumerate(SHELL):
        page.locator(f"#s{number} div > button.copy").evaluate("button => button.click()")
        page.wait_for_function(
            f"document.querySelector('#s{number} div > button.copy').textContent === 'Copied'"
        )
        copied = page.evaluate("navigator.clipboard.readText()")
        found = parse_attributes(f"{{{case.remark}}}")
        assert found
        steps = block_steps(f"{case.given}\n", found[0].classes, dict(found[0].pairs))
        assert copied == "\n".join(step.script for step in steps if step.command.strip())
        read = subprocess.run(
            ["bash", "-n"], input=copied.encode(), capture_output=True, check=False
        )
        wrong += [case.title] if read.returncode else []
    assert wrong == ["a bracket that never closes"], "which bash does not take either"


@pytest.mark.browser
def test_each_command_has_a_button_that_the_keyboard_reaches(visitor: Visitor, site: Site) -> None:
    site.deck(STEPS.replace(" .steps", ""))
    page = visitor.open(visitor.put(site.output) + "talk/", Wish(clipboard=True))
    buttons = page.locator("#one .step > button.copy")
    expect(buttons).to_have_count(3)
    button = page.get_by_role("button", name="Copy command 3")
    button.focus()
    expect(button).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    assert pasted(page) == "echo two \\\n  three"
    assert page.evaluate("Reveal.isLastSlide()")


def shown(page: Page) -> list[Any]:
    """The texts of what is visible of the transcript."""
    found: list[Any] = page.evaluate(
        """[...document.querySelectorAll('#one .prompt, #one .command, #one .output')]
           .filter(one => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
           .map(one => one.textContent.trim()).filter(text => !['', '$', '>'].includes(text))"""
    )
    return found


@pytest.mark.browser
def test_steps_appear_one_after_the_other(visitor: Visitor, site: Site) -> None:
    site.deck(STEPS)
    base = visitor.put(site.output)
    page = visitor.open(base + "talk/", Wish(reduced_motion=True))
    states = [shown(page)]
    for _ in range(5):
        page.keyboard.press("ArrowRight")
        states.append(shown(page))
    third = ["echo two \\", "three"]
    assert states == [
        [],
        ["echo one"],
        ["echo one", "one"],
        ["echo one", "one", "true"],
        ["echo one", "one", "true", *third],
        ["echo one", "one", "true", *third, "two three"],
    ]
    visitor.go(page, base + "talk/index.html?read")
    assert len(shown(page)) == 6


def test_colours_are_classes_and_other_sequences_are_dropped() -> None:
    esc = "\x1b"
    output = f"{esc}[1;31mred{esc}[0m {esc}[38;5;46mgreen{esc}[39m "
    output += f"{esc}[38;2;0;0;250mblue{esc}[m{esc}[K end"
    made = render(f"# A\n\n``` console\n$ ls\n{output}\n^[[33myellow^[[0m\n```\n")
    found = made.page.css(".output [class]")
    assert [(one.attributes["class"], one.text()) for one in found] == [
        ("ansi-red ansi-bold", "red"),
        ("ansi-green", "green"),
        ("ansi-blue", "blue"),
        ("ansi-yellow", "yellow"),
    ]
    assert made.element(".output").text() == "red green blue end\nyellow"
