"""TeX environments that are formulas, with no dollar signs around them.

Pandoc's HTML writer sets those of amsmath that KaTeX and MathJax know; the others here, which it
drops, are set as the nearest that KaTeX knows (`formulas/typeset.js`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from diascope.patterns import lazy_pattern

_IN_TEXT = """align alignat displaymath dmath eqnarray equation flalign gather math multline
subequations"""
IN_TEXT = frozenset(_IN_TEXT.split())
"""Those that go on a paragraph; all others are blocks."""
_PARTS = """aligned alignedat array Bmatrix bmatrix cases CD gathered matrix pmatrix smallmatrix
split subarray Vmatrix vmatrix"""
_FORMULAS = IN_TEXT | frozenset(_PARTS.split())
BARE_TEX = "\\"
"""The markup of tokens that were written as TeX, not as code with the attribute `{=tex}`."""
BEGIN = lazy_pattern(r"\\begin\{([A-Za-z]+)(\*?)\}")
_REFERENCE = lazy_pattern(r"\\(?:eq)?ref\{[^{}]*\}")
_NAME = lazy_pattern(r"\\([A-Za-z]+)")
_LAST = lazy_pattern(r"\\end\{([A-Za-z]+\*?)\}\s*\Z")
_BODY = r"\{((?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.)*\})*\})*)\}"
_DEFINITION = lazy_pattern(
    r"\\(?:(?:(?:re)?new|provide)command\*?\s*\{?|def)\s*\\([A-Za-z]+)\s*\}?"
    rf"(?:\s*\[\d\]|#\d)*\s*{_BODY}",
    re.S,
)

Macros = Callable[[str], str | None]
"""What a command stands for that begins or ends a formula; None for every other command."""


class TexFormula(NamedTuple):
    """A formula that an environment holds."""

    kind: str
    """The type of its token: `math_inline` or `math_display`."""
    tex: str
    """What is to be set."""


def no_macros(name: str) -> None:
    """No command begins or ends a formula."""


def macros_of(text: str) -> dict[str, str]:
    r"""The commands that a text defines to begin or end formulas, such as `\be`, by name."""
    if "\\begin{" not in text and "\\end{" not in text:
        return {}
    match = {one[1]: one[2].strip() for one in _DEFINITION.finditer(text)}
    return {name: body for name, body in match.items() if _begins(body) or _ends(body)}


def formula(tex: str, macro: Macros = no_macros) -> TexFormula | None:
    """The formula that this TeX is: an environment, or a reference to one; None otherwise."""
    if _REFERENCE.fullmatch(tex):
        return TexFormula("math_inline", tex)
    if is_whole(tex, macro):
        return TexFormula("math_display", tex)
    expanded = _NAME.sub(lambda found: macro(found[1]) or found[0], tex)
    begin = BEGIN.match(expanded)
    if begin is None or begin[1] not in _FORMULAS:
        return None
    if begin[1] not in ("math", "displaymath"):
        return TexFormula("math_display", expanded)
    inner = expanded[begin.end() :].removesuffix(f"\\end{{{begin[1]}{begin[2]}}}").strip()
    return TexFormula("math_inline" if begin[1] == "math" else "math_display", inner)


def is_whole(tex: str, macro: Macros) -> bool:
    """Whether this is a command, perhaps with arguments, that stands for a whole formula."""
    name = _NAME.match(tex)
    body = macro(name[1]) if name else None
    return body is not None and _begins(body) and _ends(body) != ""


def macro_end(text: str, pos: int, macro: Macros) -> int | None:
    """Where the formula ends that a command begins here which stands for the beginning of one."""
    name = _NAME.match(text, pos)
    body = macro(name[1]) if name else None
    begin = BEGIN.match(body) if body else None
    if name is None or body is None or begin is None or _ends(body):
        return None
    wanted = begin[1] + begin[2]
    for match in _NAME.finditer(text, name.end()):
        if text.startswith(f"\\end{{{wanted}}}", match.start()):
            return match.start() + len(f"\\end{{{wanted}}}")
        if _ends(macro(match[1]) or "") == wanted:
            return match.end()
    return None


def _begins(body: str) -> bool:
    begin = BEGIN.match(body)
    return begin is not None and begin[1] in _FORMULAS


def _ends(body: str) -> str:
    """The environment that ends where this TeX does."""
    last = _LAST.search(body)
    return last[1] if last and last[1].rstrip("*") in _FORMULAS else ""
