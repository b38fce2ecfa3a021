"""Where a command typed into a shell ends, when the shell showed no prompt for its further lines.

It goes on after a backslash, `|` or `&&` at the end of a line, to the end of a here-document, and
to the end of a quotation or a bracket. What never ends was none: an apostrophe, a shift to the
left.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from diascope.patterns import lazy_pattern

_PLAIN = lazy_pattern(
    r"""\\(?P<joined>\n)
      | \\.
      | (?P<comment>(?<![^\s;|&()])\#.*)
      | <<<
      | <<(?P<tabs>-?)[ \t]*["'\\]?(?P<word>[A-Za-z_][\w.-]*)["']?
      | (?P<quote>\$?'|")
      | (?P<word_open>(?<![^\s;|&(])(?:if|for|while|until|case|select)(?=[\s]))
      | (?P<word_close>(?<![^\s;|&])(?:fi|done|esac)(?![^\s;|&)>]))
      | (?P<bracket>[()]|(?<![^\s;|&(])\{(?=\s|$)|(?<![^\s;])\}(?![^\s;|&)>]))
      | (?P<operator>\||&&)[ \t]*$""",
    re.X,
)
_LONGEST = 500
"""Lines of a here-document; what is longer is none, so that the time grows with the text."""
_CLOSING = {
    "'": re.compile("[^']*'"),
    "$'": re.compile(r"(?:\\.|[^'\\])*'", re.S),
    '"': re.compile(r'(?:\\.|[^"\\])*"', re.S),
}
"""How a quotation ends, by how it begins."""


@dataclass(frozen=True, slots=True)
class _Line:
    """How a line of a command ends."""

    quote: str
    """The quotation mark that is open."""
    joined: bool
    """Whether the command goes on in the next line."""
    documents: tuple[tuple[str, bool], ...]
    """The here-documents that follow: their last line, and whether tabs before it count."""
    open: str
    """The brackets that are open, and `k` for a compound command such as `if`."""


def command_end(
    lines: Sequence[str], start: int, skip: int, is_prompt: Callable[[str], object]
) -> int:
    """The line after a command, which begins in line `start` behind a prompt of `skip` characters.

    A line end that joins two lines of a command, or that lies in a quotation, does not do so
    before a line that begins with a prompt.
    """
    text, quote, inside, end, opened = lines[start][skip:], "", "", start, start
    while True:
        line = _read(text, quote, inside)
        if (line.quote or line.open) and not (quote or inside):
            opened = end + 1
        end, quote = _after_documents(lines, end + 1, line.documents), line.quote
        inside = line.open
        if not (quote or inside or line.joined):
            return end
        if end == len(lines) or is_prompt(lines[end]):
            return opened if quote or inside else end
        text = lines[end]


def prompted_end(lines: Sequence[str]) -> int:
    """How many of these lines are a command, of which all but the first stood behind `> `.

    What follows a command that is complete is an output that looks so; one that is not complete in
    the end takes them all.
    """
    quote, inside, end = "", "", 0
    while end < len(lines):
        line = _read(lines[end], quote, inside)
        after = _after_documents(lines, end + 1, line.documents)
        if line.documents and after == end + 1:
            return len(lines)
        end, quote, inside = after, line.quote, line.open
        if not (quote or inside or line.joined):
            return end
    return len(lines)


def _read(text: str, quote: str, inside: str) -> _Line:
    """How a line of a command ends that begins inside the quotation, and brackets, if any."""
    position, joined, documents = 0, False, list[tuple[str, bool]]()
    while found := (_CLOSING[quote].match if quote else _PLAIN.search)(text, position):
        position = found.end()
        parts = found.groupdict()
        quote = parts.get("quote") or ""
        if bracket := parts.get("bracket"):
            inside = inside + bracket if bracket in "({" else _without(inside, _OPENING[bracket])
        elif parts.get("word_open"):
            inside += "k"
        elif parts.get("word_close"):
            inside = _without(inside, "k")
        joined = bool(parts.get("joined") or parts.get("operator"))
        if word := parts.get("word"):
            documents.append((word, bool(parts["tabs"])))
    return _Line(quote, joined, tuple(documents), inside)


_OPENING = {")": "(", "}": "{"}


def _without(inside: str, last: str) -> str:
    """What is open once the innermost is closed; the `)` of a pattern in `case` closes nothing."""
    return inside.removesuffix(last)


def _after_documents(
    lines: Sequence[str], start: int, documents: Sequence[tuple[str, bool]]
) -> int:
    """The line after the here-documents that begin in line `start`."""
    for word, tabs in documents:
        ends = (word, word + "\n")
        rest = range(start, min(len(lines), start + _LONGEST))
        found = (n for n in rest if (lines[n].lstrip("\t") if tabs else lines[n]) in ends)
        start = next(found, start - 1) + 1
    return start
