"""Letters of mathematical alphabets: `\\mathbb{R}` is ℝ."""

from __future__ import annotations

import unicodedata

_UNICODE = {
    "mathbb": "DOUBLE-STRUCK",
    "mathcal": "SCRIPT",
    "mathscr": "SCRIPT",
    "mathfrak": "FRAKTUR",
}
_NAMES = {
    "SCRIPT": ("SCRIPT",),
    "DOUBLE-STRUCK": ("DOUBLE-STRUCK",),
    "FRAKTUR": ("FRAKTUR", "BLACK-LETTER"),
}
_ELEMENTS = {
    **dict.fromkeys(("mathbf", "boldsymbol", "bm", "mathbfup", "textbf"), "strong"),
    **dict.fromkeys(("mathit", "textit", "emph"), "em"),
    **dict.fromkeys(("mathtt", "texttt"), "code"),
}
PLAIN = frozenset(
    """mathrm mathup mathsf mathsfup mathop mathbin mathrel mathord text textrm textsf
    mbox""".split()
)
TEXTS = frozenset("text textrm textsf mbox textbf textit emph texttt".split())
"""Commands whose argument is words, not a formula."""


def is_style(command: str) -> bool:
    """Whether a command chooses an alphabet."""
    return command in PLAIN or command in _ELEMENTS or command in _UNICODE


def styled(letters: str, style: str) -> str:
    """Escaped letters in the alphabet of a command, `italic` being that of variables."""
    if style == "italic":
        return f"<em>{letters}</em>"
    if style in _UNICODE:
        return "".join(_letter(char, _UNICODE[style]) for char in letters)
    element = _ELEMENTS.get(style)
    return f"<{element}>{letters}</{element}>" if element else letters


def _letter(char: str, alphabet: str) -> str:
    """The character of this alphabet, from its name in Unicode."""
    name = unicodedata.name(char, "")
    for kind in ("CAPITAL", "SMALL"):
        plain = f"LATIN {kind} LETTER "
        if name.startswith(plain):
            letter = f"{kind} {name.removeprefix(plain)}"
            return _first([f"MATHEMATICAL {alphabet} {letter}", *_older(alphabet, letter)], char)
    return _first([f"MATHEMATICAL {alphabet} {name}"], char)


def _older(alphabet: str, letter: str) -> list[str]:
    """Names of the letters that Unicode had before the others, `SCRIPT CAPITAL L` and its like."""
    return [f"{name} {letter}" for name in _NAMES[alphabet]]


def _first(names: list[str], fallback: str) -> str:
    for name in names:
        try:
            return unicodedata.lookup(name)
        except KeyError:
            continue
    return fallback
