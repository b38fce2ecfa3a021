"""The copy button: commands without prompts and output, with the mouse and with the keyboard."""

import pytest
from harness import Site
from playwright.sync_api import Page, expect
from visitor import Visitor, Wish

pytestmark = pytest.mark.browser

COMMANDS = "echo one \\\n    two\nls"
PYTHON = 'def answer() -> int:\n    """Return it."""\n    return 42'


def pasted(page: Page) -> str:
    """What the clipboard holds, as the user finds out: by pasting it."""
    page.evaluate(
        """() => { const field = document.createElement('textarea');
           field.id = 'paste-here'; document.body.append(field); field.focus(); }"""
    )
    page.keyboard.press("Control+v")
    text = page.locator("#paste-here").input_value()
    page.evaluate("document.querySelector('#paste-here').remove()")
    return text


def terminal(visitor: Visitor, site: Site, way: str) -> Page:
    """The slide with the terminal."""
    if way == "file":
        page = visitor.open(site.output / "show" / "index.html")
        page.evaluate("Reveal.slide(1, 2)")
        return page
    base = visitor.put(site.output)
    return visitor.open(base + "show/index.html#/terminal", Wish(clipboard=way == "allowed"))


@pytest.mark.parametrize("way", ["allowed", "not allowed", "file"])
def test_a_terminal_gives_its_commands_alone(visitor: Visitor, show_site: Site, way: str) -> None:
    page = terminal(visitor, show_site, way)
    button = page.locator("#terminal").get_by_role("button", name="Copy").first
    button.click()
    expect(page.locator("#terminal button.copy").first).to_have_text("Copied")
    assert pasted(page) == COMMANDS


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_keyboard_reaches_it_and_presses_it(
    visitor: Visitor, show_site: Site, key: str
) -> None:
    page = terminal(visitor, show_site, "allowed")
    buttons = page.locator("#terminal div > button.copy")
    for _ in range(30):
        page.keyboard.press("Tab")
        if buttons.nth(1).evaluate("button => button === document.activeElement"):
            break
    expect(buttons.nth(1)).to_be_focused()
    expect(buttons.nth(1)).to_have_css("opacity", "1")
    page.keyboard.press(key)
    expect(buttons.nth(1)).to_have_text("Copied")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    assert page.evaluate("Reveal.getCurrentSlide().id") == "terminal"
    assert pasted(page) == PYTHON


def test_every_code_block_has_one(visitor: Visitor, show_site: Site) -> None:
    page = terminal(visitor, show_site, "allowed")
    expect(page.locator("#terminal div > button.copy")).to_have_count(2)
    expect(page.locator("#terminal .step > button.copy")).to_have_count(2)
    expect(page.locator("#terminal button.copy").first).to_have_text("Copy")


@pytest.mark.parametrize("way", ["button", "selection"])
def test_tabs_are_copied_as_tabs(visitor: Visitor, site: Site, way: str) -> None:
    site.deck("# Make\n\n``` make\nall:\n\techo one\n\n\tls\n```\n")
    page = visitor.open(site.output / "talk" / "index.html")
    if way == "button":
        page.get_by_role("button", name="Copy").click()
        expect(page.locator("button.copy")).to_have_text("Copied")
    else:
        page.evaluate("getSelection().selectAllChildren(document.querySelector('pre code'))")
        page.keyboard.press("Control+c")
    assert pasted(page) == "all:\n\techo one\n\n\tls"
