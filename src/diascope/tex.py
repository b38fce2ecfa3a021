"""What is wrong with a formula, as far as that can be seen without typesetting it.

Formulas are typeset by KaTeX in the browser, and a build runs no JavaScript.  So this looks for
the mistakes that people make: braces, `\\left` and `\\right`, `\\begin` and `\\end` that do not
pair, arguments that are missing, and commands of which KaTeX's own script has never heard.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache, lru_cache

from diascope.theme import builtin_static

_TOKEN = re.compile(r"%[^\n]*|\\(?:[A-Za-z@]+\*?|[\s\S])|[{}&^_]|\s+|[^\\{}&^_\s%]")
_ENVIRONMENT = re.compile(r"\s*\{([^{}]*)\}")
_VERBATIM = re.compile(r"\\(?:url|href|verb)(?![A-Za-z])|\\(?:class|id|data)\b")
_DEFINITION = re.compile(
    r"\\(?:(?:re|provide)?newcommand|DeclareMathOperator|operatorname|def|gdef|edef|xdef|let)(?![A-Za-z])"
)
_DEFINED = re.compile(
    r"\\(?:(?:re|provide)?newcommand|DeclareMathOperator|[gex]?def|let|futurelet)(?![A-Za-z])\*?"
    r"\s*\{?\s*(\\[A-Za-z@]+)"
)

_TWO = {r"\frac", r"\dfrac", r"\tfrac", r"\cfrac", r"\binom", r"\dbinom", r"\tbinom", r"\stackrel"}
_TWO |= {r"\overset", r"\underset"}
_ONE = {
    r"\sqrt",
    r"\text",
    r"\mathbb",
    r"\mathbf",
    r"\mathcal",
    r"\mathrm",
    r"\mathsf",
    r"\mathfrak",
}
_ONE |= {r"\overline", r"\underline", r"\hat", r"\widehat", r"\tilde", r"\widetilde", r"\bar"}
_ONE |= {r"\vec", r"\dot", r"\ddot", r"\boldsymbol", r"\operatorname", r"\textbf", r"\textit"}
_ONE |= {r"\overbrace", r"\underbrace", r"\boxed", r"\phantom", r"\substack"}
_ENDS = {"}", "&", "^", "_", r"\\", r"\right", r"\end"}
"""What cannot be an argument."""


def commands_defined(tex: str) -> frozenset[str]:
    """The commands that TeX defines."""
    return frozenset(_DEFINED.findall(tex))


@lru_cache(maxsize=4096)
def mistake_in(tex: str, defined: Set[str] = frozenset()) -> str:
    """The first mistake in a formula, in a few words; empty where none is seen."""
    if "\\" not in tex and not ("{" in tex or "}" in tex or "^" in tex or "_" in tex):
        return ""
    tokens = [t for t in _TOKEN.findall(tex) if not t.isspace() and not t.startswith("%")]
    if _DEFINITION.search(tex) or _VERBATIM.search(tex):
        return _unpaired(tokens, tex)
    return _unpaired(tokens, tex) or _unknown(tokens, defined) or _without_argument(tokens, defined)


def _unpaired(tokens: list[str], tex: str) -> str:
    """A brace, `\\left` or environment without its other half."""
    names = iter(_environments(tex))
    open_ = list[str]()
    for token in tokens:
        if token in {"{", r"\left"}:
            open_.append(token)
        elif token == r"\begin":
            open_.append(rf"\begin{{{next(names)}}}")
        elif token in {"}", r"\right", r"\end"}:
            closing = rf"\end{{{next(names)}}}" if token == r"\end" else token
            opening = _OPENING.get(token, rf"\begin{closing[4:]}")
            if not open_:
                return f"`{closing}` closes nothing"
            if open_[-1] != opening:
                return f"`{closing}` where `{open_[-1]}` is to be closed"
            open_.pop()
    return f"`{open_[-1]}` is never closed" if open_ else ""


_OPENING = {"}": "{", r"\right": r"\left"}


def _environments(tex: str) -> list[str]:
    """The names after every `\\begin` and `\\end`, in order."""
    places = (
        found.end() for found in re.finditer(r"(?<!\\)(?:\\\\)*\\(?:begin|end)(?![A-Za-z])", tex)
    )
    named = (_ENVIRONMENT.match(tex, place) for place in places)
    return [found[1] if found else "" for found in named]


def _unknown(tokens: list[str], defined: Set[str]) -> str:
    """A command that neither KaTeX nor the deck defines."""
    for token in tokens:
        name = token.removesuffix("*")
        is_name = len(name) > 1 and name[0] == "\\" and name[1].isalpha()
        if is_name and name not in defined and name not in (_known() or {name}):
            return f"`{name}` is not a command that KaTeX knows"
    return ""


def _without_argument(tokens: list[str], defined: Set[str]) -> str:
    """A command, `^` or `_` at which an argument is missing."""
    for at, token in enumerate(tokens):
        wanted = 2 if token in _TWO else 1 if token in _ONE or token in {"^", "_"} else 0
        if token not in defined and _arguments(tokens, at + 1, wanted) < wanted:
            return f"`{token}` lacks an argument"
    return ""


def _arguments(tokens: list[str], at: int, wanted: int) -> int:
    """How many of the wanted arguments stand from here on."""
    if tokens[at : at + 1] == ["["]:
        at = tokens.index("]", at) + 1 if "]" in tokens[at:] else at
    for count in range(wanted):
        if at >= len(tokens) or tokens[at] in _ENDS:
            return count
        at = _after_group(tokens, at) if tokens[at] == "{" else at + 1
    return wanted


def _after_group(tokens: list[str], at: int) -> int:
    depth = 0
    for place in range(at, len(tokens)):
        depth += (tokens[place] == "{") - (tokens[place] == "}")
        if depth == 0:
            return place + 1
    return len(tokens)


@cache
def _known() -> frozenset[str]:
    """Every command that KaTeX's script names, and those that our own script adds.

    None where the browser libraries are not there: then nothing can be said of commands.
    """
    scripts = [builtin_static() / name for name in ("vendor/katex/katex.js", "js/math.js")]
    if not all(path.is_file() for path in scripts):
        return frozenset()
    texts = (path.read_text(encoding="utf-8") for path in scripts)
    names = (name for text in texts for name in re.findall(r"\\\\([A-Za-z@]+)", text))
    return frozenset("\\" + name for name in names) - {r"\foo"}
