"""The title block: up to three parts that begin with ``%`` at the very top of a file.

Pandoc's manual, "Extension: pandoc_title_block": title, authors, date, in this order; a part
goes on in lines that begin with space; a part that has no text leaves its key alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from diascope.diagnostics import Diagnostic, Diagnostics, Place
from diascope.metadata.values import MetaList, MetaText, MetaValue
from diascope.patterns import lazy_pattern


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """What the lines at the top of a file say about it."""

    title: MetaText | None
    """The title; a line end in it is a soft break."""
    authors: tuple[MetaText, ...]
    """The authors, one each."""
    date: MetaText | None
    """The date."""
    line_count: int
    """How many lines the block takes; what follows is the deck."""

    def values(self) -> dict[str, MetaValue]:
        """The block as metadata, to be merged with that of the YAML blocks."""
        found: dict[str, MetaValue] = {}
        if self.title:
            found["title"] = self.title
        if self.authors:
            first = self.authors[0]
            found["author"] = MetaList(self.authors, first.place)
        if self.date:
            found["date"] = self.date
        return found


def split_title_block(lines: Sequence[str], path: Path) -> TitleBlock | None:
    """The title block that the lines of a file begin with, if they do."""
    parts, end = _parts(lines, path)
    if not parts:
        return None
    title, authors, date = (*parts, [], [])[:3]
    return TitleBlock(_text(title), _authors(authors), _text(date), end)


def check_title_block(block: TitleBlock, lines: Sequence[str], path: Path) -> Diagnostics:
    """A warning where the title block runs into the text below it."""
    if block.line_count >= len(lines):
        return ()
    below = lines[block.line_count]
    if below.startswith("%"):
        message = "a title block has three parts; this one is read as text"
        hint = "leave a blank line above it, or join it to the part before by indenting it"
    elif below[:1].isalnum():
        message = "the title block runs into this text"
        hint = "leave a blank line above it, or indent it if it belongs to the title block"
    else:
        return ()
    place = Place(path, block.line_count, block.line_count + 1, 0)
    return (Diagnostic("title-block-unclosed", place, message, hint),)


_Part = list[MetaText]


def _parts(lines: Sequence[str], path: Path) -> tuple[list[_Part], int]:
    """The lines of each part without their marks, and the number of lines they take."""
    parts: list[_Part] = []
    for index, line in enumerate(lines):
        if line.startswith("%") and len(parts) < 3:
            parts.append([_stripped(line, Place(path, index, index + 1, 1))])
        elif parts and line[:1] in {" ", "\t"} and line.strip():
            parts[-1].append(_stripped(line, Place(path, index, index + 1, 0)))
        else:
            return parts, index
    return parts, len(lines)


def _stripped(line: str, place: Place) -> MetaText:
    """The text of a line from the place's column on, without the space around it."""
    start = place.column or 0
    text = line[start:]
    return MetaText(text.strip(), place._replace(column=start + len(text) - len(text.lstrip())))


def _text(part: _Part) -> MetaText | None:
    """The part as one text, if there is any."""
    told = [line for line in part if line.text]
    if not told:
        return None
    first = told[0].place
    place = Place(first.origin, first.begin, told[-1].place.end, first.column)
    return MetaText("\n".join(line.text for line in told), place)


def _authors(part: _Part) -> tuple[MetaText, ...]:
    """The authors: every line names some, with semicolons between them."""
    return tuple(author for line in part for author in _split(line) if author.text)


_PIECE = lazy_pattern(
    r"""(?:
        \\. | (`+).{0,500}?\1 | <[^>]{0,500}> | &\#?\w{1,32};
        | \^?\[[^\]]{0,500}\](?:\([^)]{0,500}\))?
        | [^;]
    )+""",
    re.VERBOSE,
)
"""Text without a semicolon outside of escapes, code, links, notes, raw HTML and entities."""


def _split(line: MetaText) -> list[MetaText]:
    pieces = [(match.start(), match.group()) for match in _PIECE.finditer(line.text)]
    first = line.place.column or 0
    columns = [first + start + len(text) - len(text.lstrip()) for start, text in pieces]
    return [
        MetaText(text.strip(), line.place._replace(column=column))
        for (_, text), column in zip(pieces, columns, strict=True)
    ]
