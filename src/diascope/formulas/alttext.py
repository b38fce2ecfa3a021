"""A formula in plain characters, from its MathML: what `alttext` holds (MathML 3, section 2.2.1).

It is what pandoc's HTML writer makes of a formula that fits into a line; others keep their TeX.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

from diascope.patterns import lazy_pattern

_TALL = frozenset("mfrac msqrt mroot mtable menclose munderover".split())
"""Elements that do not fit into a line."""
_COMBINING = {
    "^": "\u0302",
    "~": "\u0303",
    "ˉ": "\u0304",
    "→": "\u20d7",
    "\u20d7": "\u20d7",
    "˙": "\u0307",
    "¨": "\u0308",
}
"""Accents as characters that join the letter before them."""
_STYLES = {"double-struck": "DOUBLE-STRUCK", "script": "SCRIPT", "fraktur": "FRAKTUR"}
_LARGE = frozenset("∑∏∐⋃⋂⨆⨁⨂⨀⋁⋀")
"""Operators that have their limits above and below."""
_PLAIN = str.maketrans(
    {"∗": "*", "∣": "|", "↔": "↔\ufe0e", **dict.fromkeys("\u2061\u2062\u2063\u200b", "")}
)
"""Characters of MathML as pandoc writes them; those that only structure it are left out."""


_MATHML = lazy_pattern(r"<math.*?</math>", re.S)
_TEX = lazy_pattern(r"<annotation .*?</annotation>", re.S)


class _NotPlainError(Exception):
    """A formula does not fit into a line; never leaves this module."""


def parted(html: str) -> tuple[str, str]:
    """KaTeX's HTML without its copy of the TeX, and the MathML in it."""
    bare = _TEX.sub("", html)
    match = _MATHML.search(bare)
    return bare, match[0] if match else "<math/>"


def alttext(mathml: str, tex: str, is_display: bool) -> str:
    """The formula in plain characters, or its TeX between dollar signs."""
    try:
        root = fromstring(mathml)
        return "".join(_text(root)).translate(_PLAIN)
    except _NotPlainError:
        signs = "$$" if is_display else "$"
        return f"{signs}{tex}{signs}"


def _text(element: Element) -> Iterator[str]:
    tag = element.tag.rpartition("}")[2]
    if tag in _TALL:
        raise _NotPlainError
    if tag == "msubsup" and (element[0].text or "") in _LARGE:
        raise _NotPlainError
    if tag == "mover":
        yield _accented(element)
    elif len(element):
        for child in element:
            yield from _text(child)
    else:
        style = _STYLES.get(element.get("mathvariant", ""))
        text = element.text or ""
        yield "".join(_styled(char, style) for char in text) if style else text


def _accented(element: Element) -> str:
    base, accent = "".join(_text(element[0])), "".join(_text(element[1]))
    if len(base) != 1 or not base.isalpha() or accent not in _COMBINING:
        raise _NotPlainError
    return unicodedata.normalize("NFC", base + _COMBINING[accent])


def _styled(char: str, style: str) -> str:
    """A letter in another alphabet; some of these have characters that are older than the rest."""
    if not (char.isascii() and char.isalpha()):
        return char
    letter = f"{style} {'CAPITAL' if char.isupper() else 'SMALL'} {char.upper()}"
    for prefix in ("MATHEMATICAL ", "", "BLACK-LETTER "):
        try:
            return unicodedata.lookup(prefix + letter)
        except KeyError:
            continue
    return char
