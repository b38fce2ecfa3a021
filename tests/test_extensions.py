"""Pandoc's extensions, switched by name in metadata and configuration; alerts, which always are."""

from __future__ import annotations

import pytest
from harness import Rendered, render

from diascope.dialect.extensions import DEFAULT, SWITCHED, Switches


def deck(text: str, *metadata: str, config: str = "") -> Rendered:
    """A deck of one slide, with these lines of metadata and this configuration."""
    head = "\n".join(("---", *metadata, "---", "", "# One", "", text, ""))
    return render(head, {"diascope.toml": config} if config else {})


def body(rendered: Rendered) -> str:
    return rendered.element(".body p").html or ""


@pytest.mark.parametrize(
    ("metadata", "text", "expected"),
    [
        ("emoji: true", ":rocket:", '<span class="emoji" data-emoji="rocket">🚀</span>'),
        ("extensions: +emoji", ":+1:", '<span class="emoji" data-emoji="+1">👍</span>'),
        ("emoji: true", "*:e-mail:*", '<em><span class="emoji" data-emoji="e-mail">📧</span></em>'),
        ("emoji: true", ":nothing: a:b `:rocket:`", ":nothing: a:b <code>:rocket:</code>"),
        ("lang: en", ":rocket:", ":rocket:"),
        ("extensions: -smart", '"a" -- b...', '"a" -- b...'),
        ("extensions: +emoji-smart", "'a' :x:", "'a' <span"),
        ("extensions: [emoji, -smart]", "'a' :x:", "'a' <span"),
        ("extensions: +mark", "==a *b*== c == d", "<mark>a <em>b</em></mark> c == d"),
        ("extensions: -strikeout-subscript", "~~a~~ ~b~", "~~a~~ ~b~"),
        ("extensions: -tex_math_dollars", "$a$", "$a$"),
        ("extensions: +hard_line_breaks", "a\nb", "a<br>\nb"),
        ("extensions: +ignore_line_breaks", "a\nb", "ab"),
    ],
)
def test_an_extension_is_switched(metadata: str, text: str, expected: str) -> None:
    assert body(deck(text, metadata)).startswith(f"<p>{expected}")


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ("lang: zh-Hant", "日本語 <em>漢</em>字\nabc\n漢<code>字</code>字"),
        ("lang: ja", "日本語 <em>漢</em>字\nabc\n漢<code>字</code>字"),
        ("lang: ko", "日本\n語 <em>漢</em>\n字\nabc\n漢\n<code>字</code>\n字"),
        ("extensions: +east_asian_line_breaks", "日本語 <em>漢</em>字\nabc\n漢<code>字</code>字"),
    ],
)
def test_a_line_that_ends_between_wide_characters_ends_in_no_space(
    metadata: str, expected: str
) -> None:
    text = "日本\n語 *漢*\n字\nabc\n漢\n`字`\n字"
    assert body(deck(text, metadata)) == f"<p>{expected}</p>"


def test_the_site_switches_for_all_decks_and_a_deck_has_the_last_word() -> None:
    config = 'language = "ja"\nextensions = "+emoji-smart"\n'
    assert body(deck("'日\n本' :x:", config=config)).startswith("<p>'日本' <span")
    own = deck("'日\n本' :x:", "extensions: -emoji+smart-east_asian_line_breaks", config=config)
    assert body(own) == "<p>‘日\n本’ :x:</p>"


def test_names_in_metadata_are_checked() -> None:
    rendered = deck("a", "extensions: +emojis-raw_html+four_space_rule-four_space_rule+pipe_tables")
    found = [(one.code, one.line, one.message) for one in rendered.outcome.findings]
    assert found == [
        ("extension-unknown", 2, "there is no extension `emojis`"),
        ("extension-unknown", 2, "the extension `raw_html` cannot be switched off"),
        ("extension-unknown", 2, "the extension `four_space_rule` is not supported"),
    ]
    assert rendered.outcome.hint("extension-unknown") == "did you mean `emoji`?"


def test_names_in_the_configuration_are_checked() -> None:
    outcome = deck("a", config='title = "T"\nextensions = "+emojis"\n').outcome
    assert outcome.places == [("config-invalid", "diascope.toml", 2)]


@pytest.mark.parametrize("name", sorted(SWITCHED))
def test_what_is_switched_off_last_is_off(name: str) -> None:
    switches = Switches()
    switches.switch(f"+{name} -{name}")
    assert switches.applied(DEFAULT) == DEFAULT - {name}
    switches.switch(name)
    assert switches.applied(DEFAULT) == DEFAULT | {name}


def test_headings_are_named_by_what_is_shown() -> None:
    rendered = render("---\nemoji: true\n---\n\n# To the :moon: {.x}\n")
    assert rendered.slides == ["to-the"]


@pytest.mark.parametrize("kind", ["NOTE", "TIP", "IMPORTANT", "WARNING", "caution"])
def test_an_alert_has_its_word(kind: str) -> None:
    alert = render(f"# One\n\n> [!{kind}]\n> Some *text*\n>\n> - a\n").element(
        f".alert.{kind.lower()}"
    )
    words = [" ".join(part.text(deep=True).split()) for part in alert.iter()]
    assert words == [kind.capitalize(), "Some text", "a"]


@pytest.mark.parametrize(
    "text", ["> [!NOTE]", "> [!NOTE] a\n> b", "> [!HINT]\n> a", "> a\n> [!TIP]"]
)
def test_what_is_no_alert_is_a_quotation(text: str) -> None:
    rendered = render(f"# One\n\n{text}\n")
    assert rendered.element("blockquote").text(deep=True).split()
    assert not rendered.page.css(".alert")


def test_a_mistake_in_an_alert_is_told_at_its_line() -> None:
    rendered = render("# One\n\n> [!NOTE]\n> a\n> b[^nowhere]\n")
    assert [(one.line, one.column) for one in rendered.outcome.findings] == [(5, 4)]
