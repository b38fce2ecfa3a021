"""Recorded sessions: what terminals have printed, as the screen shows it and in colours."""

from __future__ import annotations

from diascope.snippets.ansi import coloured
from diascope.verify.screen import shown
from fuzz.target import Target, within
from fuzz.texts import texts

FRAGMENTS = [
    *"\x1b\x07\x08\r\n\t\x7f\x00\x0b\x0c[]?;:m ",
    *(
        "\x1b[",
        "\x1b[0m",
        "\x1b[31m",
        "\x1b[38;5;999m",
        "\x1b[38;2;1;2;3m",
        "\x1b[48;2;",
        "\x1b[1;3;4m",
    ),
    *(
        "\x1b[2J",
        "\x1b[K",
        "\x1b[1K",
        "\x1b[99999999999A",
        "\x1b[9999B",
        "\x1b[5C",
        "\x1b[D",
        "\x1b[H",
    ),
    *(
        "\x1b[10;10H",
        "\x1b[s",
        "\x1b[u",
        "\x1b7",
        "\x1b8",
        "\x1b[?1049h",
        "\x1b[?1049l",
        "\x1b[?47h",
    ),
    *(
        "\x1b]0;title\x07",
        "\x1b]8;;http://a\x1b\\",
        "\x1bP",
        "\x1b_",
        "\x1b^",
        "\x1b(B",
        "\x1bM",
        "\x1bc",
    ),
    *(
        "\x1b[3L",
        "\x1b[3M",
        "\x1b[3P",
        "\x1b[3@",
        "\x1b[3X",
        "\x1b[1;2r",
        "\x1b[S",
        "\x1b[T",
        "\x1b[G",
    ),
    *(
        "50%\r",
        "text",
        "é",
        "世界",
        "\r\n",
        "\x9b31m",
        "^[[31m",
        "\b \b",
        "\x1b[" + "9" * 5000 + "A",
        "\x1b[;;;;m",
        "\x1b[-1A",
        "9" * 5000,
    ),
]


def check(text: str) -> None:
    """Show a text as a terminal does."""
    screen = shown(text)
    assert "\x1b" not in screen
    assert len(screen) < 2_000_000 + 1000 * len(text), "a screen without bounds"
    pieces = "".join(piece.text for piece in coloured(text))
    assert len(pieces) <= len(text)
    assert "\x1b" in text or "^[[" in text or pieces == text


TARGET = Target(
    "sessions",
    texts(FRAGMENTS, "screen.md"),
    check,
    {
        **{f"{one!r}": one for one in FRAGMENTS},
        "a line over and over": "50%\r",
        "lines": "a\n",
        "jumps down": "\x1b[999Ba",
        "jumps right": "\x1b[999Ca",
        "lines put in": "a\n\x1b[L",
        "characters put in": "a\x1b[@",
        "characters taken out": within("a" * 500, "\x1b[D\x1b[P", ""),
        "screens": "a\x1b[?1049hb\x1b[?1049l",
        "cleared": "a\n\x1b[2J",
        "home": "a\n\x1b[H",
        "to the end": "\x1b[Ha\x1b[J",
    },
    "tests/cases/screen.md",
)
