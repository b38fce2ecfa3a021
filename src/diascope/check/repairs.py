"""Repairs of source files in place: characters of lines replaced, and no other byte changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from diascope.diagnostics import Diagnostic, Place
from diascope.reading.source import Source
from diascope.write.replace import replace_file

_LINE = re.compile(rb"([^\r\n]*)(\r\n?|\n|$)")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, order=True)
class Repair:
    """Characters of a line, and what takes their place."""

    path: Path
    """The absolute path of the file."""
    line: int
    """The line, from 0."""
    start: int
    """The first character, from 0, in the line as it is in the file."""
    end: int
    """The character after the last."""
    text: str
    """What takes their place."""

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.path, self.line, self.line + 1, self.start, self.end - self.start)


def write_repairs(
    repairs: Iterable[Repair], sources: Iterable[Source]
) -> tuple[list[Repair], list[Diagnostic]]:
    """Write repairs into their files, each file in one moment; those that were written.

    A file that is not UTF-8, that has changed since it was read, or that cannot be written is left
    as it is, with a diagnostic.
    """
    by_path = defaultdict[Path, set[Repair]](set)
    for repair in repairs:
        by_path[repair.path].add(repair)
    known = {source.path: source for source in sources}
    done, wrong = list[Repair](), list[Diagnostic]()
    for path, wanted in by_path.items():
        ordered = list(_without_overlaps(sorted(wanted)))
        failure = _write(known[path], ordered)
        if failure:
            wrong.append(Diagnostic("fix-failed", ordered[0].place, failure))
        else:
            done += ordered
    return done, wrong


def _write(source: Source, repairs: list[Repair]) -> str:
    """Write the repairs of one file; in words why not, if not."""
    try:
        after = repaired(source.content, repairs)
        if not replace_file(source.path, source.content, after):
            return "the file has changed since it was read; nothing was repaired in it"
    except UnicodeError:
        return "the file is not UTF-8, and is left as it is"
    except OSError as error:
        return f"the file cannot be written: {error.strerror}"
    return ""


def repaired(content: bytes, repairs: Iterable[Repair]) -> bytes:
    """The bytes of a file with its repairs made; raises `UnicodeError` where it is not UTF-8."""
    content.decode()
    lines = [(match[1], match[2]) for match in _LINE.finditer(content)]
    for one in sorted(repairs, reverse=True):
        body, end = lines[one.line]
        mark = _BOM if one.line == 0 and body.startswith(_BOM) else b""
        text = body.removeprefix(mark).decode()
        text = text[: one.start] + one.text + text[one.end :]
        lines[one.line] = mark + text.encode(), end
    return b"".join(body + end for body, end in lines)


def _without_overlaps(repairs: list[Repair]) -> Iterator[Repair]:
    """The repairs in order, without those that begin before the last one ends."""
    last: Repair | None = None
    for one in repairs:
        if last is None or one.line != last.line or one.start >= last.end:
            yield one
            last = one
