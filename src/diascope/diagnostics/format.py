"""A diagnostic as the user reads it, in the form that compilers have made familiar.

slides/talk.md:41:1: warning[div-unclosed]: fenced div is never closed
   |
41 | ::: notes
   | ^^^^^^^^^ opened here
   hint: add a line `:::` after the notes
"""

from __future__ import annotations

import unicodedata

from diascope.diagnostics import Diagnostic, Severity, display_name


def format_diagnostic(diagnostic: Diagnostic, colour: bool = False) -> str:
    """The diagnostic as the user reads it: place, message, excerpt with carets, and hint."""
    paint = _PAINT[diagnostic.severity] if colour else _PLAIN
    place = ":".join(map(_visible, address(diagnostic)))
    kind = paint["kind"].format(f"{diagnostic.severity}[{diagnostic.code}]")
    lines = [f"{paint['place'].format(place)}: {kind}: {_visible(diagnostic.message)}"]
    margin = " " * (len(str(diagnostic.line or 0)) + 1)
    if diagnostic.line is not None and diagnostic.excerpt.strip():
        shown, carets = _excerpt(diagnostic)
        bar = paint["gutter"].format("|")
        number = paint["gutter"].format(f"{diagnostic.line} |")
        underline = paint["caret"].format(f"{carets} {_visible(diagnostic.label)}".rstrip())
        lines += [f"{margin}{bar}", f"{number} {shown}", f"{margin}{bar} {underline}"]
    if diagnostic.hint:
        lines.append(f"{margin}{paint['hint'].format('hint:')} {_visible(diagnostic.hint)}")
    return "\n".join(lines)


_PLAIN = dict.fromkeys(("place", "kind", "gutter", "caret", "hint"), "{}")
_COLOURS = {"place": "\x1b[1m{}\x1b[0m", "gutter": "\x1b[34m{}\x1b[0m", "hint": "\x1b[36m{}\x1b[0m"}
_PAINT = {
    Severity.ERROR: _COLOURS | {"kind": "\x1b[1;31m{}\x1b[0m", "caret": "\x1b[31m{}\x1b[0m"},
    Severity.WARNING: _COLOURS | {"kind": "\x1b[1;33m{}\x1b[0m", "caret": "\x1b[33m{}\x1b[0m"},
    Severity.ADVICE: _COLOURS | {"kind": "\x1b[1;36m{}\x1b[0m", "caret": "\x1b[36m{}\x1b[0m"},
}

_WIDTH = 96
"""Terminal columns an excerpt may take; a longer line is shown around its carets."""
_FAR = 400
"""Characters on either side of the first caret that are looked at, however long the line is."""
_LEAD = 32
"""Terminal columns kept before the carets of such a line."""


def address(diagnostic: Diagnostic) -> list[str]:
    """The file as the user would type it, and the line and column as far as they are known."""
    name = display_name(diagnostic.path)
    return [name, *(str(number) for number in (diagnostic.line, diagnostic.column) if number)]


def _excerpt(diagnostic: Diagnostic) -> tuple[str, str]:
    """The source line as it is shown, and the carets that go below it."""
    text = diagnostic.excerpt.rstrip()
    start, end = span(diagnostic)
    before = _visible(text[max(0, start - _FAR) : start])
    marked = _visible(text[start : min(end, start + _FAR)])
    after = _visible(text[end : end + _FAR])
    if _columns(before + marked + after) > _WIDTH:
        if _columns(before) > _LEAD and _columns(before + marked) > _WIDTH * 3 // 4:
            before = "…" + _last_columns(before, _LEAD)
        marked = _first_columns(marked, _WIDTH - _columns(before))
        after = _first_columns(after, _WIDTH - _columns(before + marked))
    return before + marked + after, " " * _columns(before) + "^" * max(1, _columns(marked))


def span(diagnostic: Diagnostic) -> tuple[int, int]:
    """Where the carets begin and end in the excerpt; all its text where no column is known."""
    text, column = diagnostic.excerpt.rstrip(), diagnostic.place.column
    if column is None:
        return len(text) - len(text.lstrip()), len(text)
    start = min(column, len(text))
    length = diagnostic.place.length or len(text) - start
    return start, min(start + max(1, length), len(text))


def _visible(text: str) -> str:
    """The text with tabs as four spaces and without characters that would steer a terminal."""
    if text.isprintable():  # none of those is
        return text
    return "".join("\ufffd" if _steers(char) else char for char in text.expandtabs(4))


def _steers(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or char in _BIDI


_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that reorder what a terminal shows after them."""


def _columns(text: str) -> int:
    """The terminal columns that the text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_char_columns, text))


def _char_columns(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _first_columns(text: str, limit: int) -> str:
    """The beginning of the text that fits in so many columns, with `…` where some is left out."""
    if _columns(text) <= limit:
        return text
    used, end = 1, 0
    while used + _char_columns(text[end]) <= limit:
        used += _char_columns(text[end])
        end += 1
    return text[:end] + "…"


def _last_columns(text: str, limit: int) -> str:
    """The end of the text that fits in so many columns."""
    used, start = 0, len(text)
    while start and used + _char_columns(text[start - 1]) <= limit:
        start -= 1
        used += _char_columns(text[start])
    return text[start:]
