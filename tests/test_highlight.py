"""Code blocks: the HTML a theme styles, and that their text is the code, whatever it is."""

import re
import subprocess
import sys
import time
from html import unescape

import pytest
from casefile import Case, cases
from harness import with_tabs
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from diascope.dialect.attributes import parse_attributes
from diascope.snippets import known_language, render_code

LANGUAGES = (
    "python javascript typescript jsx html css scss json yaml toml ini bash sh zsh powershell bat "
    "dockerfile makefile cmake nginx sql postgresql c cpp c# java kotlin scala go rust swift ruby "
    "perl php lua r julia haskell ocaml elixir erlang clojure common-lisp tex latex markdown rst "
    "diff xml xslt terraform protobuf graphql nix vim groovy matlab html+django "
    "console pycon doscon ps1con text unknown"
).split()

SYNTAX = st.sampled_from(
    [
        *"\"'`#$%&\\/*<>{}()[]=:;,.-_ \n\t\r",
        *(
            "'''",
            '"""',
            "<!--",
            "-->",
            "/*",
            "*/",
            "//",
            "${",
            "{{",
            "}}",
            "{%",
            "%}",
            "<?php",
            "?>",
        ),
        *(
            "$ ",
            "> ",
            ">>> ",
            "# ",
            "<<EOF",
            "EOF",
            "def ",
            "end",
            "begin",
            "<script>",
            "</script>",
        ),
        *("\\begin{", "a", "é", "0x", "1.5e", "\n\n", "&amp;"),
    ]
)
CODE = st.one_of(
    st.lists(SYNTAX, max_size=30).map("".join),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
)
NUMBERS = st.sampled_from(
    [((), {}), (("numberLines",), {"startFrom": "7"}), ((), {"code-line-numbers": "1|2-3"})]
)


@pytest.mark.parametrize("case", [pytest.param(c, id=c.title) for c in cases("code.md")])
def test_html(case: Case) -> None:
    first, _, code = case.given.partition("\n")
    found = parse_attributes(first)
    assert found, first
    attributes, _ = found
    html = render_code(f"{code}\n", attributes.classes, dict(attributes.pairs), attributes.id)
    assert html == case.expected


@settings(deadline=None)  # the first block in a language imports its lexer
@given(CODE, st.sampled_from(LANGUAGES), NUMBERS)
@example("a\n\n\n", "python", ((), {}))
@example("\n\n", "console", (("numberLines",), {}))
@example("%\n>", "console", ((), {}))
@example("\ufeffa\r\nb", "yaml", ((), {}))
def test_the_text_of_a_block_is_its_code(
    code: str, language: str, numbers: tuple[tuple[str, ...], dict[str, str]]
) -> None:
    assume(language != "console" or ("\x1b" not in code and "^[[" not in code))  # drawn as colours
    classes, attributes = numbers
    html = render_code(code, (language, *classes), attributes)
    assert unescape(re.sub("<[^>]*>", "", with_tabs(html))) == code.removesuffix("\n")


@given(CODE, st.sampled_from(["python", "console", ""]))
def test_a_browser_reads_the_code(code: str, language: str) -> None:
    assume(language == "python" or ("\x1b" not in code and "^[[" not in code))
    page = LexborHTMLParser(with_tabs(render_code(code, [language] if language else [], {})))
    pre = page.css_first("div.sourceCode > pre")
    assert pre is not None
    assert pre.text() == code.removesuffix("\n")


@given(CODE)
def test_every_line_has_its_number(code: str) -> None:
    html = render_code(code, ["python", "numberLines"], {})
    lines = LexborHTMLParser(with_tabs(html)).css(".line")
    assert [line.text() for line in lines] == code.removesuffix("\n").split("\n")
    assert [line.attributes["data-line"] for line in lines] == [
        str(number) for number in range(1, len(lines) + 1)
    ]


@pytest.mark.parametrize(
    "names",
    [
        "Dockerfile docker yaml YAML bash sh shell console cpp c++ objectivec js ts html tex latex",
        "default text plain TXT none golang py rb kt hs cs tsx jsonc hcl make diff patch",
        # skylighting's, as Pandoc has them
        "commonlisp debiancontrol djangotemplate dosbat fasm fortranfree gcc gnuassembler isocpp",
        "javascriptreact literatehaskell mandoc monobasic mustache objectivecpp opencl povray",
        "relaxng relaxngcompact roff sci sgml sqlmysql sqlpostgresql texinfo xorg xul",
    ],
)
def test_languages_are_known_by_their_names(names: str) -> None:
    assert [name for name in names.split() if not known_language(name)] == []


@pytest.mark.parametrize("name", ["", "nolang", "fragment", "numberLines", "smaller", "r-stretch"])
def test_other_classes_are_no_languages(name: str) -> None:
    assert not known_language(name)


@pytest.mark.parametrize(
    "code",
    ["x = 1\n" * 4_000, f"x = {'1' * 2_000}\n", "x = 1\n\n" * 1_000],
    ids=["long", "wide", "tall"],
)
def test_what_no_slide_can_show_is_left_plain(code: str) -> None:
    start = time.process_time()
    html = render_code(code, ["python"], {})
    assert "<span" not in html
    assert time.process_time() - start < 1


def test_a_lexer_that_fails_costs_the_colours_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from pygments.lexers import JsonLexer

    def fail(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(JsonLexer, "get_tokens_unprocessed", fail)
    assert '<code class="sourceCode json">[1]</code>' in render_code("[1]", ["json"], {})


def test_a_lexer_that_loses_text_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    from pygments.lexers import TOMLLexer
    from pygments.token import Keyword

    monkeypatch.setattr(TOMLLexer, "get_tokens_unprocessed", lambda *_: [(0, Keyword, "a")])
    assert '<code class="sourceCode toml">a = 1</code>' in render_code("a = 1", ["toml"], {})


def test_pygments_is_imported_when_a_language_is_met() -> None:
    program = (
        "import sys; from diascope.snippets import render_code; render_code('a', [], {});"
        "assert 'pygments' not in sys.modules; render_code('a', ['yaml'], {});"
        "assert 'pygments.lexers.python' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
