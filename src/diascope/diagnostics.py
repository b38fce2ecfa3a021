"""Diagnostics: what is wrong in a user's files, where, and what to do about it.

A user's mistake is a value, never an exception. Stages return diagnostics beside their
result and go on, so that one run shows them all; ``format_diagnostic`` turns one into text::

    slides/talk.md:41:1: error[div-unclosed]: fenced div is never closed
       |
    41 | ::: notes
       | ^^^ opened here
       hint: add a line `:::` after the notes
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is: an error keeps the site from being written."""

    ERROR = "error"
    WARNING = "warning"


CODES: dict[str, str] = {
    # Reading files
    "file-missing": "a file that was asked for does not exist",
    "file-is-folder": "a folder stands where a file was expected",
    "file-unreadable": "a file exists but cannot be read",
    "file-empty": "a deck holds no text",
    "not-utf8": "a file is not UTF-8 and was read as Latin-1",
    "nul-byte": "a file holds NUL bytes, shown as the replacement character",
    "text-broken-encoding": "text was decoded with the wrong encoding before it was saved",
    # Front matter
    "title-block-unclosed": "the `%` title block runs into the text below it",
    "yaml-unclosed": "a YAML block is opened and never closed",
    "yaml-invalid": "a YAML block cannot be read",
    "heading-swallowed": "a metadata block in the midst of a deck takes a heading for a comment",
    "yaml-duplicate-key": "a key stands twice in one YAML mapping; the last one counts",
    "metadata-unknown-key": "a metadata key looks like a misspelling of a known one",
    "metadata-key-case": "a metadata key differs from a known one in letter case only",
    "metadata-invalid": "a metadata value has the wrong type or is out of range",
    # Markdown
    "div-unclosed": "a fenced div is never closed",
    "div-unopened": "a line closes a fenced div where none is open",
    "fence-unclosed": "a fenced code block is never closed",
    "html-unclosed": "a raw HTML element is never closed",
    "comment-unclosed": "an HTML comment is never closed",
    "reference-undefined": "a reference link or image has no definition",
    "footnote-undefined": "a footnote is called and never defined",
    "footnote-duplicate": "a footnote is defined twice",
    "math-invalid": "a formula cannot be typeset",
    "formula-engine": "formulas stay text, since KaTeX cannot be run here",
    "variable-undefined": "text asks for a metadata value that the deck does not set",
    "table-row-long": "a table row has more cells than the header",
    # Includes
    "include-missing": "a file to include does not exist",
    "include-not-empty": "a div that includes a file holds text of its own, which is not shown",
    "include-cycle": "a file includes itself, by way of others or not",
    # Extras
    "extras-unknown-slide": "an extras heading names a slide that the deck does not have",
    "extras-without-deck": "an extras file has no deck beside it",
    "extras-outside-slide": "extras hold blocks that belong to no slide",
    # Configuration
    "config-unknown-key": "`diascope.toml` holds a key that is not known",
    "config-invalid": "`diascope.toml` cannot be read, or a value has the wrong type",
    # The site
    "no-decks": "there is no deck to build",
    "deck-duplicate": "one deck is named twice",
    "permalink-invalid": "a permalink does not name a place inside the site",
    "permalink-duplicate": "two decks have one permalink",
    "image-missing": "a local image does not exist",
    "file-link-missing": "a link points to a local file that does not exist",
    "theme-unknown": "no theme has the name that was asked for",
    "template-error": "a template cannot be read or rendered",
    "output-unwritable": "the output folder cannot be written",
    "output-inside-slides": "the output folder lies among the sources",
    "output-foreign": "the output folder holds files that no build wrote",
    "folder-not-empty": "a new site needs a folder that is empty",
}
"""Every stable code with its meaning; the table in ``docs/reference.md`` is made from it."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about the user's files."""

    path: str
    """The file, as it is shown to the user."""
    line: int | None
    """The line, counted from 1; ``None`` where the finding is about the whole file."""
    column: int | None
    """The column in characters, counted from 1; ``None`` where only the line is known."""
    severity: Severity
    """Error or warning."""
    code: str
    """One of the keys of ``CODES``."""
    message: str
    """What is wrong, in one line that begins in lower case and ends without a full stop."""
    hint: str = ""
    """What to do about it."""
    excerpt: str = ""
    """The source line as it was when the finding was made."""
    length: int = 1
    """The number of characters the finding is about, from ``column`` on."""
    label: str = ""
    """A few words beside the carets."""

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for a code that ``CODES`` does not list."""
        if self.code not in CODES:
            raise ValueError(f"unknown diagnostic code {self.code!r}")


def format_diagnostic(diagnostic: Diagnostic, colour: bool = False) -> str:
    """The diagnostic as the user reads it: place, message, excerpt with carets, and hint."""
    paint = _PAINT[diagnostic.severity] if colour else _PLAIN
    place = ":".join(_visible(str(part)) for part in _place(diagnostic))
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


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of the diagnostics keeps the site from being written."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


_PLAIN = dict.fromkeys(("place", "kind", "gutter", "caret", "hint"), "{}")
_COLOURS = {"place": "\x1b[1m{}\x1b[0m", "gutter": "\x1b[34m{}\x1b[0m", "hint": "\x1b[36m{}\x1b[0m"}
_PAINT = {
    Severity.ERROR: _COLOURS | {"kind": "\x1b[1;31m{}\x1b[0m", "caret": "\x1b[31m{}\x1b[0m"},
    Severity.WARNING: _COLOURS | {"kind": "\x1b[1;33m{}\x1b[0m", "caret": "\x1b[33m{}\x1b[0m"},
}

_WIDTH = 96
"""Terminal columns an excerpt may take; a longer line is shown around its carets."""
_LEAD = 32
"""Terminal columns kept before the carets of such a line."""


def _place(diagnostic: Diagnostic) -> list[str | int]:
    """The path with the line and column that are known."""
    if diagnostic.line is None:
        return [diagnostic.path]
    if diagnostic.column is None:
        return [diagnostic.path, diagnostic.line]
    return [diagnostic.path, diagnostic.line, diagnostic.column]


def _excerpt(diagnostic: Diagnostic) -> tuple[str, str]:
    """The source line as it is shown, and the carets that go below it."""
    text = diagnostic.excerpt.rstrip()
    start, end = _span(diagnostic, text)
    before = _visible(text[:start])
    marked = _visible(text[start:end])
    after = _visible(text[end:])
    if _columns(before + marked + after) > _WIDTH:
        if _columns(before) > _LEAD and _columns(before + marked) > _WIDTH * 3 // 4:
            before = "…" + _last_columns(before, _LEAD)
        marked = _first_columns(marked, _WIDTH - _columns(before))
        after = _first_columns(after, _WIDTH - _columns(before + marked))
    return before + marked + after, " " * _columns(before) + "^" * max(1, _columns(marked))


def _span(diagnostic: Diagnostic, text: str) -> tuple[int, int]:
    """Where the carets begin and end in the line; all its text where no column is known."""
    if diagnostic.column is None:
        return len(text) - len(text.lstrip()), len(text)
    start = min(diagnostic.column - 1, len(text))
    return start, min(start + max(1, diagnostic.length), len(text))


def _visible(text: str) -> str:
    """The text with tabs as four spaces and without characters that would steer a terminal."""
    return "".join("\ufffd" if _steers(char) else char for char in text.expandtabs(4))


def _steers(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or char in _BIDI


_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that reorder what a terminal shows after them."""


def _columns(text: str) -> int:
    """The terminal columns that the text takes."""
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
