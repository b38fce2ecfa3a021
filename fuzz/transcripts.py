"""Transcripts: their steps are the text again, and they are shown as HTML."""

from __future__ import annotations

from html import unescape

from selectolax.lexbor import LexborHTMLParser

from diascope.snippets import render_code
from diascope.snippets.transcript import parse_transcript
from fuzz.target import Target, within
from fuzz.texts import texts

FRAGMENTS = [
    *"$#%>|&;<(){}[]\\'\"`~!* \t\n",
    *(
        "$ ",
        "# ",
        "> ",
        ">>> ",
        "... ",
        "% ",
        "user@host:~$ ",
        "PS C:\\> ",
        "1> ",
        "(venv) ",
        "C:\\> ",
    ),
    *(
        "$ cat <<EOF\n",
        "EOF\n",
        "<<-A",
        "\tA\n",
        "\\\n",
        "<<'A B'",
        "$((",
        "))",
        "case a in\n",
        "esac\n",
    ),
    *(
        "$ ls\na\n",
        "\n$ ",
        "\n# ",
        "\n> ",
        "|\n",
        "&&\n",
        "if a; then\n",
        "fi\n",
        "for i in a; do\n",
    ),
    *("\x1b[1m", "\x1b[0m", "^[[31m", "In [1]: ", "irb> ", "mysql> ", "sqlite> ", "[root@a b]# "),
    *("<pod>", "# needs: a\n", "\x1b]0;", "\x07", "done\n", "{\n", "}\n", "é", "(a)$ "),
]
CLASSES = (("console",), ("bash",), (), ("python",), ("pwsh-session",), ("zsh",))


def check(text: str) -> None:
    """Part a text into steps, and show it in every language."""
    steps = parse_transcript(text)
    assert "".join(step.prompt + step.command + step.output for step in steps) == text
    for step in steps:
        assert step.script is not None
    for classes in CLASSES[: 6 if len(text) < 2000 else 2]:
        shown = LexborHTMLParser(render_code(text, classes, {})).text()
        assert unescape(shown) is not None


def grow(text: str) -> None:
    """Part a text into steps, and show it."""
    parse_transcript(text)
    render_code(text, ("console",), {})


TARGET = Target(
    "transcripts",
    texts(FRAGMENTS, "transcripts.md", "transcript-shapes.md", "screen.md"),
    check,
    {
        **{
            f"`{one.rstrip()}`": one
            for one in ("$ ls\n", "$ a \\\n", "> \n", "# a\n", "a@b", "a\n")
        },
        **{f"`{one.rstrip()}`": one for one in ("$ echo don't\n", "$ cat <<EOF\n", "$ a 'b\n")},
        **{
            f"`{one.rstrip()}`": one
            for one in (">>> a\n", "... a\n", ">>> if a:\n... b\n", "PS> a\n")
        },
        **{
            f"in a line `{one}`": within("$ ", one, "\n")
            for one in ("'", '"', "`", "\\", "(", "$(")
        },
        **{
            f"in a line `{one}`": within("$ ", one, "\n")
            for one in ("${", "<<a ", "|", ";", "#", "{")
        },
        **{
            f"in a line `{one}`": within("$ ", one, "\n")
            for one in ("a ", "-a ", "<a>", "&&", "$((")
        },
        "prompts": "(a) ",
        "brackets": "[",
        "a prompt without an end": within("", "a", "@b:~"),
        "colours": within("$ a\n", "\x1b[31ma", ""),
        "blank lines": "$ a\n\n",
        "carriage returns": "$ a\r\n",
        "documents within": within("", "$ cat <<EOFN\na\nEOFN\n", ""),
        "documents of a line": within("$ cat", " <<aN", "\n"),
    },
    "tests/cases/transcripts.md",
    grow,
)
