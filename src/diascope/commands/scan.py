"""What of a shell script is bare: neither quoted, nor a comment, nor in a here-document."""

from __future__ import annotations

import re
from dataclasses import dataclass

from diascope.patterns import lazy_pattern

_SPAN = lazy_pattern(
    r"""\\.
      | (?P<comment>(?<![^\s;|&()])\#[^\n]*)
      | <<<
      | <<(?P<tabs>-?)[ \t]*(?P<mark>["'\\]?)(?P<word>[A-Za-z_][\w.-]*)["']?
      | \$?'(?P<single>[^']*)(?P<single_end>'?)
      | "(?P<double>(?:[^"\\]|\\.)*)(?P<double_end>"?)""",
    re.X | re.S,
)
_TEXT = lazy_pattern(r"[^\n]")


@dataclass(frozen=True, slots=True)
class Scanned:
    """A script with all that is not bare blanked out."""

    bare: str
    """The script, of the same length, with spaces for what is quoted and in comments."""
    is_open: bool
    """Whether a quotation is never closed."""


def scan(script: str) -> Scanned:
    """Read a script of a shell."""
    out, at, is_open = list[str](), 0, False
    documents = list[tuple[str, bool]]()
    while at < len(script):
        match = _SPAN.search(script, at)
        line_end = script.find("\n", at)
        if documents and line_end >= 0 and (match is None or match.start() > line_end):
            out.append(script[at:line_end])
            end = _documents_end(script, line_end, documents)
            out.append(_blank(script[line_end:end]))
            at, documents = end, []
            continue
        if match is None:
            out.append(script[at:])
            break
        out.append(script[at : match.start()])
        if match["word"]:
            documents.append((match["word"], bool(match["tabs"])))
        is_open |= match["single_end"] == "" or match["double_end"] == ""
        out.append(_blank(match[0]))
        at = match.end()
    return Scanned("".join(out), is_open)


def _documents_end(script: str, at: int, documents: list[tuple[str, bool]]) -> int:
    """Where the here-documents end that begin behind a line's end."""
    for word, tabs in documents:
        lead = r"\t*" if tabs else ""
        match = re.compile(rf"\n{lead}{re.escape(word)}(?=\n|$)").search(script, at)
        if match is None:
            return len(script)
        at = match.end()
    return at


def _blank(text: str) -> str:
    return _TEXT.sub(" ", text)
