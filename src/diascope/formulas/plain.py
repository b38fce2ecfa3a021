"""A formula in one line, read from its TeX."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diascope.formulas.alphabets import TEXTS, is_style, styled
from diascope.formulas.parts import Part, spaced
from diascope.formulas.symbols import (
    ACCENTS,
    ITALIC,
    NEGATED,
    SIGNS,
    SPACES,
    Kind,
    symbol,
)
from diascope.html_escape import escape_html

_MAX_NESTING = 20
_TOKEN = re.compile(r"\\(?:[A-Za-z]+\*?|[\s\S])|\d+(?:\.\d+)?|'+|[\s\S]")
_SPACE = re.compile(r"\s*")
_BRACED_TEXT = re.compile(r"\s*\{((?:[^{}$\\]|\\[%&_#${} ]|\$[^$]*\$)*+)\}")
_TEXT_PART = re.compile(r"\\([%&_#${} ])|\$([^$]*)\$|([^\\$]+)")
_IGNORED = frozenset(
    """displaystyle textstyle scriptstyle nonumber notag left middle right big Big bigg Bigg bigl
    bigr Bigl Bigr biggl biggr Biggl Biggr""".split()
)
_ARGUMENT_IGNORED = frozenset("label tag hspace vspace color".split())
_PRIMES = {1: "′", 2: "″", 3: "‴", 4: "⁗"}


class NotPlainError(Exception):
    """The formula needs more than one line, or a command that is not known."""


def plain(tex: str) -> str:
    """The formula as HTML; NotPlainError where it cannot be said in a line."""
    reader = _Reader(tex)
    parts = reader.parts("italic")
    if reader.pos < len(tex):
        raise NotPlainError
    return spaced(parts)


class _Reader:
    """Reads TeX from left to right."""

    def __init__(self, tex: str) -> None:
        self.tex = tex
        self.pos = 0
        self.depth = 0

    def parts(self, style: str) -> list[Part]:
        """The parts up to a closing brace or the end, indices with what they belong to."""
        found = list[Part]()
        while (token := self._peek()) and token != "}":
            if token in "^_" or token[0] == "'":
                base = found.pop() if found else Part("")
                found.append(self._indexed(base, style))
            else:
                found += self._part(style)
        return found

    def _indexed(self, base: Part, style: str) -> Part:
        """A part with its indices, of which it may have one below and one above."""
        below, above = list[str](), list[str]()
        while (token := self._peek()) and (token in "^_" or token[0] == "'"):
            if token == "_":
                below.append(self._index("sub", style))
            elif token == "^":
                above.append(self._index("sup", style))
            else:
                self._next()
                above.append(f"<sup>{_PRIMES.get(len(token), token)}</sup>")
        if below and above and base.kind is Kind.MOVABLE:
            raise NotPlainError
        return Part("".join((base.html, *below, *above)), _indexed_kind(base.kind))

    def _index(self, tag: str, style: str) -> str:
        self._next()
        return f"<{tag}>{self._argument(style)}</{tag}>"

    def _argument(self, style: str) -> str:
        """What a command or index takes: a group, or one part."""
        if self._peek() == "{":
            return self._group(style)
        return spaced(self._part(style))

    def _group(self, style: str) -> str:
        self._next()
        parts = self.parts(style)
        if self._next() != "}":
            raise NotPlainError
        return spaced(parts)

    def _part(self, style: str) -> list[Part]:
        if self.depth == _MAX_NESTING:
            raise NotPlainError
        self.depth += 1
        token = self._peek()
        if token == "{":
            found = [Part(self._group(style))]
        else:
            self._next()
            found = self._command(token[1:], style) if token[:1] == "\\" else [_sign(token, style)]
        self.depth -= 1
        return found

    def _command(self, name: str, style: str) -> list[Part]:
        if name in _IGNORED:
            return self._without_dot(name)
        if name in _ARGUMENT_IGNORED:
            self._argument(style)
            return []
        return [self._commanded(name, style)]

    def _commanded(self, name: str, style: str) -> Part:
        if name in TEXTS:
            return Part("".join(self._words(name)))
        if is_style(name):
            return Part(self._argument(name))
        if name in ACCENTS:
            return self._accented(ACCENTS[name], style)
        if name == "not":
            return self._negated(style)
        if name.rstrip("*") == "operatorname":
            return Part(self._argument("mathrm"), Kind.FUNCTION)
        if name == "pmod":
            return Part(f"\N{NO-BREAK SPACE}(mod\N{NO-BREAK SPACE}{self._argument(style)})")
        return _symbol(name, style)

    def _without_dot(self, name: str) -> list[Part]:
        """Nothing for the size of a fence; `\\left.` is no fence at all."""
        if name in ("left", "right") and self._peek() == ".":
            self._next()
        return []

    def _words(self, style: str) -> Iterator[str]:
        """Words in braces, which may hold formulas."""
        found = _BRACED_TEXT.match(self.tex, self.pos)
        if found is None:
            raise NotPlainError
        self.pos = found.end()
        for part in _TEXT_PART.finditer(found[1]):
            escaped, formula, words = part.groups()
            if formula is None:
                yield styled(escape_html(escaped or words, quotes=False), style)
            else:
                yield plain(formula)

    def _accented(self, accent: str, style: str) -> Part:
        braced = self._peek() == "{"
        if braced:
            self._next()
        parts = self._part(style)
        if (braced and self._next() != "}") or len(parts) != 1 or not parts[0].letter:
            raise NotPlainError
        return Part(styled(parts[0].letter + accent, style))

    def _negated(self, style: str) -> Part:
        parts = self._part(style)
        if len(parts) != 1 or parts[0].html not in NEGATED:
            raise NotPlainError
        return Part(escape_html(NEGATED[parts[0].html], quotes=False), Kind.RELATION)

    def _peek(self) -> str:
        """The next token, spaces and comments left out; nothing at the end."""
        space = _SPACE.match(self.tex, self.pos)
        self.pos = space.end() if space else self.pos
        token = _TOKEN.match(self.tex, self.pos)
        return token[0] if token else ""

    def _next(self) -> str:
        token = self._peek()
        self.pos += len(token)
        return token


def _sign(token: str, style: str) -> Part:
    """A letter, a number, or a sign that stands for itself."""
    if token.isalpha():
        return Part(styled(token, style), letter=token)
    if token[:1].isdigit():
        return Part(token if style == "italic" else styled(token, style))
    sign = SIGNS.get(token) or ((token, Kind.ORDINARY) if token > "\x7f" else None)
    if sign is None:
        raise NotPlainError
    return Part(escape_html(sign[0], quotes=False), sign[1])


def _symbol(name: str, style: str) -> Part:
    if name in SPACES:
        return Part(SPACES[name], Kind.SPACE)
    found = symbol(name)
    if found is None:
        raise NotPlainError
    text, kind = escape_html(found[0], quotes=False), found[1]
    if name in ITALIC:
        return Part(styled(text, style), kind, letter=text)
    return Part(text, kind)


def _indexed_kind(kind: Kind) -> Kind:
    return Kind.ORDINARY if kind in (Kind.MOVABLE, Kind.FUNCTION) else kind
